// Elements without markup: text stays text, because nothing here parses HTML.

import { withLabel } from './words.js'

const properties = new Set(['value', 'checked', 'disabled', 'hidden', 'selected', 'open'])

/** An element with attributes, listeners (`onclick`) and children; null, undefined and false are skipped. */
export function h(name, attributes, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value)
    else if (properties.has(key)) element[key] = value
    else element.setAttribute(key, value === true ? '' : value)
  }
  element.append(...kept(children))
  return element
}

const isLeftOut = child => child === null || child === undefined || child === false
const kept = children => children.flat(Infinity).filter(child => !isLeftOut(child))

export function fill(element, ...children) {
  element.replaceChildren(...kept(children))
  return element
}

/**
 * Renews the content of an element that may have the focus. The button with the same text gets it then, or else the one
 * in the same place, or else what takes it there, or else the heading of the page.
 */
export function refill(element, ...children) {
  const active = element.contains(document.activeElement) ? document.activeElement : null
  const buttons = () => [...element.querySelectorAll('a, button')]
  const nameOf = one => one.getAttribute('aria-label') ?? one.textContent
  const place = buttons().indexOf(active)
  fill(element, ...children)
  if (!active) return element
  const now = buttons()
  const next = now.find(one => !one.disabled && nameOf(one) === nameOf(active))
    ?? [now[place]].find(one => one && !one.disabled) ?? element.querySelector('[tabindex="-1"]')
  if (next) next.focus({ preventScroll: true })
  else focusHeading()
  return element
}

/** Focuses the heading of the page, without scrolling. */
export const focusHeading = () => document.querySelector('main h1')?.focus({ preventScroll: true })

let count = 0
export const newID = () => `e${++count}`

/** A listener that ignores events while it handles one, so that a second click does nothing. */
export function single(action) {
  let isBusy = false
  return async event => {
    event.preventDefault()
    if (isBusy) return
    isBusy = true
    const element = event.currentTarget
    element.setAttribute('aria-busy', 'true')
    try {
      await action(event)
    } finally {
      isBusy = false
      element.removeAttribute('aria-busy')
    }
  }
}

export const button = (text, onclick, attributes) =>
  h('button', { type: 'button', onclick: single(onclick), ...attributes }, text)

/** One of several equal buttons; its accessible name contains its subject. */
export const smallButton = (text, subject, onclick, more = '') =>
  button(text, onclick, { class: `small ${more}`, 'aria-label': withLabel(text, subject) })

export const tag = (name, text) => h('span', { class: `tag ${name}` }, text)

/** The pages above this one. */
export const crumbs = (...places) =>
  h('p', { class: 'crumb' }, places.map((place, index) => [index > 0 && ' / ', place]))

/** An input with its label and a hint. */
export function labelled(text, input, { hint, id = input.id || newID() } = {}) {
  input.id = id
  const note = hint && h('span', { class: 'hint', id: id + '-hint' }, hint)
  if (note) input.setAttribute('aria-describedby', note.id)
  return h('div', { class: 'field' }, h('label', { for: id }, text), note, input)
}

/** Radio buttons or checkboxes with a legend. An option is its value, its text, a hint, and whether it is disabled. */
export function choices(legend, type, options, isChosen, onchange) {
  const name = newID()
  return h('fieldset', { class: 'choices' }, h('legend', null, legend), options.map(([value, text, hint, disabled]) =>
    h('label', null,
      h('input', {
        type, name, value, disabled, checked: isChosen(value), onchange: event => onchange(value, event.target.checked),
      }),
      h('span', null, text, hint && h('span', { class: 'hint' }, hint)))))
}

export function select(options, value, onchange, attributes) {
  return h('select', { ...attributes, onchange: event => onchange(event.target.value) },
    options.map(([code, text]) => h('option', { value: code, selected: code === value }, text)))
}

/** Shows a message for some seconds; screen readers read it, too. A success removes an older fault. */
export function say(text, kind = 'done') {
  quiet()
  const place = document.getElementById(kind === 'fault' ? 'alert' : 'status')
  fill(place, h('p', null, text))
  clearTimeout(place.timer)
  place.timer = setTimeout(() => fill(place), kind === 'fault' ? 15000 : 6000)
}

/** Removes the last fault. */
export const quiet = () => fill(document.getElementById('alert'))

/**
 * Opens a dialog. Its content gets a function that closes it with a value; the promise returns that value. The dialog
 * closes when the page changes, because it speaks of the page below it.
 */
export function ask(title, content, attributes) {
  return new Promise(resolve => {
    const id = newID()
    const before = document.activeElement
    const dialog = h('dialog', { 'aria-labelledby': id, ...attributes })
    const close = value => { dialog.result = value; dialog.close() }
    const leave = () => close()
    window.addEventListener('hashchange', leave)
    dialog.addEventListener('close', () => {
      window.removeEventListener('hashchange', leave)
      dialog.remove()
      if (before?.isConnected && before !== document.body) before.focus()
      else focusHeading()
      resolve(dialog.result)
    })
    dialog.append(h('h2', { id }, title), ...kept([content(close)]))
    document.body.append(dialog)
    quiet()
    dialog.showModal()
  })
}

/** A question; the promise returns true when it is confirmed. */
export const confirm = (title, text, yes, no) => ask(title, close => [
  h('p', null, text),
  h('div', { class: 'actions' }, button(yes, () => close(true), { class: 'warn' }), button(no, () => close(false)))])
