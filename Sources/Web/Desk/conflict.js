// A conflict: two people have changed the same place. Both versions are shown, and one is chosen.

import { at, put } from './documents.js'
import { button, choices, fill, h } from './dom.js'
import { inWords } from './resources.js'
import { labelOf, t } from './words.js'

const written = value => (value === undefined ? t('nothing') : inWords(value))

export function conflictPanel(editing, done) {
  if (!editing.conflicts.length) return null
  const chosen = {}
  const fault = h('p', { class: 'fault', role: 'alert' })
  const one = place => {
    const [mine, theirs] = [at(editing.draft, place), at(editing.base, place)]
    return h('fieldset', null, h('legend', null, labelOf(place)),
      h('div', { class: 'columns' },
        h('div', null, h('h3', null, t('mine')), h('pre', null, written(mine))),
        h('div', null, h('h3', null, t('theirs', { name: editing.revision.author })), h('pre', null, written(theirs)))),
      choices(t('keepWhich'), 'radio', [['mine', t('keepMine')], ['theirs', t('keepTheirs')]], () => false,
        value => { chosen[place] = value }))
  }
  const settle = () => {
    if (editing.conflicts.some(place => !chosen[place])) return fill(fault, t('chooseAll'))
    let draft = editing.draft
    for (const place of editing.conflicts) {
      if (chosen[place] === 'theirs') draft = put(draft, place, at(editing.base, place))
    }
    editing.conflicts = []
    editing.change(draft)
    done()
  }
  return h('section', { class: 'notice conflict', role: 'region', 'aria-label': t('conflict') },
    h('h2', null, t('conflict')), h('p', null, t('conflictHint', { name: editing.revision.author })),
    editing.conflicts.map(one), fault, h('div', { class: 'actions' }, button(t('settle'), settle, { class: 'main' })))
}
