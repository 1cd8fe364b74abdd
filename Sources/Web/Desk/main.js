// The desk: the frame, the routes to its pages, logging in and logging out.

import { Failure } from './api.js'
import { blankPage } from './blank.js'
import { describe } from './description.js'
import { button, fill, h, quiet, say, select } from './dom.js'
import { forgetAll, sendAll } from './drafts.js'
import { editorPage } from './editor.js'
import { listPage } from './list.js'
import { arrange, resources } from './resources.js'
import { askToLogOut, logInForm, logOut, may, me, resume } from './session.js'
import { councilName, language, languages, learn, ownName, speak, t } from './words.js'

const view = h('main', { id: 'content' })
const top = h('header')
let leave = null
/** Counts calls of `route`: only the latest may show its page. */
let latest = 0

/** Pages outside everyday work, loaded on demand. */
const lazyPages = {
  audit: async () => (await import('./audit.js')).auditPage,
  deliveries: async () => (await import('./deliveries.js')).deliveriesPage,
  manuscript: async () => (await import('./manuscript.js')).manuscriptPage,
  history: async () => (await import('./history.js')).historyPage,
  subscribers: async () => (await import('./subscribers.js')).subscribersPage,
  tokens: async () => (await import('./tokens.js')).tokensPage,
}

/** The page that an address names, as `#/releases/ID/history` does. */
async function pageOf([first, second, third]) {
  if (!first) return listPage
  if (first === 'new') return second in resources ? blankPage : lazy('manuscript')
  if (first in resources && second) return third in lazyPages ? lazy(third) : editorPage
  return first in lazyPages && !['history', 'manuscript'].includes(first) ? lazy(first) : null
}

async function lazy(name) {
  const [page] = await Promise.all([lazyPages[name](), learn()])
  return page
}

let loading = null

/** Loads the description of the API, once. */
function load() {
  loading ??= describe().then(arrange).catch(failure => {
    loading = null
    throw failure
  })
  return loading
}

async function route() {
  const [path, search] = location.hash.slice(1).split('?')
  const segments = path.split('/').filter(Boolean).map(decodeURIComponent)
  leave?.()
  leave = null
  quiet()
  showTop(segments[0])
  const [one, other] = segments[0] === 'new' ? [segments[1]] : segments
  const number = ++latest
  const place = h('div')
  try {
    await load()
    const page = await pageOf(segments)
    if (!page) throw new Failure(404, { detail: t('noSuchPage') })
    const left = await page(one, other, place, new URLSearchParams(search)) ?? null
    // Another page was opened meanwhile.
    if (number !== latest) return left?.()
    leave = left
    fill(view, place)
    document.title = `${view.querySelector('h1')?.textContent} – ${t('desk')}`
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure
    if (number !== latest) return
    fill(view, h('h1', { tabindex: -1 }, t('notShown')), h('p', { class: 'fault' }, failure.message),
      h('div', { class: 'actions' }, failure.status !== 404 && button(t('tryAgain'), route, { class: 'main' }),
        h('a', { href: '#/' }, t('desk'))))
  }
  view.querySelector('h1')?.focus({ preventScroll: true })
  window.scrollTo(0, 0)
}

function showTop(current) {
  const link = (address, text) => h('li', null,
    h('a', { href: '#/' + address, 'aria-current': (current ?? '') === address ? 'page' : null }, text))
  fill(top,
    h('p', { class: 'home' }, h('a', { href: '#/' }, `${councilName()} `, h('span', null, t('desk')))),
    me() && h('nav', { 'aria-label': t('sections') }, h('ul', null,
      link('', t('items')), may('admin') && [
        link('subscribers', t('subscribers')), link('deliveries', t('deliveries')), link('tokens', t('tokens')),
        link('audit', t('audit')), h('li', null, h('a', { href: '/statistics' }, t('statistics')))])),
    h('div', { class: 'person' },
      select(languages.map(code => [code, ownName(code)]), language(), async code => {
        await speak(code)
        start()
      }, { 'aria-label': t('interfaceLanguage') }),
      me() && [h('span', null, me().name), button(t('logOut'), end)]))
}

async function end() {
  const answer = await askToLogOut(await sendAll())
  if (!answer) return
  try {
    await logOut(answer === 'everywhere')
    forgetAll()
    location.hash = '#/'
    start()
  } catch (failure) {
    say(failure.message, 'fault')
  }
}

function start() {
  fill(document.getElementById('skip'), t('skip'))
  if (me()) return route()
  leave?.()
  leave = null
  latest += 1
  showTop()
  document.title = `${t('logIn')} – ${t('desk')}`
  fill(view, h('div', { class: 'welcome' },
    h('h1', { tabindex: -1 }, t('desk')), h('p', null, t('welcome')), logInForm(start)))
}

await speak()
document.body.append(
  h('a', { id: 'skip', class: 'skip', href: '#content', onclick: event => {
    event.preventDefault()
    view.querySelector('h1')?.focus()
  } }), top, view,
  h('div', { id: 'status', role: 'status' }), h('div', { id: 'alert', role: 'alert' }))
window.addEventListener('hashchange', () => { if (me()) route() })
try {
  await resume()
  start()
} catch (failure) {
  fill(view, h('p', { class: 'fault' }, failure.message))
}
