// The deliveries to subscribers with their results, for everything or for one item.

import { Failure, pathOf, query, send } from './api.js'
import { known } from './description.js'
import { crumbs, fill, h, labelled, say, select, smallButton, tag } from './dom.js'
import { pagedList } from './paging.js'
import { named, nameOf } from './pick.js'
import { resources } from './resources.js'
import { moment } from './times.js'
import { choice, t } from './words.js'

const states = () => [['', t('all')], ...known.deliveryStates.map(state => [state, t(`delivery.${state}`)])]

export async function deliveriesPage(path, id, view, parameters) {
  const item = path in resources ? `/${path}/${id}` : null
  const wanted = Object.fromEntries(
    ['state', 'subscription', 'subscriber'].map(name => [name, parameters.get(name) ?? '']))
  const filters = !item && h('div', { class: 'filters' }, labelled(t('filter.status'),
    select(states(), wanted.state, value => { location.hash = '#/deliveries?' + query({ ...wanted, state: value }) })))
  const list = h('div')
  const address = item ? `${item}/deliveries` : '/deliveries?' + query(wanted)
  const load = async () => fill(list, await pagedList(address, one => row(one, load), { empty: t('noDeliveries') }))
  fill(view, item && crumbs(h('a', { href: '#/' }, t('desk')), h('a', { href: '#' + item }, await nameOf(path, id))),
    h('h1', { tabindex: -1 }, t('deliveries')), filters, list)
  await load()
}

/** The name of an event such as `release.published`. */
const eventName = type =>
  type.split('.').map((part, index) => choice(index ? 'change' : 'kind', part)).join(' · ')

function row(delivery, load) {
  const { type, item, way, state, attempts, at, nextAt, status, fault } = delivery
  const path = item && new URL(item).pathname
  const event = eventName(type)
  const receiver = delivery.subscription ?? delivery.subscriber
  const resend = async () => {
    try {
      await send('POST', `${pathOf(delivery.href)}/replays`)
      say(t('sentAgain'))
      await load()
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure
      say(failure.messages.join(' '), 'fault')
    }
  }
  return h('li', null,
    h('p', { class: 'meta' }, tag(state, choice('delivery', state)), h('strong', null, event),
      path && named(path), h('span', null, t(`way.${way}`)),
      receiver && h('span', null, t('subscriber', { number: receiver.split('/').pop() })),
      at && h('time', null, moment(at)), attempts > 1 && h('span', null, t('attempts', { count: attempts })),
      nextAt && h('span', { class: 'next' }, t('triedAgain', { time: moment(nextAt) }))),
    (fault || status) && h('p', { class: 'hint' },
      [status && `${way === 'mail' ? 'SMTP' : 'HTTP'} ${status}`, fault].filter(Boolean).join(' · ')),
    state !== 'waiting' && smallButton(t('sendAgain'), event, resend))
}
