// Asks a built site questions without a browser: `node ask.js SITE SCRIPTS` reads them as a JSON list and answers in order with
// the addresses of the first ten hits, the suggestion, and the milliseconds from the question to the answer.
import { readFile } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [site, scripts] = process.argv.slice(2)
const { createIndex, find, rank } = await import(pathToFileURL(join(scripts, 'finder.js')))
const read = async (path) => JSON.parse(await readFile(join(site, 'search', path), 'utf8'))

const started = performance.now()
const index = createIndex(await read('index.json'), read)
const made = performance.now() - started

const ask = async (query) => {
  const from = performance.now()
  const { hits, asked, suggestion } = await find(index, query)
  const ranked = await rank(index, hits, asked)
  const found = ranked.slice(0, 10).map(({ entry }) => entry.url)
  return { found, suggestion, count: hits.length, ms: performance.now() - from }
}

const answers = []
for (const query of JSON.parse(await new Response(process.stdin).text())) answers.push(await ask(query))
console.log(JSON.stringify({ made, answers }))
