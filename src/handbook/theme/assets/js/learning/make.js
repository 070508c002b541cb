// What scripts put into pages.
import { TableRegion } from '../shell.js'

// Elements by script: `make('p', { class: 'a' }, 'text', element)`. Text stays text. An attribute that is false, null or
// undefined is left out, one that is true has no value, and a function listens to the event of that name.
export const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value)
    else if (value === true) element.setAttribute(key, '')
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value)
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ''))
  return element
}

// A table in a box that scrolls where it must: `heads` are the column heads, each row begins with its own head.
export const table = (caption, heads, rows) => {
  const cells = (row) => row.map((cell) => make('td', {}, cell))
  const lines = rows.map(([head, ...row]) => make('tr', {}, make('th', { scope: 'row' }, head), ...cells(row)))
  const head = make('thead', {}, make('tr', {}, ...heads.map((words) => make('th', { scope: 'col' }, words))))
  const drawn = make('table', {}, make('caption', {}, caption), head, make('tbody', {}, ...lines))
  const box = make('div', { class: 'handbook-scroll' }, drawn)
  new TableRegion(drawn)
  return box
}
