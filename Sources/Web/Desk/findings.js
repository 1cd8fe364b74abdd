// The findings about an item before publication, each with a button that leads to its place or dismisses it.

import { get, send } from './api.js'
import { fill, h, smallButton } from './dom.js'
import { t } from './words.js'

/** A finding. Nothing leads to the address, which is not in the form. */
export const finding = (found, go) => h('li', { class: found.severity },
  h('strong', null, t(`severity.${found.severity}`)), ' ', found.detail,
  go && found.place && found.place !== 'id' && smallButton(t('goThere'), found.detail, () => go(found.place)))

/** Records that a part of a pasted text was left out of an item. */
export const leaveOut = (address, code) => send('POST', `${address}/findings`, { body: { code } })

/** The findings of the stored revision; unsaved text has none yet. */
export function findingsPanel(editing, go) {
  const list = h('ul', { class: 'findings' })
  const title = h('h2', { tabindex: -1 }, t('findings'))
  const show = ({ items }) => {
    editing.findings = items
    fill(list, items.map(found => {
      const entry = finding(found, go)
      if (found.id) entry.append(smallButton(t('understood'), found.detail, () => dismiss(found.id)))
      return entry
    }), !items.length && h('li', { class: 'fine' }, t('noFindings')))
  }
  const fault = failure => fill(list, h('li', { class: 'error' }, failure.message))
  const read = () => get(`${editing.address}/findings`).then(show, fault)
  const dismiss = async id => {
    await send('DELETE', `${editing.address}/findings/${id}`).catch(fault)
    await read()
    title.focus()
  }
  read()
  return h('section', { class: 'panel' }, title, h('p', { class: 'hint' }, t('findingsHint')), list)
}
