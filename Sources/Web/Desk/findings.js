// The findings about an item before publication, each with a button that leads to its place.

import { get } from './api.js'
import { fill, h, smallButton } from './dom.js'
import { forget, keep, kept } from './drafts.js'
import { t } from './words.js'

/** A finding. Nothing leads to the address, which is not in the form. */
export const finding = (found, go) => h('li', { class: found.severity },
  h('strong', null, t(`severity.${found.severity}`)), ' ', found.detail,
  go && found.place && found.place !== 'id' && smallButton(t('goThere'), found.detail, () => go(found.place)))

const leftOut = address => 'left-out:' + address

/** Remembers a part of a pasted text that was left out of an item, by the name of its message. */
export const leaveOut = (address, name) =>
  keep(leftOut(address), [...new Set([...kept(leftOut(address)) ?? [], name])])

/** The finding about a part that was left out. */
export const omission = name => ({ severity: 'warning', detail: t(name) })

/** The findings of the stored revision; unsaved text has none yet. */
export function findingsPanel(editing, go) {
  const list = h('ul', { class: 'findings' })
  const panel = h('section', { class: 'panel' }, h('h2', null, t('findings')),
    h('p', { class: 'hint' }, t('findingsHint')), list)
  const place = leftOut(editing.address)
  const show = items => {
    const left = kept(place) ?? []
    const understood = name => {
      keep(place, left.filter(one => one !== name))
      if (left.length === 1) forget(place)
      show(items)
    }
    const omissions = left.map(name => {
      const entry = finding(omission(name))
      entry.append(smallButton(t('understood'), t(name), () => understood(name)))
      return entry
    })
    fill(list, omissions, items.map(found => finding(found, go)),
      !left.length && !items.length && h('li', { class: 'fine' }, t('noFindings')))
  }
  get(`${editing.address}/findings`).then(({ items }) => {
    editing.findings = items
    show(items)
  }, failure => fill(list, h('li', { class: 'error' }, failure.message)))
  return panel
}
