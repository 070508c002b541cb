// Says which reviews are overdue. Pages are built without a clock, so that a build of yesterday and one of today are
// the same; only the reader's browser knows what day it is. Without this script the dates stand there all the same.
const DAY = 24 * 60 * 60 * 1000
const LONG = 90 // days; after that, the note stands where nobody can miss it

export class Review {
  constructor(root) {
    const late = [...root.querySelectorAll('[data-due]')].map((due) => [due, daysLate(due.dateTime)])
    const overdue = late.filter(([, days]) => days > 0)
    for (const [due] of overdue) show(due)
    const count = root.querySelector('[data-overdue-count]')
    if (count) count.textContent = count.dataset.text.replace('{count}', sum(count.dataset.days))
    const note = root.querySelector('[data-overdue]')
    if (!note || !overdue.length) return
    note.hidden = false
    if (overdue[0][1] > LONG) document.querySelector('main h1')?.after(note)
  }
}

// How many of "2027-03-01:4 2027-03-02:1" are late: a list shows the first ones only.
const sum = (days) =>
  days
    .split(' ')
    .map((day) => day.split(':'))
    .filter(([date]) => daysLate(date) > 0)
    .reduce((total, [, count]) => total + Number(count), 0)

// In a list, each date has a mark of its own beside it.
const show = (due) => {
  const mark = due.parentElement.querySelector('[data-overdue-mark]')
  if (mark) mark.hidden = false
}

// Whole days from a date, written year-month-day, until the reader's today. In UTC, which has no summer time.
const daysLate = (date) => {
  const [year, month, day] = date.split('-').map(Number)
  const now = new Date()
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
  return Math.round((today - Date.UTC(year, month - 1, day)) / DAY)
}
