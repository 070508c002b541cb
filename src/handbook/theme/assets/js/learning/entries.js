// The entries of the log as files for people: a table, and Markdown.
import { asCsv } from './csv.js'
import { parts, titled } from './text.js'

export const entriesCsv = (entries, catalogue, words) => {
  const outcomes = Array.from({ length: catalogue.most }, (_, at) => [
    [`${words('outcomes')} ${at + 1}`, ({ outcomes: links = [] }) => links[at] && titled(links[at], 'outcome', catalogue)],
    [`${words('outcomes')} ${at + 1}, id`, ({ outcomes: links = [] }) => links[at]?.id],
    [`${words('outcomes')} ${at + 1}, why`, ({ outcomes: links = [] }) => links[at]?.why],
  ]).flat()
  const named = (type) => (entry) => entry[type] && titled(entry[type], type, catalogue)
  return asCsv(entries, [
    [words('date'), ({ date }) => date],
    [words('title'), ({ title }) => title],
    [words('evidence_kind'), ({ evidence_kind: id }) => catalogue.evidenceKind(id)?.title ?? id],
    ...['happened', 'learned', 'next'].map((name) => [words(name), (entry) => entry[name]]),
    ...outcomes,
    [words('activity'), named('activity')],
    [words('resource'), named('resource')],
    [words('time'), ({ minutes }) => minutes],
    [words('reference'), ({ reference }) => reference],
    [words('made'), ({ made }) => made],
    [words('changed'), ({ changed }) => changed],
    ['id', ({ id }) => id],
  ])
}

// What people wrote is text, so nothing in it may become a heading, a link or HTML.
const escaped = (text) =>
  text.replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&').replace(/^(\s*)([-+=]|\d+(?=[.)]))/gm, (_, space, sign) =>
    sign.length === 1 && /\D/.test(sign) ? `${space}\\${sign}` : `${space}${sign}\\`,
  )

const lines = (text) => escaped(text).replace(/\n(?=[^\n])/g, '  \n')

export const entriesMarkdown = (entries, catalogue, words) => {
  const { title, version } = catalogue.framework
  const made = entries.map((entry) => {
    const said = parts(entry, catalogue, words).map(([label, text]) => `**${escaped(label)}**\n\n${lines(text)}`)
    return [`## ${escaped(entry.title)}`, ...said].join('\n\n')
  })
  return [`# ${escaped(title)}`, escaped(words('version', { version, title })), ...made].join('\n\n') + '\n'
}
