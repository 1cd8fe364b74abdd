// Values and fields from the description of the API. No other script lists them.

import { Failure } from './api.js'
import { language, t } from './words.js'

/** Lists of values and fields of requests, by name; empty until `describe` has read the description. */
export const known = { themes: {} }

/** The label of a theme in the desk's language; its code when it is not one of the council's themes. */
export const themeName = code => known.themes[code]?.[language()] ?? code

let referenced = {}

/**
 * Reads the description. The request has no credentials: only then can the browser cache it by its entity-tag.
 * @returns the kinds of item by their paths.
 */
export async function describe() {
  try {
    const response = await fetch('/openapi.json', { cache: 'no-cache', credentials: 'omit' })
    if (!response.ok) throw new Failure(response.status)
    return read(await response.json())
  } catch (fault) {
    console.error(fault)
    throw new Failure(0, { detail: t('notDescribed') })
  }
}

function read({ paths, components: { schemas } }) {
  referenced = schemas
  known.themes = schemas.Theme['x-labels']
  const body = path => paths[path].post.requestBody.content['application/json']?.schema
  const valuesOf = (path, name) => options(paths[path].get.parameters.find(one => one.name === name).schema)
  const typeOf = path => /(\w+)Input$/.exec(paths[path].post?.requestBody && body(path)?.$ref)?.[1]
  const found = Object.keys(paths).filter(typeOf)

  known.languages = options(schemas.LanguageState.properties.language)
  known.statuses = valuesOf('/search', 'status')
  known.textStates = valuesOf('/translations', 'state')
  known.deliveryStates = valuesOf('/deliveries', 'state')
  known.actions = valuesOf('/audit', 'action')
  known.token = byName(body('/tokens'))
  known.subscription = byName(body('/subscriptions'))
  known.notice = byName(body(`${found[0]}/{id}/withdrawals`)).reason

  const kind = (path, type) => {
    const [patch, shown, card] = ['Patch', '', 'Card'].map(suffix => schemas[type + suffix].properties)
    const [order] = valuesOf(path, 'sort')
    return {
      kind: type[0].toLowerCase() + type.slice(1),
      title: Object.keys(card).find(name => name !== 'href'),
      date: order.startsWith('-') ? order.slice(1) : undefined,
      takesManuscripts: 'text/plain' in paths[path].post.requestBody.content,
      // Only fields that are shown and can be changed later; the input of a new item has more.
      fields: fields(schemas[type + 'Input']).filter(({ name }) => name in patch && name in shown),
    }
  }
  return Object.fromEntries(found.map(path => [path.slice(1), kind(path, typeOf(path))]))
}

const options = schema => (schema.items ?? schema).enum

const fields = ({ properties, required = [] }) => Object.entries(properties)
  .map(([name, schema]) => ({ name, isRequired: required.includes(name), ...shape(schema) }))

const byName = schema => Object.fromEntries(fields(schema).map(field => [field.name, field]))

const formats = { date: 'date', 'date-time': 'moment', email: 'email', uri: 'url' }
const ofMany = { choice: 'choices', reference: 'references', object: 'list', text: 'lines' }

/** The shape of a field, one of those in `form.js`, with its limits: `limit` characters, `most` entries. */
function shape(schema) {
  if (schema.$ref) return shape(referenced[schema.$ref.split('/').pop()])
  const { type, format, items, oneOf, properties } = schema
  if (oneOf) {
    const { limit } = oneOf.map(shape).find(one => one.limit)
    return { shape: oneOf.some(one => one.type === 'object') ? 'label' : 'figure', limit }
  }
  if (schema.enum) return { shape: 'choice', options: schema.enum }
  if (schema['x-resource']) return { shape: 'reference', of: schema['x-resource'] }
  if (type === 'array') {
    const one = shape(items)
    return { ...one, shape: ofMany[one.shape], most: schema.maxItems }
  }
  if (type === 'object') {
    const isTexts = Object.keys(properties).every(name => known.languages.includes(name))
    return isTexts
      ? { shape: 'texts', limit: Object.values(properties)[0].maxLength, languages: schema.required }
      : { shape: 'object', fields: fields(schema) }
  }
  return { shape: type === 'number' ? 'number' : formats[format] ?? 'text', limit: schema.maxLength }
}
