// Finds entries of the handbook. Knows nothing of the page, so that it can be tried out anywhere.
import { all, any, Engine } from './engine.js'
import { plain } from './plain.js'
import { compounds, distance, isStopWord, root, roots, words } from './words.js'

// What each kind of match counts for, beside the very words that were asked for.
const SYNONYM = 0.6
const CORRECTED = 0.5

// How much more an entry counts that has more to do with the question than its words say.
const CODE_ASKED = 1000
const TITLE_ASKED = 3
const TITLE_MEANT = 1.5
const TITLE_HOLDS = 1.6
const TEXT_HOLDS = 1.25
const SECTION = 0.7

const LONGEST_TERM = 6 // words of a synonym
const PREFIX = 2 // letters of what is hardly a word by itself, such as "co" or "de"
const CLOSE = 30 // hits that are looked at closely, which takes their entries
const FEW = 5 // hits that hold all that was asked; with fewer, those that hold at least half of it are added

// `data` is what search/index.json holds, and `read` gives the files beside it.
export const createIndex = (data, read) => {
  const engine = new Engine(data, read)
  const index = { engine, vocabulary: engine.vocabulary, known: { has: (term) => engine.knows(term) } }
  return { ...index, synonyms: groups(index, data.synonyms) }
}

// From each term to all that mean the same, itself left out.
const groups = (index, synonyms) => {
  const found = new Map()
  for (const group of synonyms) {
    const keys = new Map(group.map((term) => [key(roots(term)), together(index, words(term))]))
    for (const [own, term] of keys) {
      const others = found.get(own) ?? new Map()
      for (const [other, meant] of keys) if (other !== own) others.set(other, meant)
      found.set(own, others)
    }
  }
  return found
}

const key = (terms) => terms.join(' ')

// Roots of words. "Co" says nothing without "production", so the two count as one if that is a known word.
const together = (index, given) => {
  const found = []
  for (let at = 0; at < given.length; at++) {
    const whole = given[at].length <= PREFIX && at + 1 < given.length && root(given[at] + given[at + 1])
    found.push(index.known.has(whole) ? whole : root(given[at]))
    if (index.known.has(whole)) at++
  }
  return found
}

// The hits by the words that they hold, best first, and a better spelling if there seems to be one.
export const find = async (index, query) => {
  const units = plan(index, query)
  if (!units.length) return { hits: [], suggestion: '' }
  await index.engine.load(units.flatMap(({ ways }) => ways.flatMap(telling)))
  const hits = matches(index, units).sort((a, b) => b.score - a.score || a.id - b.id)
  return { hits, asked: question(query, units), suggestion: suggestion(query, units) }
}

// The same hits, with those first that are closest to the question.
export const rank = async (index, hits, asked) => {
  const close = await withEntries(index, hits.slice(0, CLOSE))
  const weighed = close.map((hit) => ({ ...hit, score: hit.score * weight(hit.entry, asked) }))
  return [...weighed.sort((a, b) => b.score - a.score), ...hits.slice(CLOSE)]
}

// The hits with what there is to show of them.
export const withEntries = (index, hits) =>
  Promise.all(hits.map(async (hit) => ({ ...hit, entry: hit.entry ?? (await index.engine.entry(hit.id)) })))

// 1. What is asked: a list of units, each a word or a term with other ways to say it.

const plan = (index, query) => {
  const given = words(query)
  const upper = new Set((query.match(/\b[A-Z]{2,}\b/g) ?? []).map((word) => word.toLowerCase()))
  const units = []
  for (let at = 0; at < given.length; ) {
    const unit = term(index, given, at, upper) ?? pair(index, given, at) ?? single(index, given[at])
    units.push(unit)
    at += unit.length
  }
  const saying = units.filter((unit) => !unit.stop)
  return saying.length ? saying : units
}

// The longest run of words from `at` on that is a term with synonyms.
const term = (index, given, at, upper) => {
  for (let length = Math.min(LONGEST_TERM, given.length - at); length > 0; length--) {
    const found = given.slice(at, at + length)
    const others = index.synonyms.get(key(found.map(root)))
    const idle = length === 1 && given.length > 1 && isStopWord(found[0]) && !upper.has(found[0])
    if (!others || idle) continue
    const ways = [...others.values()].map((terms) => way(terms, SYNONYM))
    const own = length === 2 ? pair(index, given, at)?.ways : undefined
    return { length, ways: [...(own ?? [way(together(index, found))]), ...ways] }
  }
}

// Two words that others write as one: "story telling".
const pair = (index, given, at) => {
  if (at + 1 >= given.length) return undefined
  const [one, other] = given.slice(at, at + 2)
  const whole = root(one + other)
  if (!index.known.has(whole)) return undefined
  const parts = one.length > PREFIX ? [way([root(one), root(other)])] : []
  return { length: 2, ways: [way([whole]), ...parts] }
}

const single = (index, word) => {
  const own = root(word)
  const unit = { length: 1, ways: [way([own])], stop: isStopWord(word) }
  if (index.known.has(own)) return unit
  const longer = completions(index, word)
  if (longer.length) return { ...unit, ways: longer.map((found) => way([root(found)], CORRECTED)) }
  const parts = split(index, word)
  if (parts) return { ...unit, ways: [way(parts.map(root))] }
  const better = corrections(index, word)
  const ways = better.map((found) => way([root(found)], CORRECTED))
  return { ...unit, ways: ways.length ? ways : unit.ways, given: word, better: better[0] }
}

const way = (terms, weight = 1) => ({ terms, weight })

// Words that begin with what was typed.
const completions = (index, word) =>
  word.length < 3 ? [] : [...index.vocabulary.keys()].filter((known) => known.startsWith(word)).slice(0, 20)

// One word that others write as two: "lifecycle".
const split = (index, word) => {
  for (let at = 3; at <= word.length - 3; at++) {
    const parts = [word.slice(0, at), word.slice(at)]
    if (parts.every((part) => index.vocabulary.has(part))) return parts
  }
}

// Known words that a misspelt one may stand for, likeliest first. Short words are never taken for another.
const corrections = (index, word) => {
  if (word.length < 5) return []
  const limit = word.length < 8 ? 1 : 2
  return [...index.vocabulary]
    .filter(([known]) => known.length > 3)
    .map(([known, times]) => ({ known, times, far: distance(word, known, limit) + (known[0] !== word[0]) }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far || b.times - a.times)
    .map(({ known }) => known)
    .slice(0, 3)
}

// 2. What is found.

// The words of a way to say it that are worth searching.
const telling = ({ terms }) => {
  const found = terms.filter((term) => !isStopWord(term))
  return found.length ? found : terms
}

const run = (index, units, combine) => {
  const search = (way) => all(telling(way).map((term) => index.engine.find(term, way.weight)))
  const found = combine(units.map(({ ways }) => any(ways.map(search))))
  return [...found].map(([id, { score, asked, terms }]) => ({
    id, kind: index.engine.kindOf(id), score: score * asked.length, asked, terms,
  }))
}

const matches = (index, units) => {
  const found = run(index, units, all)
  if (found.length >= FEW || units.length === 1) return found
  return run(index, units, any).map((hit) => covered(hit, units)).filter(({ part }) => part >= 0.5)
}

// Of the entries that hold only some of what is asked, those with more of it come first.
const covered = (hit, units) => {
  const said = ({ terms }) => terms.filter((term) => !isStopWord(term)).every((term) => hit.asked.includes(term))
  const length = (some) => some.reduce((sum, unit) => sum + unit.length, 0)
  const part = length(units.filter(({ ways }) => ways.some(said))) / length(units)
  return { ...hit, part, score: hit.score * part ** 3 }
}

// 3. What is meant.

const question = (query, units) => ({
  code: plain(query).replace(/[^a-z0-9]/g, ''),
  phrase: key(roots(query)),
  meant: units.length === 1 ? units[0].ways.map(({ terms }) => key(terms)) : [],
})

const weight = (entry, { code, phrase, meant }) => {
  if (entry.code && words(entry.code.split(' ')[0]).join('') === code) return CODE_ASKED
  const section = entry.kind === 'page' && entry.url.includes('#') ? SECTION : 1
  return section * likeness(entry, phrase, meant)
}

const likeness = (entry, phrase, meant) => {
  const names = titles(entry)
  if (names.includes(phrase)) return TITLE_ASKED
  if (meant.some((term) => names.includes(term))) return TITLE_MEANT
  const holds = (text) => ` ${key(roots(text ?? ''))} `.includes(` ${phrase} `)
  if (holds(entry.title)) return TITLE_HOLDS
  return holds(entry.text) || holds(entry.words) ? TEXT_HOLDS : 1
}

// A title without its code, and without or from its brackets: "Quality improvement (QI)".
const titles = ({ title, code }) => {
  const name = code && title.startsWith(code.split(' ')[0]) ? title.slice(code.split(' ')[0].length) : title
  const short = /^(.*)\(([^)]*)\)\s*$/.exec(name)
  return [name, ...(short?.slice(1) ?? [])].map((part) => key(roots(part)))
}

const suggestion = (query, units) => {
  const better = units.filter((unit) => unit.better)
  if (!better.length) return ''
  return better.reduce((text, unit) => text.replace(unit.given, unit.better), plain(query)).trim()
}
