// The findings about an item before publication, each with a button that leads to its place.

import { get } from './api.js'
import { fill, h, smallButton } from './dom.js'
import { forget, kept } from './drafts.js'
import { t } from './words.js'

/** A finding. Nothing leads to the address, which is not in the form. */
export const finding = (found, go) => h('li', { class: found.severity },
  h('strong', null, t(`severity.${found.severity}`)), ' ', found.detail,
  go && found.place && found.place !== 'id' && smallButton(t('goThere'), found.detail, () => go(found.place)))

/** The mark of an item from whose pasted text pictures were left out. */
export const pictureMark = address => 'pictures:' + address

/** What was left out of a pasted text with pictures. */
export const pictureFinding = () => ({ severity: 'warning', detail: t('pictureLeftOut') })

/** The findings of the stored revision; unsaved text has none yet. */
export function findingsPanel(editing, go) {
  const list = h('ul', { class: 'findings' })
  const panel = h('section', { class: 'panel' }, h('h2', null, t('findings')),
    h('p', { class: 'hint' }, t('findingsHint')), list)
  const mark = pictureMark(editing.address)
  const show = items => {
    const picture = kept(mark) && finding(pictureFinding())
    picture?.append(smallButton(t('understood'), t('pictureLeftOut'), () => { forget(mark); show(items) }))
    fill(list, picture, items.map(found => finding(found, go)),
      !picture && !items.length && h('li', { class: 'fine' }, t('noFindings')))
  }
  get(`${editing.address}/findings`).then(({ items }) => {
    editing.findings = items
    show(items)
  }, failure => fill(list, h('li', { class: 'error' }, failure.message)))
  return panel
}
