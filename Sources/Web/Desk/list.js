// All items: those in preparation, those that are public, and search results.

import { get, query } from './api.js'
import { known } from './description.js'
import { fill, h, labelled, select, tag } from './dom.js'
import { pagedList } from './paging.js'
import { inLanguage, resources } from './resources.js'
import { may } from './session.js'
import { day, moment } from './times.js'
import { language, t, languageName } from './words.js'

/** The statuses before `published`. */
const inPreparation = () => known.statuses.slice(0, known.statuses.indexOf('published'))

/** Search and filters are in the address, so that the browser's history has them. */
export async function listPage(_, __, view, parameters) {
  const wanted = Object.fromEntries(['q', 'kind', 'status', 'text'].map(name => [name, parameters.get(name) ?? '']))
  const go = () => { location.hash = '#/?' + query(wanted) }
  const field = (name, options) => labelled(t(`filter.${name}`),
    select([['', t('all')], ...options], wanted[name], value => { wanted[name] = value; go() }))
  const search = h('form', { class: 'filters', role: 'search', onsubmit: event => { event.preventDefault(); go() } },
    labelled(t('search'),
      h('input', { type: 'search', value: wanted.q, oninput: event => { wanted.q = event.target.value } })),
    h('button', null, t('search')),
    field('kind', Object.entries(resources).map(([path, { kind }]) => [path, t(`plural.${path}`)])),
    field('status', known.statuses.map(status => [status, t(`status.${status}`)])),
    field('text', known.textStates.map(state => [state, t(`state.${state}`)])))
  const results = h('div', { class: 'results' })
  fill(view, h('h1', { tabindex: -1, class: 'sr' }, t('items')), may('draft') && newItems(), search, results)
  fill(results, await contents(wanted))
}

const newItems = () => h('nav', { class: 'new', 'aria-label': t('newItem') },
  h('a', { class: 'button main', href: '#/new' }, t('newRelease')),
  Object.keys(resources).filter(path => !resources[path].takesManuscripts)
    .map(path => h('a', { class: 'button', href: `#/new/${path}` }, t(`new.${path}`))))

async function contents({ q, kind, status, text }) {
  if (text) {
    const address = '/translations?' + query({ state: text, kind: resources[kind]?.kind })
    return section(t(`state.${text}`), address, translation)
  }
  const address = more => `/${kind || 'search'}?` + query({ q, ...more })
  if (q || status) return section(t('results'), address({ status }))
  return Promise.all([
    section(t('inWorks'), address({ status: inPreparation() }), item, t('nothingInWorks')), deadLinks(),
    section(t('status.published'), address({ status: 'published' }))])
}

/** The dead links; null when there are none. */
async function deadLinks() {
  if (!may('admin')) return null
  const address = '/links?state=dead'
  const { total } = await get(address + '&pageSize=1')
  return total > 0 && section(t('deadLinks'), address, deadLink)
}

async function section(title, address, row = item, empty) {
  const count = h('span', { class: 'hint' })
  const list = await pagedList(address, row, { empty, onload: page => fill(count, ` ${page.total}`) })
  return h('section', null, h('h2', null, title, count), list)
}

/** `/releases/2025-05-22-…` from an absolute link. */
const place = link => new URL(link).pathname

function item(found) {
  const path = place(found.href)
  const resource = resources[path.split('/')[1]]
  const next = found.plannedFor && t('goesOut', { time: moment(found.plannedFor) })
  const date = found[resource.date]
  const marks = { ready: '✓', draft: '…', outdated: '!', missing: '–' }
  return h('li', null,
    h('a', { href: '#' + path }, inLanguage(found[resource.title], language()) || t('untitled')),
    h('p', { class: 'meta' },
      tag(found.status, t(`status.${found.status}`)), h('span', null, t(`kind.${resource.kind}`)),
      found.review && tag('outdated', t('reviewAskedBy', { name: found.review.author })),
      found.unplannedChanges && tag('outdated', t('unplannedChanges')), date && h('span', null, day(date)),
      Object.entries(found.languageStates ?? {}).map(([code, state]) => tag(state, [
        h('span', { 'aria-hidden': 'true' }, `${code} ${marks[state]}`),
        h('span', { class: 'sr' }, `${languageName(code)}: ${t(`state.${state}`)}`)])),
      next && h('strong', { class: 'next' }, next)))
}

function deadLink({ url, status, fault, checkedAt, items, itemCount }) {
  const others = itemCount - items.length
  return h('li', null, h('a', { href: url, rel: 'noreferrer' }, url),
    h('p', { class: 'meta' }, tag('outdated', fault ?? `HTTP ${status}`), h('time', null, moment(checkedAt)),
      items.map(({ href, id }) => h('a', { href: '#' + place(href) }, id)),
      others > 0 && h('span', null, t('andOthers', { count: others }))))
}

function translation(found) {
  const path = place(found.href)
  return h('li', null, h('a', { href: '#' + path }, found.id),
    h('p', { class: 'meta' }, tag(found.state, `${languageName(found.language)}: ${t(`state.${found.state}`)}`),
      h('span', null, t(`kind.${found.kind}`)), tag(found.status, t(`status.${found.status}`))))
}

