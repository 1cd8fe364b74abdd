// Times in Brussels, in figures and in words.

import { language, t } from './words.js'

const zone = 'Europe/Brussels'
const locale = () => ({ nl: 'nl-BE', fr: 'fr-BE', en: 'en-GB' })[language()]
const inWords = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }

export const day = date => new Intl.DateTimeFormat(locale(), { dateStyle: 'long', timeZone: 'UTC' })
  .format(new Date(date + 'T00:00Z'))

const brussels = (instant, style) =>
  new Intl.DateTimeFormat(locale(), { ...style, timeZone: zone }).format(new Date(instant))

export const moment = instant => brussels(instant, { dateStyle: 'medium', timeStyle: 'short' })

export const momentInWords = instant => `${brussels(instant, inWords)} ${t('inBrussels')}`

/** A local time such as `2027-06-01T09:00` in words; empty for other text. */
export function localInWords(local) {
  const date = new Date(local + 'Z')
  return isNaN(date) ? '' : new Intl.DateTimeFormat(locale(), { ...inWords, timeZone: 'UTC' }).format(date)
}

/** An instant as a local time, for an input; a local time stays unchanged. */
export function local(instant) {
  if (!instant.endsWith('Z')) return instant
  const parts = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: zone })
  return parts.format(new Date(instant)).replace(' ', 'T')
}
