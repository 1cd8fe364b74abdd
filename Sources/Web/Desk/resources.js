// The layout of each kind of item: parts of the form, order and inputs of the fields. The fields themselves come from
// the description of the API; fields without a layout come last.

import { themeName } from './description.js'
import { moment } from './times.js'
import { choice, labelOf, withLabel } from './words.js'

const layouts = {
  releases: {
    parts: {
      text: {
        title: { rows: 2 }, lead: { rows: 4, isMarkdown: true },
        body: { rows: 14, isMarkdown: true, hint: 'markdownHint' },
      },
      more: {
        dateline: { rows: 1 }, boilerplate: { rows: 4, isMarkdown: true },
        notesToEditors: { rows: 4, isMarkdown: true },
      },
      contacts: {
        contacts: {
          adds: 'contact', hides: ['href', 'phonePrinted'],
          inner: {
            id: {}, name: { unless: 'id' }, role: {}, group: {}, email: { unless: 'id' },
            phone: { type: 'tel', unless: 'id' },
          },
        },
      },
      references: {
        links: { adds: 'link', hides: ['state'], inner: { text: {}, url: {} } },
        sites: {}, advices: {}, themes: { word: themeName },
      },
      data: { kind: { isNeeded: true }, releaseDate: {}, embargoUntil: {}, originalLanguage: {} },
    },
  },
  advices: {
    parts: {
      text: { title: { rows: 2 }, summary: { rows: 8 } },
      data: { kind: {}, reference: {}, adoptedOn: {}, issuingBody: {}, requester: {} },
      references: {
        documents: { adds: 'document', inner: { language: {}, url: {}, sha256: {} } },
        sites: {}, themes: { word: themeName },
      },
    },
  },
  sites: {
    parts: {
      text: { name: { rows: 1 }, situation: { rows: 5 } },
      data: {
        aliases: {}, address: {}, postalCode: {}, municipality: {},
        coordinates: { inner: { latitude: {}, longitude: {}, precision: {}, source: {} } },
      },
      facts: { facts: { adds: 'fact', inner: { field: {}, value: {}, unit: {}, scope: {}, source: {}, asOf: {} } } },
    },
    inPassing: { municipality: {} },
  },
  contacts: {
    parts: { data: { name: {}, role: {}, organisation: {}, email: {}, phone: { type: 'tel' }, languages: {} } },
    hides: ['phonePrinted'],
    inPassing: { role: {}, organisation: {}, email: {}, phone: {} },
  },
}

/** The kinds of item from `describe` by path, with their fields by part; `short` has the fields of a new item. */
export let resources = {}

export function arrange(kinds) {
  resources = Object.fromEntries(Object.entries(kinds).map(([path, kind]) => [path, placed(kind, layouts[path] ?? {})]))
}

function placed(kind, { parts = {}, hides, inPassing = {} }) {
  const layout = Object.assign({}, ...Object.values(parts))
  const all = arranged(kind.fields, layout, hides)
  const made = Object.entries(parts).map(([part, names]) => [part, all.filter(({ name }) => name in names)])
  const shown = Object.fromEntries(made)
  const short = all.filter(field => field.name === kind.title || field.isNeeded)
  return {
    ...kind, fields: all, short, inPassing: all.filter(field => short.includes(field) || field.name in inPassing),
    parts: { ...shown, data: [...shown.data ?? [], ...all.filter(({ name }) => !(name in layout))] },
  }
}

/** Fields in the order of a layout, each with its options there. */
function arranged(fields, layout, hides = []) {
  const places = Object.keys(layout)
  const place = ({ name }) => (name in layout ? places.indexOf(name) : places.length)
  return fields.filter(({ name }) => !hides.includes(name)).sort((a, b) => place(a) - place(b)).map(field => {
    const { inner = {}, hides: hidden, ...shown } = layout[field.name] ?? {}
    return {
      ...field, isNeeded: field.isRequired, ...shown, fields: field.fields && arranged(field.fields, inner, hidden),
    }
  })
}

/** A text in a language, or in its first one. */
export const inLanguage = (value, language) =>
  value && typeof value === 'object' ? value[language] ?? Object.values(value)[0] ?? '' : value ?? ''

/** The word for a value of a closed list, or the label of a theme; other texts stay as they are. */
const inClosedList = value => {
  const word = choice('choice', value)
  return word === value ? themeName(value) : word
}

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** A stored value as people read it: labels instead of member names, and times in Brussels. */
export function inWords(value) {
  if (Array.isArray(value)) return value.map(inWords).join('\n')
  if (value && typeof value === 'object') {
    return Object.entries(value).map(([name, inner]) => withLabel(labelOf(name), inWords(inner))).join('; ')
  }
  if (typeof value !== 'string') return String(value)
  return instant.test(value) ? moment(value) : inClosedList(value)
}
