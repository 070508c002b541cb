// What to look at next, from somebody's own answers. Pure: data in, data out, no words.
const LOW = 2 // an answer that asks for attention
const FAR = 1.5 // that much below the rest of the domain is a gap
const MOST = 5

// `outcomes` are those that are in use, `{id, domain}`. `answers` maps an outcome's id to its confidences, one for each
// round, oldest first, null where it was skipped. `planned` holds the ids of outcomes that something in the plan that
// is not done yet serves. What comes back is `{outcome, value, reasons}`, the most urgent first; a reason is `{kind, ...figures}`.
export const suggestions = ({ outcomes, answers, planned }, most = MOST) => {
  const now = new Map(outcomes.map(({ id }) => [id, latest(answers.get(id))]))
  const domains = sums(outcomes, now)
  const found = outcomes.map((outcome) => {
    const reasons = why(outcome, { domains, answers, now, planned })
    return { outcome, value: now.get(outcome.id), reasons, weight: weight(reasons) }
  })
  return found
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight) // of the same weight, in the order of the framework
    .slice(0, most)
}

export const latest = (values = []) => values.findLast((value) => value !== null) ?? null

const why = ({ id, domain }, { domains, answers, now, planned }) => {
  const value = now.get(id)
  if (value === null) return [] // nothing is known of it
  const reasons = []
  if (value <= LOW) reasons.push({ kind: 'low', value })
  const before = fallen(answers.get(id))
  if (before) reasons.push({ kind: 'fallen', from: before, value })
  const rest = others(value, domains.get(domain))
  if (rest !== null && rest - value >= FAR) reasons.push({ kind: 'gap', value, rest })
  if (reasons.length && !planned.has(id)) reasons.push({ kind: 'unplanned' })
  return reasons
}

// The highest answer before the latest one, if the latest is lower.
const fallen = (values) => {
  const given = values.filter((value) => value !== null)
  const highest = Math.max(...given)
  return highest > given.at(-1) ? highest : null
}

// For each domain how many answers there are, and their sum.
const sums = (outcomes, now) => {
  const found = new Map()
  for (const { id, domain } of outcomes) {
    const { count = 0, sum = 0 } = found.get(domain) ?? {}
    const value = now.get(id)
    found.set(domain, value === null ? { count, sum } : { count: count + 1, sum: sum + value })
  }
  return found
}

// What the other outcomes of a domain come to on average, if there are answers to two of them at least.
const others = (value, { count, sum }) => (count < 3 ? null : (sum - value) / (count - 1))

const WEIGHT = {
  low: ({ value }) => 10 * (LOW + 1 - value),
  fallen: ({ from, value }) => 4 * (from - value),
  gap: ({ rest, value }) => 3 * (rest - value),
  unplanned: () => 5,
}

const weight = (reasons) => reasons.reduce((sum, reason) => sum + WEIGHT[reason.kind](reason), 0)
