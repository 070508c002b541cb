// Entries as a table for spreadsheets: RFC 4180, in UTF-8 with a mark by which spreadsheets know it.
// https://www.rfc-editor.org/rfc/rfc4180

// `columns` are [heading, (record) → value].
export const asCsv = (records, columns) => {
  const rows = [columns.map(([heading]) => heading), ...records.map((record) => columns.map(([, value]) => value(record)))]
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

// A spreadsheet takes a text that begins so for a formula, and works it out. The apostrophe tells it not to.
// https://owasp.org/www-community/attacks/CSV_Injection
const FORMULA = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

const cell = (value) => {
  const text = String(value ?? '')
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}
