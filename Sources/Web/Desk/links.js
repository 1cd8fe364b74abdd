// Links: their addresses made whole, and those without one in the manuscript moved to their words in the text.

import { put, setting } from './documents.js'
import { resources } from './resources.js'

/** An address with its scheme: browsers read `www.example.org` in a link as the name of a page. */
export const completed = address => address.replace(/^www\./i, 'https://$&')

export function placeLinks(document) {
  let placed = texts(document).reduce((whole, [place, text]) => put(whole, place, linked(text)), document)
  const left = (document.links ?? []).filter(({ text, url }) => {
    const place = text && url && placeOf(placed, text)
    if (!place) return true
    const link = `[${text}](${completed(url)})`
    placed = put(placed, place.join('.'), placed[place[0]][place[1]].replace(text, () => link))
    return false
  })
  return setting(placed, 'links', left)
}

/** The Markdown texts of a release, by their places. */
const texts = document => resources.releases.fields.filter(({ name, isMarkdown }) => isMarkdown && document[name])
  .flatMap(({ name }) => Object.entries(document[name]).map(([code, text]) => [`${name}.${code}`, text]))

/** A Markdown text in which each `www.…` is a link. */
const linked = text => text.replace(/\]\((?=www\.)/gi, '](https://')
  .replace(/(^|[\s(])(www\.[^\s<>()[\]]+[^\s<>()[\].,;:!?])/gi, '$1[$2](https://$2)')

/** Field and language of the first text that contains the words without a link. */
function placeOf(document, words) {
  for (const [place, text] of texts(document)) {
    const index = text.indexOf(words)
    if (index >= 0 && text[index - 1] !== '[') return place.split('.')
  }
}
