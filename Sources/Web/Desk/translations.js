// The languages of an item: their states, marking one as ready, and pasting a whole text in one of them.

import { send } from './api.js'
import { known } from './description.js'
import { put } from './documents.js'
import { button, fill, h, smallButton, tag } from './dom.js'
import { keep } from './drafts.js'
import { pictureMark } from './findings.js'
import { intake } from './intake.js'
import { resources } from './resources.js'
import { ownName, t, languageName } from './words.js'

/** A heading for each column of texts. */
export function languageBar(editing, shown, act, renew) {
  const states = editing.item.languageStates ?? {}
  const place = h('div', { class: 'languages-bar' })
  const state = code => {
    const now = states[code]
    const target = now === 'ready' ? 'draft' : 'ready'
    return h('div', { class: `language ${now ?? ''}` },
      h('strong', { lang: code }, ownName(code)),
      now && tag(now, t(`state.${now}`)),
      now && now !== 'missing'
        && smallButton(t(`mark.${target}`), languageName(code), () => act(() => mark(editing, code, target))),
      editing.path === 'releases' && !editing.draft.body?.[code] && pasting(editing, code, renew))
  }
  const others = known.languages.filter(code => !shown.has(code))
  fill(place, h('div', { class: 'columns' }, known.languages.filter(code => shown.has(code)).map(state)),
    others.map(code => button(`+ ${ownName(code)}`, () => { shown.add(code); renew() }, { class: 'small' })))
  return place
}

async function mark(editing, code, state) {
  await send('PUT', `${editing.address}/languages/${code}`, { body: { state }, match: editing.etag })
  await editing.refresh()
}

/** A box for a whole text in one language from a word processor. */
function pasting(editing, code, renew) {
  return intake({
    text: t('pasteIn', { language: languageName(code) }), rows: 2, onread: ({ json }, { hasPicture }) => {
      if (hasPicture) keep(pictureMark(editing.address), true)
      editing.change(taking(editing.draft, json, code))
      renew()
    },
  })
}

/** A draft with the texts that were read. If the language was not found in them, the first found one is used. */
function taking(draft, read, code) {
  let next = draft
  const found = read.languages?.includes(code) ? code : read.languages?.[0]
  for (const { name } of resources.releases.fields.filter(field => field.shape === 'texts')) {
    const text = read[name]?.[found]
    if (text) next = put(next, `${name}.${code}`, text)
  }
  return next
}
