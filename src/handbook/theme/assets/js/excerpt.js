// The part of a text that shows best why it was found, cut into pieces of which some are to be marked.
import { compounds, root, words } from './words.js'

const LENGTH = 170 // letters

// `marks` are the roots of words to be marked, and of phrases of which only the whole is. Returns [{ text, marked }].
export const excerpt = (text, marks) => {
  const pieces = cut(text.replace(/([^.:;?!])\n+/g, '$1; ').replace(/\s+/g, ' '), marks) // each line is an item of a list
  const from = best(pieces)
  const shown = pieces.slice(from, end(pieces, from))
  if (from > 0) shown.unshift({ text: '… ', marked: false })
  if (end(pieces, from) < pieces.length) shown.push({ text: ' …', marked: false })
  return shown
}

// Words, with their hyphens, and what stands between them, by turns.
export const cut = (text, { words: single, phrases }) => {
  const pieces = (text.match(/[\p{L}\p{N}\p{M}’'-]+|[^\p{L}\p{N}\p{M}’'-]+/gu) ?? []).map((piece) => {
    const forms = [...words(piece), ...compounds(piece)].map(root)
    return { text: piece, marked: forms.some((form) => single.has(form)) }
  })
  for (const phrase of phrases) markWhole(pieces, phrase)
  return pieces
}

// The words of a phrase where they follow each other.
const markWhole = (pieces, phrase) => {
  const line = pieces.flatMap((piece) => words(piece.text).map((word) => ({ piece, term: root(word) })))
  line.forEach((_, at) => {
    const run = line.slice(at, at + phrase.length)
    if (phrase.every((term, place) => run[place]?.term === term)) for (const { piece } of run) piece.marked = true
  })
}

// Where to begin, so that the most marked words are in sight: at the start, if that is no worse.
const best = (pieces) => {
  let found = { from: 0, count: count(pieces, 0) }
  pieces.forEach(({ marked }, at) => {
    const from = Math.max(0, at - 8)
    if (marked && count(pieces, from) > found.count) found = { from, count: count(pieces, from) }
  })
  return found.from
}

const count = (pieces, from) => pieces.slice(from, end(pieces, from)).filter(({ marked }) => marked).length

const end = (pieces, from) => {
  let letters = 0
  let at = from
  while (at < pieces.length && letters + pieces[at].text.length <= LENGTH) letters += pieces[at++].text.length
  return at
}
