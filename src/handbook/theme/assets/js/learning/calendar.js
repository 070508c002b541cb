// A calendar as text, for any program that keeps one: iCalendar (RFC 5545). Each event is a whole day.
const WIDTH = 75 // bytes of a line; a longer one goes on after a space (section 3.1)
const DAY = 24 * 60 * 60 * 1000
const bytes = new TextEncoder()

// `events` are `{uid, day, changed, title, text, url}`: `day` is year-month-day, `changed` a moment as Date.toISOString
// writes it; `text` and `url` may be missing. `product` says who made this, `name` what programs call the calendar.
export const calendar = ({ product, name, events }) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${escaped(product)}`,
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap(event),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('')

const event = ({ uid, day, changed, title, text, url }) => [
  'BEGIN:VEVENT',
  `UID:${escaped(uid)}`,
  `DTSTAMP:${moment(changed)}`,
  `LAST-MODIFIED:${moment(changed)}`,
  `DTSTART;VALUE=DATE:${date(day)}`,
  `DTEND;VALUE=DATE:${date(after(day))}`, // the day that is no longer part of it
  `SUMMARY:${escaped(title)}`,
  ...(text ? [`DESCRIPTION:${escaped(text)}`] : []),
  ...(url ? [`URL:${new URL(url).href}`] : []),
  'TRANSP:TRANSPARENT', // a plan, which leaves the day free for others
  'END:VEVENT',
]

const date = (day) => day.replaceAll('-', '')

const moment = (changed) => changed.replace(/\.\d+/, '').replace(/[-:]/g, '')

// In UTC, which has no summer time.
const after = (day) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10)

// Section 3.3.11. A character that nobody can see would make the file invalid.
const escaped = (text) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')

// Never inside a character, of which many are more than one byte.
const folded = (line) => {
  let [whole, used] = ['', 0]
  for (const character of line) {
    const size = bytes.encode(character).length
    if (used + size > WIDTH) [whole, used] = [`${whole}\r\n `, 1]
    whole += character
    used += size
  }
  return whole
}
