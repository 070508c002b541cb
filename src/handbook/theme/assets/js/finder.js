// Finds entries of the handbook. Knows nothing of the page, so that it can be tried out anywhere.
import { all, any, Engine, SHORT } from './engine.js'
import { plain } from './plain.js'
import { distance, isStopWord, root, roots, words } from './words.js'

// What each kind of match counts for, beside the very words that were asked for.
const SYNONYM = 0.6
const ALIKE_WORD = 0.3
const CORRECTED = 0.5

// How much more an entry counts that has more to do with the question than its words say.
const KIND = 2
const CODE_ASKED = 1000
const TITLE_ASKED = 8
const TITLE_SAID = 2.2
const PART_SAID = 1.8
const NAMED = 3.5
const PHRASED = 5 // the same, of more than one word
const NAME_SAID = 2.4
const NAME_ALIKE = 0.8
const KIND_ASKED = 1.2
const FORM_ASKED = 1.6
const TITLE_MEANT = 1.5
const TITLE_HOLDS = 1.6
const TEXT_HOLDS = 0.3 // for each word
const ALIKE = 0.6
const SECTION = 0.7
const APART = 0.3 // what an entry keeps whose words have nothing to do with each other
const FOR_OTHERS = { 'page for editors': 0.4 } // what most who ask do not look for

const LONGEST_TERM = 6 // words of a synonym
const LONGEST_WORD = 4 // parts of a word
const PREFIX = 2 // letters of what is hardly a word by itself, such as "co" or "de"
const CLOSE = 30 // hits that are looked at closely, which takes their entries
const CHECKED = 120 // hits of which we look whether they hold a phrase in quotation marks
const FEW = 5 // hits that hold all that was asked; with fewer, those that hold enough of it are added
const MOST_OTHERS = 6 // ways to say the same that readers are told of
const ENOUGH = 0.3
const MOST = 0.6 // the same, where there are more

// `data` is what search/index.json holds, and `read` gives the files beside it.
export const createIndex = (data, read) => {
  const engine = new Engine(data, read)
  const index = { engine, vocabulary: engine.vocabulary, known: { has: (term) => engine.knows(term) } }
  const synonyms = new Map()
  for (const group of data.synonyms) note(synonyms, index, group, SYNONYM)
  for (const group of data.everyday) note(synonyms, index, group, ALIKE_WORD)
  return { ...index, synonyms }
}

// From each term to ways to say the same by another. What the glossary says comes first, and stays.
const note = (synonyms, index, group, weight) => {
  const keys = new Map()
  for (const name of group) {
    const own = key(roots(name))
    if (!keys.has(own)) keys.set(own, { ...way(together(index, words(name)), weight), name })
  }
  for (const [own] of keys) {
    const others = synonyms.get(own) ?? new Map()
    for (const [other, meant] of keys) if (other !== own && !others.has(other)) others.set(other, meant)
    synonyms.set(own, others)
  }
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
  const all = plan(index, query)
  const units = telling(all, ({ stop }) => stop)
  if (!units.length) return { hits: [], suggestion: '', others: [], marks: marks([]) }
  await index.engine.load(units.flatMap(({ ways }) => ways.flatMap(({ terms }) => telling(terms, isStopWord))))
  const hits = matches(index, units).sort((a, b) => b.score - a.score || a.id - b.id)
  const asked = question(query, all, units)
  const found = await quoted(index, hits, asked)
  return { hits: found, asked, suggestion: suggestion(query, units), others: asked.quotes.length ? [] : others(units, found), marks: marks(units) }
}

// What else was searched for, as the data writes it, and found: not what only adds words to the question, or to another.
const others = (units, hits) => {
  const found = (terms) => hits.some((hit) => allIn(hit.terms, telling(terms, isStopWord)))
  const named = units.flatMap(({ ways }) => ways).filter(({ name, terms }) => name && found(terms))
  const shorter = [...units.map(({ said }) => said), ...named.map(({ terms }) => terms)]
  return named.filter(({ terms }) => !shorter.some((other) => other.length < terms.length && allIn(terms, other))).slice(0, MOST_OTHERS)
}

// From the terms that an entry was found by to what is to be marked in it. Words of another way to say the same count only
// side by side: who asks for what is also called "community referral" does not look for every community.
const marks = (units) => {
  const ways = units.flatMap((unit) => unit.ways)
  const phrases = ways.filter(({ name, terms }) => name && terms.length > 1).map(({ terms }) => terms)
  const own = [...units.flatMap(({ said }) => said), ...ways.filter(({ terms }) => !phrases.includes(terms)).flatMap(({ terms }) => terms)]
  const begins = (term) => (other) => term.startsWith(other)
  const alone = (term) => own.some(begins(term)) || !phrases.flat().some(begins(term))
  return (terms) => ({ words: new Set(terms.filter(alone)), phrases })
}

const allIn = (all, some) => some.every((term) => all.includes(term))

// Those of the best hits that have every phrase in quotation marks word for word.
const quoted = async (index, hits, { quotes }) => {
  if (!quotes.length) return hits
  const close = await withEntries(index, hits.slice(0, CHECKED))
  const texts = ({ title, text, words, names, about }) => [title, text, words, names, about].map((part) => ` ${key(roots(part ?? ''))} `)
  return close.filter(({ entry }) => quotes.every((phrase) => texts(entry).some((text) => text.includes(` ${phrase} `))))
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
    const unit = term(index, given, at, upper) ?? pair(index, given, at) ?? single(index, given[at], upper)
    units.push({ said: given.slice(at, at + unit.length).map(root), ...unit })
    at += unit.length
  }
  return units
}

// What of a list says something, or all of it if nothing does.
const telling = (all, idle) => {
  const some = all.filter((one) => !idle(one))
  return some.length ? some : all
}

// The longest run of words from `at` on that is a term with synonyms.
const term = (index, given, at, upper) => {
  for (let length = Math.min(LONGEST_TERM, given.length - at); length > 0; length--) {
    const found = given.slice(at, at + length)
    const others = index.synonyms.get(key(found.map(root)))
    const idle = length === 1 && given.length > 1 && isStopWord(found[0]) && !upper.has(found[0])
    if (!others || idle) continue
    const ways = [...others.values()]
    const own = length === 2 ? pair(index, given, at)?.ways : undefined
    return { length, ways: [...(own ?? [way(together(index, found))]), ...ways] }
  }
}

// Words that others write as one: "story telling", "core 20 plus 5".
const pair = (index, given, at) => {
  for (let length = Math.min(LONGEST_WORD, given.length - at); length > 1; length--) {
    const found = given.slice(at, at + length)
    const whole = root(found.join(''))
    if (!index.known.has(whole) || found.every(isStopWord)) continue
    const parts = found[0].length > PREFIX ? [way(found.map(root))] : []
    return { length, ways: [way([whole]), ...parts] }
  }
}

const single = (index, word, upper) => {
  const own = root(word)
  const unit = { length: 1, ways: [way([own])], stop: isStopWord(word), whole: upper.has(word) }
  if (index.known.has(own)) return unit
  const longer = completions(index, word)
  if (longer.length) return { ...unit, ways: longer.map((found) => way([root(found)], CORRECTED)) }
  const parts = split(index, word)
  if (parts) return { ...unit, said: parts.map(root), ways: apart(index, parts) }
  const better = corrections(index, word)
  if (!better.length) return { ...unit, given: word }
  const ways = better.map((found, at) => way([root(found)], CORRECTED / (1 + at / 2)))
  return { ...unit, said: [root(better[0])], ways, given: word, better: better[0] }
}

// The parts of a word as they stand, and as the term that they make, with all that means the same.
const apart = (index, parts) => {
  const others = index.synonyms.get(key(parts.map(root))) ?? new Map()
  return [way(parts.map(root)), ...others.values()]
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
    .filter(([known]) => known.length > 3 && Math.abs(known.length - word.length) <= limit)
    .map(([known, times]) => ({ known, times, far: apartBy(word, known, limit) }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far || b.times - a.times)
    .map(({ known }) => known)
    .slice(0, 3)
}

// Hardly anybody gets the first letter wrong: that counts twice.
const apartBy = (word, known, limit) => {
  const first = known[0] === word[0] ? 0 : 1
  return first + distance(word, known, limit - first)
}

// 2. What is found.

const matches = (index, units) => {
  const search = ({ terms, weight }, whole) =>
    all(telling(terms, isStopWord).map((term) => index.engine.find(term, weight, whole)))
  const searches = units.map(({ ways, said, whole }) => any([...ways.map((way) => search(way, whole)), ofKind(index, said)]))
  if (units.length === 1) return [...searches[0]].map((hit) => told(index, hit, 1))
  return partly(index, searches, all(searches).size < FEW ? ENOUGH : MOST)
}

// What is of a kind that was named: "activities" are not only what speaks of activities.
const ofKind = ({ engine }, said) => {
  const term = key(said)
  const kind = engine.data.kinds.findIndex((name) => key(roots(name)) === term)
  const found = engine.entriesOf(kind)
  const score = KIND * Math.log(1 + engine.count / (found.length + 1))
  return new Map(found.map((id) => [id, { score, asked: [term], terms: [] }]))
}

// Of the entries that hold only some of what is asked, those with more of it come first; a rare word is more of it.
const partly = (index, searches, enough) => {
  const shares = searches.map(({ size }) => size && Math.log(1 + index.engine.count / size))
  const sum = (numbers) => numbers.reduce((one, other) => one + other, 0)
  const known = searches.filter(({ size }) => size).length
  const part = (id) => {
    const held = shares.filter((_, at) => searches[at].has(id))
    return (sum(held) / sum(shares) + held.length / known) / 2
  }
  const parts = new Map(searches.flatMap((found) => [...found.keys()]).map((id) => [id, 0]))
  for (const id of parts.keys()) parts.set(id, part(id))
  return [...any(searches)].filter(([id]) => parts.get(id) >= enough).map((hit) => told(index, hit, parts.get(hit[0])))
}

const told = ({ engine }, [id, { score, asked, terms }], part) => ({
  id, kind: engine.kindOf(id), score: score * asked.length * part ** 3, terms,
})

// 3. What is meant.

// `phrases` are ways to write the whole question, `cores` the same without idle words, `meant` others for a single term,
// `parts` the ways to say each of its units.
const question = (query, whole, units) => {
  const forms = [roots(query), whole.flatMap(({ said }) => said)]
  return {
    code: plain(query).replace(/[^\p{L}\p{N}]/gu, ''),
    quotes: [...query.matchAll(/["“”]([^"“”]+)["“”]/g)].map(([, phrase]) => key(roots(phrase))).filter(Boolean),
    length: forms[0].length,
    text: forms.map(key),
    phrases: forms.map(squeezed),
    cores: [words(query).filter((word) => !isStopWord(word)).map(root), units.flatMap(({ said }) => said)].map(squeezed),
    said: new Set(units.flatMap(({ said }) => said)),
    parts: units.map(({ ways, said }) => [said, ...ways.map(({ terms }) => telling(terms, isStopWord))]),
    meant: units.length === 1 ? units[0].ways.map(({ terms }) => squeezed(terms)) : [],
  }
}

// Without spaces, so that it does not matter where a compound is parted.
const squeezed = (terms) => terms.join('')

const weight = (entry, asked) => {
  const codes = (entry.code ?? '').split(' ').map((code) => words(code).join(''))
  if (asked.code && codes.includes(asked.code)) return CODE_ASKED
  const section = entry.kind === 'page' && entry.url.includes('#') ? SECTION : 1
  const own = section * (FOR_OTHERS[entry.kind] ?? 1)
  return own * inOneLine(entry, asked) * ofKindAsked(entry, asked) * likeness(entry, asked)
}

// Words that stand in one title, name or sentence belong together; from all over a long text they are there by chance.
const inOneLine = ({ title, names = '', text = '', words: other = '' }, { parts }) => {
  if (parts.length < 2) return 1
  const lines = [title, ...names.split('\n'), ...other.split('\n'), ...text.split(/(?<=[.:;?!])\s/)].map(roots)
  const most = Math.max(...lines.map((line) => parts.filter((ways) => ways.some((terms) => terms.every(heldBy(line)))).length))
  return APART + (1 - APART) * (most / parts.length)
}

const heldBy = (line) => (term) => line.some((own) => own === term || (term.length > SHORT && own.startsWith(term)))

// Who asks for a video, a guideline or an activity beside a subject wants one of those.
const ofKindAsked = ({ kind, form, words: other }, { said }) => {
  const named = (text) => said.size > 1 && roots(text ?? '').some((term) => said.has(term))
  if (form && named(other)) return FORM_ASKED
  return named(kind) ? KIND_ASKED : 1
}

const likeness = (entry, { length, text, phrases, cores, said, meant }) => {
  const names = titles(entry)
  const is = (forms, name) => forms.includes(squeezed(name.map(root)))
  if (is(phrases, names[0])) return TITLE_ASKED
  const core = (name) => name.filter((word) => !isStopWord(word))
  if (is(cores, core(names[0]))) return TITLE_SAID
  if (names.some((name) => is(cores, core(name)))) return PART_SAID
  const others = (entry.names ?? '').split('\n').map(words)
  if (others.some((name) => is(phrases, name))) return length > 1 ? PHRASED : NAMED
  if (others.some((name) => is(cores, core(name)))) return NAME_SAID
  if (names.some((name) => is(meant, name))) return TITLE_MEANT
  const holds = (given) => text.some((phrase) => ` ${key(roots(given ?? ''))} `.includes(` ${phrase} `))
  const inText = 1 + TEXT_HOLDS * length
  const most = (all) => Math.max(...all.map((name) => alike(said, name)))
  const like = 1 + Math.max(ALIKE * most(names), NAME_ALIKE * most(others))
  if (holds(entry.title)) return Math.max(TITLE_HOLDS, like)
  return holds(entry.text) || holds(entry.words) || holds(entry.names) ? Math.max(inText, like) : like
}

// How much of a title was said, and of what was said is in the title: from 0 to 1.
const alike = (said, name) => {
  const own = new Set(name.filter((word) => !isStopWord(word)).map(root))
  const both = [...said].filter((term) => own.has(term)).length
  return own.size ? (2 * both) / (own.size + said.size) : 0
}

// The words of a title without its code, and without or from its brackets: "Quality improvement (QI)".
const titles = ({ title, code = '' }) => {
  const [own] = code.split(' ')
  const name = own && title.startsWith(own) ? title.slice(own.length) : title
  const short = /^(.*)\(([^)]*)\)\s*$/.exec(name)
  const [before, after] = name.split(/:\s/, 2)
  return [name, ...(short?.slice(1) ?? []), ...(after ? [before, after] : [])].map(words)
}

const suggestion = (query, units) => {
  const better = units.filter((unit) => unit.better)
  if (!better.length) return ''
  return better.reduce((text, unit) => text.replace(unit.given, unit.better), plain(query)).trim()
}
