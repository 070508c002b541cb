// Which of two versions of a record is newer. A clock says how often each browser has changed the record: {"a1": 3, "b2": 1}.
// Times of day cannot tell: two people's watches differ, and a change made later may not know of the earlier one.
// See Fidge and Mattern's vector clocks: https://en.wikipedia.org/wiki/Vector_clock

// 'same', 'newer' or 'older' than the other, or 'both' if each has changes that the other lacks.
export const compare = (one = {}, other = {}) => {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  const ahead = names.some((name) => count(one, name) > count(other, name))
  const behind = names.some((name) => count(one, name) < count(other, name))
  if (ahead && behind) return 'both'
  if (ahead) return 'newer'
  return behind ? 'older' : 'same'
}

// The clock of a version that knows of both.
export const joined = (one = {}, other = {}) => {
  const names = [...Object.keys(one), ...Object.keys(other)]
  return Object.fromEntries(names.map((name) => [name, Math.max(count(one, name), count(other, name))]))
}

// The clock after one more change in a browser.
export const ticked = (clock, browser) => ({ ...clock, [browser]: count(clock ?? {}, browser) + 1 })

const count = (clock, name) => (Object.hasOwn(clock, name) ? clock[name] : 0)
