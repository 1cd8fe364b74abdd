// The languages of an item: their states, marking one as ready, and pasting a whole text in one of them.

import { send } from './api.js'
import { known } from './description.js'
import { put, same, setting } from './documents.js'
import { button, fill, h, smallButton, tag } from './dom.js'
import { leaveOut } from './findings.js'
import { intake } from './intake.js'
import { inLanguage, resources } from './resources.js'
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
      editing.path === 'releases' && isEmpty(editing.draft, code) && pasting(editing, code, renew))
  }
  const others = known.languages.filter(code => !shown.has(code))
  fill(place, h('div', { class: 'columns' }, known.languages.filter(code => shown.has(code)).map(state)),
    others.map(code => button(`+ ${ownName(code)}`, () => { shown.add(code); renew() }, { class: 'small' })))
  return place
}

/** Whether nothing is written in a language, so that a pasted text replaces nothing. */
const isEmpty = (draft, code) => resources.releases.parts.text.every(({ name }) => !draft[name]?.[code])

async function mark(editing, code, state) {
  await send('PUT', `${editing.address}/languages/${code}`, { body: { state }, match: editing.etag })
  await editing.refresh()
}

/** A box for a whole text in one language from a word processor. */
function pasting(editing, code, renew) {
  return intake({
    text: t('pasteIn', { language: languageName(code) }), rows: 2, onread: async ({ json }) => {
      const { contacts, isWhole } = spokenContacts(editing.draft, json.contacts ?? [], code)
      const isLeftOut = name => json.findings.some(found => found.code === name)
      if (isLeftOut('pictureLeftOut')) await leaveOut(editing.address, 'pictureLeftOut')
      if (!isWhole) await leaveOut(editing.address, 'contactsLeftOut')
      editing.change(setting(taking(editing.draft, json, code), 'contacts', contacts))
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

/**
 * The contacts of a draft with the roles and groups that were read in another language.
 * @returns `isWhole` is false when some of them have no place.
 */
function spokenContacts({ contacts = [], originalLanguage: original }, read, code) {
  const isSame = (a, b) => (a.email ? a.email === b.email : a.phone ? a.phone === b.phone : same(a.name, b.name))
  const isAligned = read.length === contacts.length
  const taken = new Set()
  const spoken = contacts.map((contact, index) => {
    const match = read.find(one => isSame(one, contact)) ?? (isAligned ? read[index] : undefined)
    // Another name at the same address is not taken over.
    if (!contact.name || !match?.name || same(match.name, contact.name)) taken.add(match)
    return ['role', 'group'].reduce((next, name) => {
      const [mine, theirs] = [contact[name], match && inLanguage(match[name], code)]
      // A contact from the list without a role of its own has that of its item.
      if (!mine || !theirs || theirs === mine) return next
      return { ...next, [name]: { ...typeof mine === 'string' ? { [original]: mine } : mine, [code]: theirs } }
    }, contact)
  })
  return { contacts: spoken, isWhole: read.every(one => taken.has(one) || !(one.name || one.role || one.group)) }
}
