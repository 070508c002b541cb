// Whether a record fits the published JSON Schema: as much of the language as that schema uses.
// https://json-schema.org/draft/2020-12/json-schema-validation
const DEFINITIONS = { entry: 'Entry', rating: 'Rating', plan: 'PlanItem' }

// What is wrong with a record: [{path, rule, limit}], or nothing. A kind that we do not know is left alone.
export const problems = (schema, record) => {
  const name = DEFINITIONS[record?.kind] ?? 'Record'
  return [...wrong(schema, schema.$defs[name] ?? COMMON, record, '')]
}

// What even a record of an unknown kind must have, or it could not be merged.
const COMMON = {
  type: 'object',
  required: ['id', 'kind', 'clock', 'made', 'changed'],
  properties: {
    id: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._~-]*$', maxLength: 120 },
    kind: { type: 'string' },
    clock: { type: 'object', additionalProperties: { type: 'integer' } },
    made: { type: 'string' },
    changed: { type: 'string' },
  },
}

const TYPES = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isSafeInteger(value),
  array: (value) => Array.isArray(value),
  object: (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
  null: (value) => value === null,
}
const RULES = {
  const: (value, limit) => value === limit,
  enum: (value, limit) => limit.includes(value),
  minLength: (value, limit) => value.length >= limit,
  maxLength: (value, limit) => value.length <= limit,
  pattern: (value, limit) => new RegExp(limit, 'u').test(value),
  minimum: (value, limit) => value >= limit,
  maximum: (value, limit) => value <= limit,
  maxItems: (value, limit) => value.length <= limit,
  required: (value, limit) => limit.every((name) => Object.hasOwn(value, name)),
}
export const KEYWORDS = ['$ref', 'anyOf', 'type', 'properties', 'additionalProperties', 'items', ...Object.keys(RULES)]

function* wrong(schema, rule, value, path) {
  const asked = rule.$ref ? schema.$defs[rule.$ref.split('/').pop()] : rule
  if (asked.anyOf) {
    const found = asked.anyOf.map((choice) => [...wrong(schema, choice, value, path)])
    if (found.every(({ length }) => length)) yield* found[0]
    return
  }
  if (asked.type && !TYPES[asked.type](value)) {
    yield { path, rule: 'type', limit: asked.type }
    return
  }
  for (const [name, fits] of Object.entries(RULES)) {
    if (name in asked && !fits(value, asked[name])) yield { path, rule: name, limit: asked[name] }
  }
  yield* inside(schema, asked, value, path)
}

function* inside(schema, asked, value, path) {
  const known = asked.properties ?? {}
  for (const [name, part] of Object.entries(asked.type === 'object' ? value : {})) {
    const rule = Object.hasOwn(known, name) ? known[name] : asked.additionalProperties
    if (part !== undefined && rule && rule !== true) yield* wrong(schema, rule, part, `${path}/${name}`)
  }
  if (asked.items) for (const [at, part] of value.entries()) yield* wrong(schema, asked.items, part, `${path}/${at}`)
}
