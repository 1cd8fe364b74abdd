// The revisions of an item: who wrote them, their changes, and restoring an old one.

import { Failure, get, send } from './api.js'
import { confirm, crumbs, fill, h, say, smallButton } from './dom.js'
import { inLanguage, inWords, resources } from './resources.js'
import { moment } from './times.js'
import { choice, labelOf, language, t } from './words.js'

export async function historyPage(path, id, view) {
  const address = `/${path}/${id}`
  const [{ json: item, etag }, { items }] = await Promise.all([send('GET', address), get(`${address}/revisions`)])
  const newest = items[0].number
  const title = inLanguage(item[resources[path].title], language())

  async function restore(number) {
    if (!await confirm(t('restore'), t('restoreHint', { number }), t('restore'), t('cancel'))) return
    try {
      await send('POST', `${address}/revisions/${number}/restore`, { match: etag })
      say(t('restoredRevision', { number }))
      location.hash = `#/${path}/${id}`
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure
      say(failure.message, 'fault')
    }
  }

  const row = revision => {
    const changes = h('div', { class: 'changes' })
    const show = async event => {
      if (!event.target.open || changes.children.length) return
      try {
        const diff = await get(`${address}/revisions/${revision.number - 1}/diff?to=${revision.number}`)
        fill(changes, diff.changes.map(change))
      } catch (failure) {
        fill(changes, h('p', { class: 'fault' }, failure.message))
      }
    }
    const canRestore = revision.number < newest && item.status !== 'withdrawn'
    return h('li', null,
      h('p', { class: 'meta' }, h('strong', null, t('revision', { number: revision.number })),
        h('span', null, choice('action', revision.action)), h('span', null, revision.author),
        h('time', null, moment(revision.at))),
      revision.note && h('p', null, revision.note),
      revision.number > 1 && h('details', { ontoggle: show },
        h('summary', null, t('whatChanged', { number: revision.number })), changes),
      canRestore
        && smallButton(t('restore'), t('revision', { number: revision.number }), () => restore(revision.number)))
  }
  fill(view, crumbs(h('a', { href: '#/' }, t('desk')), h('a', { href: `#${address}` }, title)),
    h('h1', { tabindex: -1 }, t('history')), h('ol', { class: 'items history' }, items.map(row)))
}

/** A text with the words emphasized that differ from another text; common words at both ends stay plain. */
function emphasized(text, other) {
  const [words, others] = [text, other].map(one => one.match(/\s+|\S+/g) ?? [])
  const start = words.findIndex((word, index) => word !== others[index])
  if (start < 0) return text
  let end = 0
  while (end < Math.min(words.length, others.length) - start && words.at(-1 - end) === others.at(-1 - end)) end += 1
  const [before, between, after] = [[0, start], [start, words.length - end], [words.length - end]]
    .map(part => words.slice(...part).join(''))
  return [before, h('strong', null, between), after]
}

/** A removed line and the line that replaced it. */
function pair(removed, added) {
  const isPair = removed !== undefined && added !== undefined
  const line = (name, label, text, other) => text !== undefined && h(name, null,
    h('span', { class: 'sr' }, t(label)), isPair ? emphasized(text, other) : text || ' ')
  return [line('del', 'removed', removed, added), line('ins', 'added', added, removed)]
}

/** Pairs of a removed line and the added line that follows it directly. */
function pairs(lines) {
  const found = []
  for (const { removed, added } of lines) {
    const last = found.at(-1)
    if (added !== undefined && last && last[0] !== undefined && last[1] === undefined) last[1] = added
    else found.push([removed, added])
  }
  return found
}

const text = value => (value === undefined ? value : inWords(value))

/** One change: by line when the diff has lines, else the whole values before and after. */
function change({ field, from, to, lines }) {
  const place = field.replace(/\[\d+\].*/, '')
  const all = lines ? pairs(lines) : [[text(from), text(to)]]
  return h('section', null, h('h3', null, labelOf(place)),
    h('div', { class: 'diff' }, all.map(([removed, added]) => pair(removed, added))))
}
