// Reads a file of My learning: what is in it, what of it cannot be read, and why. Changes nothing.
import { FORMAT, migrated } from './migrate.js'
import { problems } from './shape.js'
import { spare } from './store.js'

// `reason` is 'json', 'other' or 'newer'.
export class FileError extends Error {
  constructor(reason, found) {
    super(`a file of my learning: ${reason}`)
    this.reason = reason
    this.found = found
  }
}

// {records, unread, trimmed, extra, framework, exported} of a file's text.
export const readFile = (text, { schema, most }) => {
  const file = parsed(text)
  const records = file.records.map((record, at) => ({ record, at }))
  const objects = records.filter(({ record }) => record !== null && typeof record === 'object' && !Array.isArray(record))
  const today = migrated(objects.map(({ record }) => record), file.format_version)
  const looked = today.map((record, at) => look(schema, most, record, objects[at].at))
  const unread = records.filter((one) => !objects.includes(one)).map(({ at }) => ({ at, title: '', problems: [{ path: '/' }] }))
  return {
    records: looked.filter((one) => !one.problems.length).map(({ record }) => record),
    unread: [...unread, ...looked.filter((one) => one.problems.length)],
    trimmed: looked.filter((one) => one.trimmed && !one.problems.length).length,
    extra: spare(file),
    framework: { title: '', version: '', ...file.framework },
    exported: typeof file.exported === 'string' ? file.exported : '',
  }
}

const parsed = (text) => {
  let file
  try {
    file = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw new FileError('json')
  }
  if (file?.format !== 'my-learning' || !Array.isArray(file.records)) throw new FileError('other')
  if (!Number.isSafeInteger(file.format_version) || file.format_version < 1) throw new FileError('other')
  if (file.format_version > FORMAT) throw new FileError('newer', file.format_version)
  return file
}

const look = (schema, most, found, at) => {
  const record = trim(found, most)
  const title = typeof record.title === 'string' ? record.title : ''
  return { record, at, title, trimmed: record !== found, problems: problems(schema, record) }
}

// An entry that another program gave too many outcomes keeps the first ones. What it says of the others goes into its text.
const trim = (record, most) => {
  if (record.kind !== 'entry' || !Array.isArray(record.outcomes) || record.outcomes.length <= most) return record
  const rest = record.outcomes.slice(most).map((link) => [link?.title || link?.id, link?.why].filter(Boolean).join(': '))
  return { ...record, outcomes: record.outcomes.slice(0, most), next: [record.next, ...rest].filter(Boolean).join('\n') }
}
