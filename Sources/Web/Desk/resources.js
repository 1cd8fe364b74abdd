// The kinds of item and their fields, as the desk asks for them. The API checks what is written.

const label = { shape: 'label' }
export const themes = [
  'economy', 'employment', 'taxation', 'environment', 'mobility', 'housing', 'poverty', 'diversity', 'spatialPlanning',
  'socialAffairs', 'health', 'equalOpportunities',
]
const sites = { name: 'sites', shape: 'references', of: 'sites' }
const chosenThemes = { name: 'themes', shape: 'choices', options: themes }

/** What stands in `part: 'more'` is folded away while it is empty. */
export const resources = {
  releases: {
    kind: 'release', title: 'title', date: 'releaseDate',
    parts: {
      text: [
        { name: 'title', shape: 'texts', rows: 2 },
        { name: 'lead', shape: 'texts', rows: 4 },
        { name: 'body', shape: 'texts', rows: 14, hint: 'markdownHint' },
      ],
      more: [
        { name: 'dateline', shape: 'texts', rows: 1 },
        { name: 'boilerplate', shape: 'texts', rows: 4 },
        { name: 'notesToEditors', shape: 'texts', rows: 4 },
      ],
      contacts: [{
        name: 'contacts', shape: 'list', adds: 'contact', fields: [
          { name: 'id', shape: 'reference', of: 'contacts' },
          { name: 'name', ...label, unless: 'id' }, { name: 'role', ...label }, { name: 'group', ...label },
          { name: 'email', shape: 'email', unless: 'id' }, { name: 'phone', shape: 'phone', unless: 'id' },
        ],
      }],
      references: [
        { name: 'links', shape: 'list', adds: 'link', fields: [
          { name: 'text', shape: 'text' }, { name: 'url', shape: 'url' }] },
        sites, { name: 'advices', shape: 'references', of: 'advices' }, chosenThemes,
      ],
      data: [
        { name: 'kind', shape: 'choice', options: ['pressRelease', 'statement', 'correction'], isNeeded: true },
        { name: 'releaseDate', shape: 'date' }, { name: 'embargoUntil', shape: 'moment' },
        { name: 'originalLanguage', shape: 'choice', options: ['nl', 'fr', 'en', 'de'], group: 'language' },
      ],
    },
  },
  advices: {
    kind: 'advice', title: 'title', date: 'adoptedOn',
    parts: {
      text: [{ name: 'title', shape: 'texts', rows: 2 }, { name: 'summary', shape: 'texts', rows: 8 }],
      data: [
        { name: 'kind', shape: 'choice', options: ['onRequest', 'initiative', 'contribution'], isNeeded: true },
        { name: 'reference', shape: 'text' }, { name: 'adoptedOn', shape: 'date' },
        { name: 'issuingBody', ...label }, { name: 'requester', ...label },
      ],
      references: [
        { name: 'documents', shape: 'list', adds: 'document', fields: [
          { name: 'language', shape: 'choice', options: ['nl', 'fr', 'en', 'de'], group: 'language', isNeeded: true },
          { name: 'url', shape: 'url' }, { name: 'sha256', shape: 'text' }] },
        sites, chosenThemes,
      ],
    },
  },
  sites: {
    kind: 'site', title: 'name',
    parts: {
      text: [{ name: 'name', shape: 'texts', rows: 1 }, { name: 'situation', ...label, rows: 5 }],
      data: [
        { name: 'aliases', shape: 'lines' }, { name: 'address', ...label }, { name: 'postalCode', shape: 'text' },
        { name: 'municipality', ...label },
        { name: 'coordinates', shape: 'object', fields: [
          { name: 'latitude', shape: 'number' }, { name: 'longitude', shape: 'number' },
          { name: 'precision', shape: 'text' }, { name: 'source', ...label }] },
      ],
      facts: [{
        name: 'facts', shape: 'list', adds: 'fact', fields: [
          { name: 'field', shape: 'text' }, { name: 'value', shape: 'figure' }, { name: 'unit', shape: 'text' },
          { name: 'scope', ...label }, { name: 'source', ...label }, { name: 'asOf', shape: 'text' }],
      }],
    },
  },
  contacts: {
    kind: 'contact', title: 'name',
    parts: {
      data: [
        { name: 'name', ...label }, { name: 'role', ...label }, { name: 'organisation', ...label },
        { name: 'email', shape: 'email' }, { name: 'phone', shape: 'phone' },
        { name: 'languages', shape: 'choices', options: ['nl', 'fr', 'en', 'de'], group: 'language' },
      ],
    },
  },
}

/** What is asked for when an item is made in passing. */
export const shortForms = {
  contacts: resources.contacts.parts.data.slice(0, 5),
  sites: [resources.sites.parts.text[0], resources.sites.parts.data[3]],
  advices: [resources.advices.parts.text[0], resources.advices.parts.data[0]],
}

export const pathOfKind = kind => Object.keys(resources).find(path => resources[path].kind === kind)

/** A text in the language wanted, or the first there is. */
export const inLanguage = (value, language) =>
  value && typeof value === 'object' ? value[language] ?? Object.values(value)[0] ?? '' : value ?? ''
