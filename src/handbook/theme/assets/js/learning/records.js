// What it takes to change and to merge records so that nobody loses a word.
import { compare, joined, ticked } from './clock.js'

const AROUND = new Set(['id', 'clock', 'changed', 'copy_of']) // not what somebody wrote

// Random, and the same length everywhere. (randomUUID needs a secure address, which an intranet may not have.)
export const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

// What somebody wrote in a record, in one text: equal for equal words, whatever the order of its fields.
export const content = (record) =>
  JSON.stringify(sorted(Object.fromEntries(Object.entries(record).filter(([name]) => !AROUND.has(name)))))

// A record of its own for a version that would be lost. The same version always gets the same id, so that merging twice
// makes one copy.
export const copyOf = (record) => {
  const first = record.copy_of ?? record.id
  return { ...record, id: `${first}~${print(content(record))}`, copy_of: first }
}

// Save what a person has changed. `base` is the record as they had read it, `stored` as it is now.
// Fields that only one side has changed come from that side. A field that both have changed is the writer's, and the
// other version is kept as a copy.
export const written = (stored, mine, base, browser, now) => {
  if (!stored) return { record: { ...mine, clock: ticked(mine.clock, browser), changed: now } }
  const clock = ticked(joined(stored.clock, mine.clock), browser)
  if (compare(stored.clock, (base ?? mine).clock) === 'same') return { record: { ...mine, clock, changed: now } }
  const { record, clash } = threeWays(base ?? {}, mine, stored)
  const made = { record: { ...record, clock, changed: now } }
  return clash ? { ...made, copy: copyOf(stored) } : made
}

const threeWays = (base, mine, theirs) => {
  const record = { ...theirs }
  let clash = false
  for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    if (AROUND.has(name) || equal(mine[name], theirs[name])) continue
    const [changedHere, changedThere] = [!equal(mine[name], base[name]), !equal(theirs[name], base[name])]
    if (!changedHere) continue
    clash ||= changedThere
    if (name in mine) record[name] = mine[name]
    else delete record[name]
  }
  return { record, clash }
}

// What becomes of records from a file. `stored` holds those that are here, by id.
// Of two versions that do not know of each other, the one that was changed last stays, and the other is kept beside it.
// `after` are the records to store: a copy that is there already, edited or not, is left alone.
export const merged = (stored, incoming) => {
  const result = { fresh: [], newer: [], both: [], older: 0, same: 0 }
  const here = new Map(stored)
  for (const record of incoming) {
    const [how, ...made] = together(here.get(record.id), record)
    if (how === 'older' || how === 'same') result[how] += 1
    else result[how].push(made[0])
    for (const one of made.filter((_, at) => !at || !here.has(made[at].id))) here.set(one.id, one)
  }
  return { ...result, after: [...here.values()].filter((record) => stored.get(record.id) !== record) }
}

const together = (here, record) => {
  const how = here ? compare(record.clock, here.clock) : 'fresh'
  if (how === 'older' || how === 'same') return [how]
  if (how !== 'both') return [how, record]
  const clock = joined(here.clock, record.clock)
  if (content(here) === content(record)) return ['newer', { ...record, clock }]
  const [winner, other] = [here, record].sort(latestFirst)
  return ['both', { ...winner, clock }, copyOf(other)]
}

// What is still in use before what was deleted; then the latest. The text decides at last, so that every browser comes
// to the same result.
const latestFirst = (one, other) =>
  Boolean(one.deleted) - Boolean(other.deleted) ||
  other.changed.localeCompare(one.changed) ||
  (content(one) < content(other) ? -1 : 1)

const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const names = Object.keys(value).sort().filter((name) => value[name] !== undefined)
  return names.map((name) => [name, sorted(value[name])])
}

// A field that is empty and one that is not there say the same.
const equal = (one, other) => JSON.stringify(sorted(bare(one))) === JSON.stringify(sorted(bare(other)))
const bare = (value) => (value === '' || value === undefined || (Array.isArray(value) && !value.length) ? null : value)

// 52 bits of a text, as 14 letters: cyrb53 by bryc (public domain), https://github.com/bryc/code
const print = (text) => {
  let [one, two] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    one = Math.imul(one ^ code, 2654435761)
    two = Math.imul(two ^ code, 1597334677)
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  return (4294967296 * (2097151 & two) + (one >>> 0)).toString(16).padStart(14, '0')
}
