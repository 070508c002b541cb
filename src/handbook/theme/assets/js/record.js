// A record of resources.yml from the answers of a form: `{title: '…', outcomes: ['…']}`.
// Every text stays one text, whatever stands in it: it is quoted unless no program could misread it.
const WIDTH = 94
const LONGEST = 40 // letters of an id
const SMALL = new Set('a an and as at by for from in into is it of on or the to with your'.split(' '))
const PLAIN = /^[A-Za-z\u00c0-\u024f](?:[^\u0000-\u001f#:]|:(?=\S)|(?<=\S)#)*(?<![\s:])$/
const MISREAD = /^(?:true|false|yes|no|on|off|y|n|null)$/i
const UNIT = /^(?:\d+|https?:\/\/[^\s#:]+[^\s#]*(?<!:))$/
const UNITS = new Set(['url', 'year', 'minutes'])

// `order` is the order of the fields. A field without an answer is left out.
export const record = (answers, order) => {
  const address = answers.url ? 'found' : 'unknown'
  const values = { id: idFrom(answers.title), use: 'mentioned', ...answers, address }
  const lines = order.filter((name) => values[name]?.length && values[name] !== 'unknown' || name === 'address')
  return lines.map((name) => `    ${name}:${written(name, values[name])}`).join('\n').replace(/^ {4}/, '  - ') + '\n'
}

const written = (name, value) => {
  if (Array.isArray(value)) return value.map((one) => `\n      - ${line(one)}`).join('')
  if (name === 'summary') return ` |-\n${wrapped(value)}`
  return ` ${UNITS.has(name) && UNIT.test(value) ? value : line(value)}`
}

const line = (text) => (PLAIN.test(text) && !MISREAD.test(text) ? text : JSON.stringify(text))

// As a block, in which a single line break means nothing and an empty line a new paragraph.
const wrapped = (text) => text.trim().split(/\n[ \t]*\n\s*/).map(paragraph).join('\n\n')

const paragraph = (text) => {
  const lines = ['']
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = `${lines.at(-1)} ${word}`.trim()
    if (longer.length > WIDTH && lines.at(-1)) lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines.map((one) => `      ${one}`).join('\n')
}

const idFrom = (title) => {
  const plain = title.normalize('NFKD').replace(/[^\x00-\x7f]/g, '').replace(/'/g, '').toLowerCase()
  const words = plain.match(/[a-z0-9]+/g) ?? ['record']
  const telling = words.filter((word) => !SMALL.has(word))
  const [first, ...rest] = telling.length ? telling : words
  let id = first.slice(0, LONGEST)
  for (const word of rest) {
    if (id.length + 1 + word.length > LONGEST) break
    id += `-${word}`
  }
  return id.length > 1 ? id : `${id}-1`
}
