// Links without an address in the manuscript: once they have one, they move to their words in the text.

import { put, setting } from './documents.js'
import { resources } from './resources.js'

export function placeLinks(document) {
  let placed = document
  const left = (document.links ?? []).filter(({ text, url }) => {
    const place = text && url && placeOf(placed, text)
    if (!place) return true
    placed = put(placed, place.join('.'), placed[place[0]][place[1]].replace(text, () => `[${text}](${url})`))
    return false
  })
  return setting(placed, 'links', left)
}

/** Field and language of the first text that contains the words without a link. */
function placeOf(document, words) {
  for (const { name, isMarkdown } of resources.releases.fields) {
    for (const [code, text] of Object.entries((isMarkdown && document[name]) || {})) {
      const index = text.indexOf(words)
      if (index >= 0 && text[index - 1] !== '[') return [name, code]
    }
  }
}
