// The publications of an item, past and planned, with the actions on them, and previews. The dialogs load on demand.

import { send } from './api.js'
import { button, fill, h, say, tag } from './dom.js'
import { showText } from './secrets.js'
import { may } from './session.js'
import { moment, momentInWords } from './times.js'
import { choice, languageName, learn, t } from './words.js'

/** Opens one of the dialogs, unless the page has changed while it was loaded. */
const dialog = name => async (...values) => {
  const page = location.hash
  const [dialogs] = await Promise.all([import('./publish.js'), learn()])
  return location.hash === page && dialogs[name](...values)
}
const publish = dialog('publish')
const askForReview = dialog('askForReview')

/** Past and planned publications. Who may publish gets the buttons for it; others can ask for a review. */
export function publishingPanel(editing, act, save) {
  const { item, plan, pending } = editing
  const panel = h('section', { class: 'panel publishing' }, h('h2', { tabindex: -1 }, t('publication')))
  const action = (name, run, kind) => panel.append(button(t(name) + '…', () => act(run), { class: kind }))
  if (!may('publish')) {
    action('askReview', () => askForReview(editing, save))
  } else if (plan) {
    action('publishNow', () => publish(editing, save, { isNow: true }), editing.isBehind ? null : 'main')
    action('move', () => publish(editing, save, { isMove: true }))
  } else if (!pending) {
    const name = { published: 'publishChanges', withdrawn: 'publishAgain' }[item.status] ?? 'publish'
    action(name, () => publish(editing, save), 'main')
    if (item.status === 'published') action('withdraw', () => dialog('withdraw')(editing), 'danger')
  }
  if (pending && may('publish')) action('takeBack', () => dialog('cancel')(editing), 'warn')
  panel.append(h('ol', { class: 'publications' }, editing.publications.map(one => row(editing, one))))
  return panel
}

/** The button that makes the newest version the planned one; nothing for who may not publish. */
export const replanning = (editing, act, save) => may('publish')
  && button(t('useVersion') + '…', () => act(() => publish(editing, save, { isReplan: true })), { class: 'main' })

function row(editing, publication) {
  const { state, change, at, embargo, languages, correction, reason, minor, successor } = publication
  const note = correction ?? reason
  const isOpen = state === 'planned' || state === 'due'
  return h('li', null,
    h('strong', null, minor ? t('minor') : choice('change', change)), ' ',
    t(change === 'withdrawn' && state === 'done' ? 'withdrawnAt' : `publication.${state}`, { time: momentInWords(at) }),
    embargo && tag('embargoed', t('status.embargoed')),
    languages && ` (${languages.map(languageName).join(', ')})`,
    isOpen && h('p', { class: 'hint' }, version(editing, publication.revision)),
    note && Object.entries(note).map(([code, text]) => h('p', { class: 'hint', lang: code }, text)),
    successor && h('p', { class: 'hint' }, h('a', { href: '#' + new URL(successor).pathname }, t('successor'))))
}

/** A version of the item in words: who saved it when, and whether it is the last one. */
export function version(editing, number) {
  const { author, at } = editing.revisions.find(one => one.number === number)
  return t(number < editing.revision.number ? 'olderVersion' : 'lastVersion', { name: author, time: moment(at) })
}

/** Opens a preview of the public page in another tab. */
export async function openPreview(editing, save) {
  const tab = window.open('about:blank', '_blank')
  try {
    if (editing.isChanged && await save() === false) return tab?.close()
    const expiresAt = new Date(Date.now() + 3600_000).toISOString().replace(/\.\d+/, '')
    const { json } = await send('POST', `${editing.address}/previews`, { body: { expiresAt } })
    const { pathname } = new URL(json.href)
    if (tab) tab.location = pathname
    else say(t('popupBlocked'), 'fault')
  } catch (failure) {
    tab?.close()
    throw failure
  }
}

/** Shows a preview link that can be sent to someone without an access key. */
export async function sharePreview(editing) {
  const { json } = await send('POST', `${editing.address}/previews`)
  await showText(t('sharePreview'), t('link'), json.href, t('sharePreviewHint', { time: moment(json.expiresAt) }))
  return false
}
