// What to ask a learner when the handbook has changed under their records. Nothing is changed without an answer.
const FIELDS = { entry: ['outcomes'], rating: ['outcome'], plan: ['item'] }

// One question for each link to an outcome that asks for something else now, or is no longer in use:
// `what` is 'changed', 'replaced' (by one), 'split' (into several), 'withdrawn', or 'unknown' (this handbook has no such id).
export const questions = (records, catalogue) =>
  records.flatMap((record) => outcomesOf(record).map((link) => question(record, link, catalogue)).filter(Boolean))

// The outcomes that a record names.
export const outcomesOf = (record) => {
  if (record.kind === 'plan' && record.about !== 'outcome') return []
  return (FIELDS[record.kind] ?? []).flatMap((field) => record[field] ?? [])
}

const question = (record, link, catalogue) => {
  const outcome = catalogue.outcome(link.id)
  if (!outcome) return link.asked ? null : { record, link, what: 'unknown', changes: [], instead: [] }
  const changes = outcome.changes.filter(({ version }) => later(version, link.version))
  const instead = outcome.replaced_by.map((id) => catalogue.outcome(id)).filter(Boolean)
  if (outcome.status !== 'withdrawn') return changes.length ? { record, link, outcome, what: 'changed', changes, instead } : null
  if (link.asked === 'withdrawn') return null
  const what = instead.length > 1 ? 'split' : instead.length ? 'replaced' : 'withdrawn'
  return { record, link, outcome, what, changes, instead }
}

// The record with an answer: 'keep', or the id of the outcome to name instead. What the link said before stays in it.
export const answered = (record, { link, what }, answer, catalogue) => {
  const change = (one) => (one.id === link.id ? turned(one, what, answer, catalogue) : one)
  const fields = FIELDS[record.kind].map((field) => {
    const value = record[field]
    return [field, Array.isArray(value) ? distinct(value.map(change)) : change(value)]
  })
  return { ...record, ...Object.fromEntries(fields) }
}

const turned = (link, what, answer, catalogue) => {
  const { version } = catalogue.framework
  if (answer !== 'keep') return { ...link, ...catalogue.link('outcome', answer), was: [...(link.was ?? []), link.id] }
  return { ...link, version, ...(what === 'changed' ? {} : { asked: what === 'unknown' ? what : 'withdrawn' }) }
}

// Two outcomes may have become one: their reasons are joined.
const distinct = (links) => {
  const found = new Map()
  for (const link of links) {
    const other = found.get(link.id)
    const why = [other?.why, link.why].filter(Boolean).join('\n')
    found.set(link.id, other ? { ...other, why } : link)
  }
  return [...found.values()]
}

// Whether a version is newer than another: 2026.1.1 is newer than 2026.1, and 2026.10 than 2026.9.
export const later = (one, other) => {
  const [a, b] = [numbers(one), numbers(other)]
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    if ((a[at] ?? 0) !== (b[at] ?? 0)) return (a[at] ?? 0) > (b[at] ?? 0)
  }
  return false
}

const numbers = (version = '') => version.split('.').map((part) => Number.parseInt(part, 10) || 0)
