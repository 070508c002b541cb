// Acts of rating, put together: a round is what somebody said on one day at one stage. Pure.
export const STAGES = ['before', 'during', 'after']
export const STEPS = 5

// The rounds in which anything was said, oldest first: `{key, stage, date, number, ratings}`. `ratings` maps the id of an
// outcome to its record; `idOf` gives today's id for the one that a record names. `number` counts rounds of one stage, or
// is 0 if there is only one. If two devices rated the same outcome in the same round, the later word holds. `begun` is
// the key of a round that counts although nothing has been said in it yet.
export const rounds = (records, idOf = (id) => id, begun = '') => {
  const found = new Map()
  if (begun) found.set(begun, { ...keyed(begun), ratings: new Map() })
  for (const record of [...records].sort(by(({ changed }) => changed))) {
    const key = keyOf(record)
    if (!found.has(key)) found.set(key, { key, stage: record.stage, date: record.date, ratings: new Map() })
    found.get(key).ratings.set(idOf(record.outcome.id), record)
  }
  return numbered([...found.values()].sort(by(({ date, stage }) => `${date} ${STAGES.indexOf(stage)}`)))
}

export const keyOf = ({ stage, date }) => `${date}/${stage}`

const keyed = (key) => ({ key, date: key.split('/')[0], stage: key.split('/')[1] })

const numbered = (sorted) =>
  sorted.map((round) => {
    const alike = sorted.filter(({ stage }) => stage === round.stage)
    return { ...round, number: alike.length > 1 ? alike.indexOf(round) + 1 : 0 }
  })

// The confidence in one outcome, for each round; null where nothing was said.
export const values = (all, id) => all.map(({ ratings }) => ratings.get(id)?.confidence ?? null)

// How many of some outcomes a round rates, and what they come to on average, to one decimal; null if none.
export const average = ({ ratings }, ids) => {
  const given = ids.map((id) => ratings.get(id)?.confidence).filter(Boolean)
  const mean = given.length ? Math.round((10 * given.reduce((sum, value) => sum + value, 0)) / given.length) / 10 : null
  return { answered: given.length, mean }
}

const by = (key) => (one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0)
