// The receivers of publications: webhook subscriptions and mail subscribers.

import { Failure, pathOf, send } from './api.js'
import { known, themeName } from './description.js'
import { choices, confirm, fill, h, labelled, say, smallButton, tag } from './dom.js'
import { inputID, limited, sending } from './form.js'
import { pagedList } from './paging.js'
import { showText } from './secrets.js'
import { moment } from './times.js'
import { choice, t, languageName } from './words.js'

/** The label of a kind of resource or item: `release`, `statement`. */
const wordOf = kind => choice('kind', kind, 'choice')

export async function subscribersPage(_, __, view) {
  const list = h('div')
  const mail = h('div')
  const load = async () => {
    fill(list, await pagedList('/subscriptions', subscription => row(subscription, act)))
    fill(mail, await pagedList('/subscribers', one => mailRow(one, act), { empty: t('noMailSubscribers') }))
  }

  /** Runs an action on a subscription, and shows the result. */
  async function act(action) {
    try {
      if (await action() !== false) await load()
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure
      say(failure.messages.join(' '), 'fault')
    }
  }

  fill(view, h('h1', { tabindex: -1 }, t('subscribers')), h('p', null, t('subscribersHint')), newSubscription(load),
    h('h2', null, t('allSubscribers')), list, h('h2', null, t('mailSubscribers')),
    h('p', null, t('mailSubscribersHint')), mail)
  await load()
}

function row(subscription, act) {
  const { url, description, state, reason, failingSince, createdBy, createdAt, number } = subscription
  const path = pathOf(subscription.href)
  const { kinds = [], themes = [], languages = [] } = subscription
  const wanted = [
    ...kinds.map(wordOf), ...themes.map(themeName),
    ...languages.map(languageName)]
  const press = (text, action) => smallButton(t(text), url, () => act(action))
  const set = next => () => send('PATCH', path, { body: { state: next }, type: 'application/merge-patch+json' })
  const ping = async () => {
    await send('POST', `${path}/pings`)
    say(t('pingSent'))
  }
  const rotate = async () => {
    if (!await confirm(t('newSecret'), t('newSecretHint'), t('newSecret'), t('cancel'))) return false
    const { json } = await send('POST', `${path}/secrets`)
    await showText(t('newSecret'), t('secret'), json.secret, t('shownOnce'))
  }
  const end = async () => {
    const text = t('endSubscription')
    if (!await confirm(text, t('endSubscriptionHint', { url }), text, t('cancel'))) return false
    await send('DELETE', path)
  }
  return h('li', null, h('strong', null, description ?? url),
    h('p', { class: 'meta' }, tag(state, choice('subscription', state)),
      description && h('span', null, url), h('span', null, wanted.join(', ') || t('everything')),
      h('span', null, `${createdBy}, ${moment(createdAt)}`),
      failingSince && h('strong', { class: 'next' }, t('failingSince', { time: moment(failingSince) })),
      reason && h('span', null, choice('ended', reason))),
    h('div', { class: 'actions' },
      h('a', { class: 'button small', href: `#/deliveries?subscription=${number}` }, t('deliveries')),
      state !== 'ended' && [
        press('ping', ping), state === 'active' ? press('pause', set('paused')) : press('resume', set('active')),
        press('newSecret', rotate), press('endSubscription', end)]))
}

function mailRow({ href, number, email, language, themes = [], state, reason, requestedAt }, act) {
  const end = async () => {
    const text = t('endSubscription')
    if (!await confirm(text, t('endMailHint', { email }), text, t('cancel'))) return false
    await send('DELETE', pathOf(href))
  }
  const name = email ?? t('subscriber', { number })
  return h('li', null, h('strong', null, name),
    h('p', { class: 'meta' }, tag(state, choice('subscription', state)), h('span', null, languageName(language)),
      h('span', null, themes.map(themeName).join(', ') || t('everything')),
      h('span', null, moment(requestedAt)), reason && h('span', null, choice('ended', reason))),
    h('div', { class: 'actions' },
      h('a', { class: 'button small', href: `#/deliveries?subscriber=${number}` }, t('deliveries')),
      state !== 'ended' && smallButton(t('endSubscription'), name, () => act(end))))
}

function newSubscription(done) {
  const chosen = { kinds: new Set(), themes: new Set(), languages: new Set() }
  let isMinor
  let key = crypto.randomUUID()
  const url = limited(h('input', { type: 'url', required: true, id: inputID('url') }), known.subscription.url.limit)
  const description = limited(h('input', { type: 'text' }), known.subscription.description.limit)
  const filter = (name, text, word) => choices(text, 'checkbox',
    known.subscription[name].options.map(value => [value, word(value)]), () => false,
    (value, isOn) => { chosen[name][isOn ? 'add' : 'delete'](value) })
  const submit = async () => {
    const body = { url: url.value, description: description.value || undefined, minor: isMinor || undefined }
    for (const [name, values] of Object.entries(chosen)) if (values.size) body[name] = [...values]
    const { json } = await send('POST', '/subscriptions', { body, key })
    key = crypto.randomUUID()
    form.reset()
    for (const values of Object.values(chosen)) values.clear()
    isMinor = false
    await showText(t('subscriptionMade'), t('secret'), json.secret, t('shownOnce'))
    await done()
  }
  const form = sending({ class: 'panel' }, [h('h2', null, t('newSubscription')),
    labelled(t('field.url'), url, { hint: t('subscriptionURLHint') }), labelled(t('description'), description),
    choices(t('minor'), 'checkbox', [['minor', t('alsoMinor')]], () => false, (_, isOn) => { isMinor = isOn }),
    h('details', null, h('summary', null, t('onlySome')), h('div', { class: 'columns' },
      filter('kinds', t('field.kind'), wordOf),
      filter('languages', t('field.languages'), languageName),
      filter('themes', t('field.themes'), themeName)))],
  h('button', { class: 'main' }, t('makeSubscription')), submit)
  return form
}
