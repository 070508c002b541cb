// The part of a text that shows best why it was found, cut into pieces of which some are to be marked.
import { compounds, root, words } from './words.js'

const LENGTH = 170 // letters

// `terms` are the roots that the entry was found by. Returns [{ text, marked }].
export const excerpt = (text, terms) => {
  const pieces = cut(text, new Set(terms))
  const from = best(pieces)
  const shown = pieces.slice(from, end(pieces, from))
  if (from > 0) shown.unshift({ text: '… ', marked: false })
  if (end(pieces, from) < pieces.length) shown.push({ text: ' …', marked: false })
  return shown
}

// Words, with their hyphens, and what stands between them, by turns.
export const cut = (text, terms) =>
  (text.match(/[\p{L}\p{N}\p{M}’'-]+|[^\p{L}\p{N}\p{M}’'-]+/gu) ?? []).map((piece) => {
    const forms = [...words(piece), ...compounds(piece)].map(root)
    return { text: piece, marked: forms.some((form) => terms.has(form)) }
  })

// Where to begin, so that the most marked words are in sight: at the start, if that is no worse.
const best = (pieces) => {
  let found = { from: 0, marks: marks(pieces, 0) }
  pieces.forEach(({ marked }, at) => {
    const from = Math.max(0, at - 8)
    if (marked && marks(pieces, from) > found.marks) found = { from, marks: marks(pieces, from) }
  })
  return found.from
}

const marks = (pieces, from) => pieces.slice(from, end(pieces, from)).filter(({ marked }) => marked).length

const end = (pieces, from) => {
  let letters = 0
  let at = from
  while (at < pieces.length && letters + pieces[at].text.length <= LENGTH) letters += pieces[at++].text.length
  return at
}
