// The audit log: who did what and when, newest first.

import { query } from './api.js'
import { known } from './description.js'
import { fill, h, labelled, select } from './dom.js'
import { pagedList } from './paging.js'
import { named } from './pick.js'
import { inWords } from './resources.js'
import { moment } from './times.js'
import { choice, labelOf, t, withLabel } from './words.js'

export async function auditPage(_, __, view, parameters) {
  const wanted = Object.fromEntries(['author', 'action', 'from', 'to'].map(name => [name, parameters.get(name) ?? '']))
  const go = () => { location.hash = '#/audit?' + query(wanted) }
  const input = (name, type) => labelled(t(`filter.${name}`),
    h('input', { type, value: wanted[name], onchange: event => { wanted[name] = event.target.value } }))
  const filters = h('form', { class: 'filters', onsubmit: event => { event.preventDefault(); go() } },
    input('author', 'text'),
    labelled(t('filter.action'),
      select([['', t('all')], ...known.actions.map(name => [name, choice('action', name)])], wanted.action,
        value => { wanted.action = value })),
    input('from', 'date'), input('to', 'date'), h('button', null, t('search')))
  const list = h('div')
  fill(view, h('h1', { tabindex: -1 }, t('audit')), filters, list)
  fill(list, await pagedList('/audit?' + query(wanted), row))
}

/** Members of a detail that only programs read: the hashes that `newsroom verify` checks. */
const hashes = ['digests', 'rows']

function row(entry) {
  const path = entry.item && new URL(entry.item).pathname
  return h('li', null,
    h('p', { class: 'meta' }, h('time', null, moment(entry.at)), h('strong', null, entry.author),
      h('span', null, choice('action', entry.action)), path && named(path)),
    entry.detail && h('p', { class: 'hint' },
      Object.entries(entry.detail).filter(([name]) => !hashes.includes(name))
        .map(([name, value]) => withLabel(labelOf(name), inWords(value))).join(' · ')))
}
