// Starts every module on the page, once. The parts of the shell start themselves.
// The others are fetched only by pages that have a place for them.
import './shell.js'

// All that an answer takes comes at once: if each script asks for the next, a slow line makes the reader wait for every one.
const search = async () => {
  const asked = new URLSearchParams(location.search).get('q')?.trim()
  const parts = asked ? [import('./finder.js'), import('./engine.js')] : []
  const [{ Search }] = await Promise.all([
    import('./search.js'), import('./excerpt.js'), import('./facets.js'), import('./fold.js'), import('./words.js'),
    import('./plain.js'), import('./vendor/porter2.js'), ...parts,
  ])
  return Search
}

const MODULES = {
  'handbook-add': () => import('./learning/add.js').then(({ Add }) => Add),
  'handbook-carry': () => import('./carry.js').then(({ Carry }) => Carry),
  'handbook-drawing': () => import('./drawing.js').then(({ Drawing }) => Drawing),
  'handbook-filter': () => import('./filter.js').then(({ Filter }) => Filter),
  'handbook-glossary': () => import('./glossary.js').then(({ Glossary }) => Glossary),
  'handbook-learning-confidence': () => import('./learning/confidence.js').then(({ Confidence }) => Confidence),
  'handbook-learning-entry': () => import('./learning/entry.js').then(({ Entry }) => Entry),
  'handbook-learning-keep': () => import('./learning/keep.js').then(({ Keep }) => Keep),
  'handbook-learning-log': () => import('./learning/log.js').then(({ Log }) => Log),
  'handbook-learning-overview': () => import('./learning/overview.js').then(({ Overview }) => Overview),
  'handbook-learning-plan': () => import('./learning/plan.js').then(({ Plan }) => Plan),
  'handbook-learning-report': () => import('./learning/report.js').then(({ Report }) => Report),
  'handbook-print': () => import('./print.js').then(({ Print }) => Print),
  'handbook-review': () => import('./review.js').then(({ Review }) => Review),
  'handbook-search': search,
  'handbook-suggest': () => import('./suggest.js').then(({ Suggest }) => Suggest),
}

for (const [name, load] of Object.entries(MODULES)) {
  for (const root of document.querySelectorAll(`[data-module="${name}"]:not([data-started])`)) {
    root.dataset.started = ''
    load().then((Module) => new Module(root))
  }
}

// After everything that this page is about, and not on pages with a policy that forbids connections.
const strict = document.querySelector('meta[http-equiv="Content-Security-Policy"]')
if (!strict && document.querySelector('link[rel="manifest"]') && navigator.serviceWorker) {
  const keep = () => import('./app.js').then(({ start }) => start()).catch((error) => console.warn(error))
  if (document.readyState === 'complete') keep()
  else addEventListener('load', keep, { once: true })
}

// Not every browser lets a style open what is closed: on paper nothing may be missing.
addEventListener('beforeprint', () => {
  const closed = [...document.querySelectorAll('main details:not([open])')]
  for (const details of closed) details.open = true
  addEventListener('afterprint', () => closed.forEach((details) => (details.open = false)), { once: true })
})
