// The findings about an item before publication, each with a button that leads to its place.

import { get } from './api.js'
import { fill, h, smallButton } from './dom.js'
import { t } from './words.js'

export const finding = (found, go) => h('li', { class: found.severity },
  h('strong', null, t(`severity.${found.severity}`)), ' ', found.detail,
  go && found.place && smallButton(t('goThere'), found.detail, () => go(found.place)))

/** The findings of the stored revision; unsaved text has none yet. */
export function findingsPanel(editing, go) {
  const list = h('ul', { class: 'findings' })
  const panel = h('section', { class: 'panel' }, h('h2', null, t('findings')),
    h('p', { class: 'hint' }, t('findingsHint')), list)
  get(`${editing.address}/findings`).then(({ items }) => {
    editing.findings = items
    fill(list, items.length ? items.map(found => finding(found, go)) : h('li', { class: 'fine' }, t('noFindings')))
  }, failure => fill(list, h('li', { class: 'error' }, failure.message)))
  return panel
}
