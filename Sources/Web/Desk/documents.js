// Documents as values: merge patches, differences, and merging the changes of two people.

const isMap = value => value !== null && typeof value === 'object' && !Array.isArray(value)
export const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** A copy with a member set; an empty value removes the member. */
export function setting(object, name, value) {
  const { [name]: _, ...rest } = object ?? {}
  if (isNothing(value)) return rest
  return name in (object ?? {}) ? { ...object, [name]: value } : { ...rest, [name]: value }
}

function isNothing(value) {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** The merge patch (RFC 7396) that turns one document into another. */
export function patch(from, to) {
  const changes = {}
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (same(from[name], to[name])) continue
    if (isMap(from[name]) && isMap(to[name])) changes[name] = patch(from[name], to[name])
    else changes[name] = to[name] ?? null
  }
  return changes
}

/** The units of change: a field, or its text in one language. */
function units(document) {
  const found = new Map()
  for (const [name, value] of Object.entries(document)) {
    if (!isMap(value)) found.set(name, value)
    else for (const [member, text] of Object.entries(value)) found.set(`${name}.${member}`, text)
  }
  return found
}

/** The places in which two documents differ: `kind`, `title.nl`. */
export function differences(a, b) {
  const [one, other] = [units(a), units(b)]
  return [...new Set([...one.keys(), ...other.keys()])].filter(place => !same(one.get(place), other.get(place)))
}

export const at = (document, place) => units(document).get(place)

export function put(document, place, value) {
  const [name, member] = place.split('.')
  return setting(document, name, member ? setting(isMap(document[name]) ? document[name] : {}, member, value) : value)
}

/** Their document with my changes to the base. `conflicts` are places that both changed; they have my value. */
export function merge(base, mine, theirs) {
  let merged = theirs
  const conflicts = []
  for (const place of differences(base, mine)) {
    const value = at(mine, place)
    const isTouched = !same(at(base, place), at(theirs, place))
    if (isTouched && !same(value, at(theirs, place))) conflicts.push(place)
    merged = put(merged, place, value)
  }
  return { merged, conflicts }
}
