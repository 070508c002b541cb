// From each format of a record to the next. The database and the file have the same number.
// A step takes one record and gives it back in the next format. It keeps every field that it does not know.
export const FORMAT = 1
export const STEPS = [] // STEPS[0] will lead from format 1 to format 2

// Records of an older format in that of today.
export const migrated = (records, from, to = FORMAT, steps = STEPS) => {
  const way = steps.slice(from - 1, to - 1)
  if (way.length !== to - from) throw new RangeError(`no way from format ${from} to ${to}`)
  return way.reduce((found, step) => found.map(step), records)
}
