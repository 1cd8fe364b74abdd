// Unsaved text: kept in the browser at once, until it is saved or its writer logs out, and soon on the server as well.

import { send } from './api.js'
import { me } from './session.js'

const prefix = 'desk-draft:'
const keyOf = place => `${prefix}${me().name}:${place}`

export function keep(place, value) {
  try {
    localStorage.setItem(keyOf(place), JSON.stringify(value))
  } catch {
    // Writing goes on when the browser's storage is full.
  }
}

export const kept = place => JSON.parse(localStorage.getItem(keyOf(place)))
export const forget = place => localStorage.removeItem(keyOf(place))

/** Takes what is kept at a place to another one, unless that has something already. */
export function move(from, to) {
  const value = kept(from)
  forget(from)
  if (value && !kept(to)) keep(to, value)
}

/** The copies with text that is not sent yet. */
const waiting = new Set()
document.addEventListener('visibilitychange', () => { if (document.hidden) for (const copy of waiting) copy.send() })

/** Sends all unsaved text. Returns whether some of it is only in this browser. */
export async function sendAll() {
  await Promise.all([...waiting].map(copy => copy.send()))
  const places = Object.keys(localStorage).filter(key => key.startsWith(prefix + me().name + ':'))
  const isOnlyHere = ({ copiedAt, conflicts }) => !copiedAt || conflicts.length > 0
  return waiting.size > 0 || places.some(key => isOnlyHere(JSON.parse(localStorage.getItem(key))))
}

/** Forgets the text in the browser. What the server has stays there for its writer. */
export function forgetAll() {
  for (const copy of waiting) copy.stop()
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key)
}

/** The copy of unsaved text on the server, which its writer finds from any browser. Without it, writing goes on. */
export class ServerCopy {
  /** Milliseconds after the last change. */
  static delay = 1500

  /** When the server has last kept or sent it; nothing when it has none. */
  at
  /** The address of the item. */
  place
  #onChange
  #timer
  #waiting
  #last = Promise.resolve()

  /** @param onChange called when the copy has become complete. */
  constructor(onChange) { this.#onChange = onChange }

  get #address() { return `${this.place}/unsavedEdit` }

  /** @returns the edit, as `base`, `draft` and `at`; nothing when there is none. */
  async read() {
    const { json } = await send('GET', this.#address).catch(() => ({}))
    this.at = json?.at
    return this.at ? json : null
  }

  keep(edit) {
    clearTimeout(this.#timer)
    this.#waiting = edit
    waiting.add(this)
    this.#timer = setTimeout(() => this.send(), ServerCopy.delay)
  }

  /** Sends nothing more until the next change. */
  stop() {
    clearTimeout(this.#timer)
    waiting.delete(this)
    this.#waiting = null
  }

  forget() {
    this.stop()
    this.#run(async () => {
      if (!this.at) return
      await send('DELETE', this.#address)
      this.at = undefined
    })
  }

  /** Sends the last change at once. */
  send() {
    const edit = this.#waiting
    if (!edit) return
    this.stop()
    return this.#run(async () => {
      const { json } = await send('PUT', this.#address, { body: edit }).catch(failure => {
        this.#waiting ??= edit
        waiting.add(this)
        throw failure
      })
      this.at = json.at
      if (!this.#waiting) this.#onChange()
    })
  }

  /** One request follows the other. A request that fails leaves the copy in the browser. */
  #run(request) {
    this.#last = this.#last.then(request).catch(() => {})
    return this.#last
  }
}
