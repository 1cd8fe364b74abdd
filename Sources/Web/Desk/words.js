// What the desk says, in the language of who works at it.

const tables = { nl: () => import('./nl.js'), fr: () => import('./fr.js'), en: () => import('./en.js') }

export const languages = Object.keys(tables)

let words = {}
let spoken = 'nl'

export const language = () => spoken

export async function speak(code = preferred()) {
  words = (await tables[code]()).default
  spoken = code
  document.documentElement.lang = code
  localStorage.setItem('desk-language', code)
}

function preferred() {
  const asked = [localStorage.getItem('desk-language'), ...navigator.languages.map(tag => tag.slice(0, 2))]
  return asked.find(code => code in tables) ?? 'nl'
}

/** The name of a language in the one that is spoken: `Frans`. */
export const tongue = code => new Intl.DisplayNames([spoken], { type: 'language' }).of(code)

/** What a language calls itself: `Français`. */
export function ownName(code) {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code)
  return name[0].toLocaleUpperCase(code) + name.slice(1)
}

/** The text with this name; `{value}` in it is replaced. */
export function t(name, values = {}) {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '')
}

/** The word for a name in a group, or in another one, or the name itself where there is none. */
export const choice = (group, name, other) => words[`${group}.${name}`] ?? words[`${other}.${name}`] ?? name
