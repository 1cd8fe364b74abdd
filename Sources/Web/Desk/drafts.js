// Unsaved text, kept in the browser until it is saved or its writer logs out.

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

export function forgetAll() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key)
}
