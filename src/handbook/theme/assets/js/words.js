// Words as search compares them: without case, accents and endings, and in one spelling.
import { plain } from './plain.js'
import stem from './vendor/porter2.js'

const STOP_WORDS = new Set(
  `a about after all an and any are as at be been but by can could did do does doing don during each for from
  get had has have having he her his how i if in into is it its just me my of on onto or our out over per
  she should so some something than that the their them then there these they this those to too under until
  up us very was we were what when where which while who why will with within without would you your
  mean means meaning much many lot lots own someone somebody know tell want please thing things also am called
  find whats hows wheres whos im ive dont cant doesnt isnt theres since last`.split(/\s+/),
)

// Of which the stem does not tell that they belong together.
const IRREGULAR = new Map([
  ['gases', 'gas'], ['lenses', 'lens'], ['buses', 'bus'], ['children', 'child'], ['women', 'woman'], ['men', 'man'],
  ['analyses', 'analysis'], ['diagnoses', 'diagnosis'], ['crises', 'crisis'], ['hypotheses', 'hypothesis'],
  ['criteria', 'criterion'], ['lives', 'life'], ['taught', 'teach'], ['led', 'lead'], ['begun', 'begin'],
  ['greener', 'green'], ['fairer', 'fair'], ['kinder', 'kind'], ['safer', 'safe'], ['younger', 'young'], ['poorer', 'poor'],
  ['aging', 'ageing'], ['feet', 'foot'], ['teeth', 'tooth'], ['bought', 'buy'], ['brought', 'bring'], ['built', 'build'],
  ['burnt', 'burn'], ['chose', 'choose'], ['chosen', 'choose'], ['drew', 'draw'], ['drawn', 'draw'], ['fell', 'fall'],
  ['fallen', 'fall'], ['felt', 'feel'], ['gave', 'give'], ['given', 'give'], ['grew', 'grow'], ['grown', 'grow'], ['heard', 'hear'],
  ['held', 'hold'], ['kept', 'keep'], ['learnt', 'learn'], ['lost', 'lose'], ['met', 'meet'], ['paid', 'pay'], ['ran', 'run'],
  ['seen', 'see'], ['sent', 'send'], ['shown', 'show'], ['spent', 'spend'], ['spoken', 'speak'], ['understood', 'understand'],
  ['written', 'write'], ['wrote', 'write'],
])

// Which the stem would make one with a consultation.
const KEPT = new Map([['consultant', 'consultant'], ['consultants', 'consultant']])

export const isStopWord = (word) => STOP_WORDS.has(word)

// The words of a text in order. Parts of "co-production" count one by one.
export const words = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? []

// What is written with hyphens, written as one word: "coproduction".
export const compounds = (text) => {
  const found = plain(text).match(/[\p{L}\p{N}]+(?:[-\u2010\u2011][\p{L}\p{N}]+)+/gu) ?? []
  return found.map((word) => word.replace(/[-\u2010\u2011]/g, ''))
}

// What words of one family share: "prescribe" and "prescribing", "organization" and "organisations".
export const root = (word) => {
  if (!known.has(word)) known.set(word, KEPT.get(word) ?? stem(spelling(IRREGULAR.get(word) ?? word)))
  return known.get(word)
}

const known = new Map()

export const roots = (text) => words(text).map(root)

// American and British spellings of a word end as the same letters; nobody reads them.
const spelling = (word) =>
  word
    .replace(/ae|oe/g, 'e')
    .replace(/(?<=[a-z]{3})our(?=(s|al|ed|ing|ist|ite|able|ful)?$)/, 'or')
    .replace(/(?<=[a-z]{3})iz(?=(e|ed|er|es|ing|ation|ations)$)/, 'is')
    .replace(/(?<=cent)er(?=(s|ed)?$)/, 're')
    .replace(/^programme(?=s?$)/, 'program')
    .replace(/^(practi|licen|defen|offen)s(?=(e|es|ed|ing)$)/, '$1c')

// How many letters to change, add, drop or swap until one word is the other; `limit + 1` if more than `limit`.
export const distance = (one, other, limit) => {
  if (Math.abs(one.length - other.length) > limit) return limit + 1
  let before = []
  let row = [...other].map((_, i) => i)
  row.push(other.length)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + change)
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1)
    }
    if (Math.min(...next) > limit) return limit + 1
    ;[before, row] = [row, next]
  }
  return Math.min(row[other.length], limit + 1)
}
