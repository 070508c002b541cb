// Starts every module on the page, once. The parts of the shell start themselves.
import './shell.js'
import { Filter } from './filter.js'
import { Search } from './search.js'

for (const Module of [Filter, Search]) {
  for (const root of document.querySelectorAll(`${Module.selector}:not([data-started])`)) {
    root.dataset.started = ''
    new Module(root)
  }
}
