// An entry in words: one list of labelled parts, from which text, Markdown, table and paper are made.
import { dayWords } from './words.js'

// [[label, text]], without what is empty. Outcomes come as lines with their why.
export const parts = (entry, catalogue, words) => {
  const kind = catalogue.evidenceKind(entry.evidence_kind)?.title ?? entry.evidence_kind
  const texts = {
    date: dayWords(entry.date),
    evidence_kind: kind,
    happened: entry.happened,
    learned: entry.learned,
    next: entry.next,
    outcomes: (entry.outcomes ?? []).map((link) => withWhy(link, catalogue)).join('\n'),
    activity: entry.activity && titled(entry.activity, 'activity', catalogue),
    resource: entry.resource && titled(entry.resource, 'resource', catalogue),
    time: entry.minutes === null || entry.minutes === undefined ? '' : String(entry.minutes),
    reference: entry.reference,
  }
  return Object.entries(texts).flatMap(([name, text]) => (text?.trim() ? [[words(name), text.trim()]] : []))
}

// What a link leads to, by today's title, or by the one that it was made with.
export const titled = (link, type, catalogue) => {
  const found = catalogue[type](link.id)
  return found ? catalogue.name(found) : link.title || link.id
}

const withWhy = (link, catalogue) => {
  const title = titled(link, 'outcome', catalogue)
  return link.why?.trim() ? `${title}: ${link.why.trim()}` : title
}

// To paste into a portfolio.
export const asText = (entry, catalogue, words) => {
  const version = words('version', { version: entry.version || catalogue.framework.version, title: catalogue.framework.title })
  const lines = parts(entry, catalogue, words).map(([label, text]) => `${label}\n${text}`)
  return [entry.title, ...lines, version].join('\n\n')
}
