// Which entries hold which words, and how well: the parts of the index that a question needs, fetched once each.
// The formula is BM25+ as MiniSearch computes it (https://github.com/lucaong/minisearch), with its usual parameters.
import { root } from './words.js'

// What a word counts for, by where it stands; in the order of search_index.py.
const FIELDS = { text: 1.5, words: 1.5, names: 2.5, title: 4, about: 0.5, code: 4 }
const BOOSTS = Object.values(FIELDS)
const USES = 400 // how many times a word can be in a field, as search_index.py counts
const [K, B, D] = [1.2, 0.7, 0.5]
const LONGER = 0.3 // what a word counts for that begins with what was asked for
export const SHORT = 3 // letters of what is too short to begin other words

export class Engine {
  // `data` is what search/index.json holds; `read` gives the content of a file beside it.
  constructor(data, read) {
    this.data = data
    this.parts = new Map()
    this.read = (path) => this.parts.get(path) ?? this.fetch(read, path)
    this.count = data.kind.length
    this.averages = data.lengths.map(average)
    this.shelves = new Set(data.shelves.split(' '))
    this.shelf = new Map() // name → content
    this.uses = new Map() // root → for each field, entry → times
    this.roots = new Map() // root → words
    this.begun = new Map() // root → longer ones that begin with it
    this.vocabulary = new Map() // word → times
    decode(data.words).forEach((word, at) => this.learn(word, data.times[at]))
    this.sorted = [...this.roots.keys()].sort()
  }

  learn(word, times) {
    if (times) this.vocabulary.set(word, times)
    const own = root(word)
    if (this.roots.has(own)) this.roots.get(own).push(word)
    else this.roots.set(own, [word])
  }

  knows(term) {
    return this.roots.has(term)
  }

  // What failed to come is asked for again the next time.
  fetch(read, path) {
    const part = read(path, this.data.version)
    part.catch(() => this.parts.delete(path))
    this.parts.set(path, part)
    return part
  }

  // The files of all words that the terms can be found by.
  async load(terms) {
    const words = terms.flatMap((term) => [term, ...this.longer(term)]).flatMap((term) => this.roots.get(term) ?? [])
    const names = new Set(words.map((word) => this.nameOf(word)))
    await Promise.all([...names].map(async (name) => this.shelf.set(name, await this.read(`words/${hex(name)}.json`))))
  }

  nameOf(word) {
    let name = word
    while (!this.shelves.has(name)) name = name.slice(0, -1)
    return name
  }

  longer(term) {
    if (term.length <= SHORT) return []
    if (!this.begun.has(term)) this.begun.set(term, beginning(this.sorted, term))
    return this.begun.get(term)
  }

  // The entries that hold a word with this root, or one that begins with it, unless it is `whole`: an abbreviation.
  find(term, weight, whole = false) {
    const found = new Map()
    this.score(found, term, term, weight)
    for (const other of whole ? [] : this.longer(term)) {
      const part = (LONGER * other.length) / (other.length + 0.3 * (other.length - term.length))
      this.score(found, term, other, weight * part)
    }
    return found
  }

  score(found, asked, term, weight) {
    this.usesOf(term).forEach((uses, field) => {
      const rare = Math.log(1 + (this.count - uses.size + 0.5) / (uses.size + 0.5))
      for (const [id, times] of uses) {
        const length = this.data.lengths[field][id] / this.averages[field]
        const score = rare * (D + (times * (K + 1)) / (times + K * (1 - B + B * length)))
        note(found, id, weight * BOOSTS[field] * score, asked, term)
      }
    })
  }

  usesOf(term) {
    if (!this.uses.has(term)) this.uses.set(term, this.countUses(term))
    return this.uses.get(term)
  }

  countUses(term) {
    const uses = BOOSTS.map(() => new Map())
    for (const word of this.roots.get(term) ?? []) {
      for (const [code, ...steps] of this.shelf.get(this.nameOf(word))[word]) {
        const times = digits(code)
        let id = 0
        for (const step of steps) {
          id += step
          times.forEach((n, field) => n && uses[field].set(id, (uses[field].get(id) ?? 0) + n))
        }
      }
    }
    return uses
  }

  kindOf(id) {
    return this.data.kinds[this.data.kind.charCodeAt(id) - 97]
  }

  entriesOf(kind) {
    const letter = String.fromCharCode(97 + kind)
    return kind < 0 ? [] : [...this.data.kind].flatMap((own, id) => (own === letter ? [id] : []))
  }

  async entry(id) {
    const { each } = this.data
    return (await this.read(`entries/${Math.floor(id / each)}.json`))[id % each]
  }
}

// The words of a sorted list that begin with another, without it.
const beginning = (sorted, term) => {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (sorted[middle] <= term) from = middle + 1
    else to = middle
  }
  const found = []
  for (let at = from; sorted[at]?.startsWith(term); at++) found.push(sorted[at])
  return found
}

// As MiniSearch counts: an entry without the field changes nothing, but weighs in for what comes after it.
const average = (lengths) => lengths.reduce((so, length, at) => (length ? (so * at + length) / (at + 1) : so), 0)

// A capital says how many letters a word shares with the one before.
const decode = (text) => {
  let word = ''
  return (text.match(/[A-Z][^A-Z]*/g) ?? []).map((told) => (word = word.slice(0, told.charCodeAt(0) - 65) + told.slice(1)))
}

const digits = (code) => {
  const found = BOOSTS.map(() => 0)
  for (let at = 0; code > 0; at++) {
    found[at] = code % USES
    code = Math.floor(code / USES)
  }
  return found
}

const hex = (name) => [...new TextEncoder().encode(name)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

// A hit: its score, the terms that it answers, and the terms that it was found by.
const note = (found, id, score, asked, term) => {
  const hit = found.get(id)
  if (!hit) return found.set(id, { score, asked: [asked], terms: [term] })
  hit.score += score
  if (!hit.terms.includes(term)) hit.terms.push(term)
}

const join = (one, other) => ({
  score: one.score + other.score,
  asked: [...new Set([...one.asked, ...other.asked])],
  terms: [...new Set([...one.terms, ...other.terms])],
})

// What any of some searches found, and what all of them found.
export const any = (searches) => {
  const [found, ...others] = searches
  for (const other of others) for (const [id, hit] of other) found.set(id, found.has(id) ? join(found.get(id), hit) : hit)
  return found
}

export const all = (searches) => {
  if (searches.length === 1) return searches[0]
  const few = searches.reduce((one, other) => (other.size < one.size ? other : one))
  const everywhere = [...few.keys()].filter((id) => searches.every((search) => search.has(id)))
  return new Map(everywhere.map((id) => [id, searches.map((search) => search.get(id)).reduce(join)]))
}
