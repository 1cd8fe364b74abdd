// The words of the desk, in the language of the person at the desk.

const tables = { nl: () => import('./nl.js'), fr: () => import('./fr.js'), en: () => import('./en.js') }

/** The words of pages and dialogs that load on demand. */
const others = {
  nl: () => import('./nl-more.js'), fr: () => import('./fr-more.js'), en: () => import('./en-more.js'),
}

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

/** Loads the words of pages and dialogs that load on demand. */
export async function learn() {
  words = { ...words, ...(await others[spoken]()).default }
}

function preferred() {
  const candidates = [localStorage.getItem('desk-language'), ...navigator.languages.map(tag => tag.slice(0, 2))]
  return candidates.find(code => code in tables) ?? 'nl'
}

const names = JSON.parse(document.querySelector('meta[name=council]').content)

/** The name of the council in the desk's language. */
export const councilName = () => names[spoken]

/** The name of a language in the desk's language: `Frans`. */
export const languageName = code => new Intl.DisplayNames([spoken], { type: 'language' }).of(code)

/** The name of a language in itself: `Français`. */
export function ownName(code) {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code)
  return name[0].toLocaleUpperCase(code) + name.slice(1)
}

/** The text with this name; values replace `{name}` in it. */
export function t(name, values = {}) {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '')
}

/** The word for a name in a group or in another group; the name itself when neither has it. */
export const choice = (group, name, other) => words[`${group}.${name}`] ?? words[`${other}.${name}`] ?? name

/** A label with a text behind it; French puts a no-break space before the colon. */
export const withLabel = (label, text) => `${label}${spoken === 'fr' ? '\u00a0' : ''}: ${text}`

/** The label of a place: `title.nl` is `Titel (Nederlands)`, `contacts[1].email` is `Contact 2, E-mail`. */
export function labelOf(place) {
  const isLanguage = name => /^[a-z]{2}$/.test(name) && !(`field.${name}` in words)
  const parts = place.split('.').filter((part, index) => index === 0 || part !== 'id')
  const label = parts.filter(part => !isLanguage(part)).map(part => {
    const [name, index] = part.split(/[[\]]/)
    if (!index) return choice('field', name)
    return `${words[`add.${name.replace(/s$/, '')}.one`] ?? choice('field', name)} ${Number(index) + 1}`
  }).join(', ')
  const code = parts.find(isLanguage)
  if (!code) return label
  return label ? `${label} (${languageName(code)})` : languageName(code)
}
