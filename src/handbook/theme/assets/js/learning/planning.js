// What a plan is made of: things of the handbook in the learner's own order. The store keeps them.
const first = (one, other) => one.order - other.order || (one.made < other.made ? -1 : 1)

// The things of a plan in order, each once: two devices may have chosen the same.
export const inOrder = (records) => {
  const seen = new Map()
  for (const record of [...records].sort(first)) {
    const key = `${record.about}/${record.item.id}`
    const other = seen.get(key)
    if (!other || other.changed < record.changed) seen.set(key, record)
  }
  return [...seen.values()].sort(first)
}

// The record of a thing in a plan, if it is there.
export const found = async (store, about, id) => inOrder(await store.all('plan')).find((record) => same(record, about, id))

// Puts a thing at the end of the plan. What was taken off it before comes back with its date and note.
export const added = async (store, about, link) => {
  const all = await store.all('plan')
  const there = all.find((record) => same(record, about, link.id))
  if (there) return there
  const before = (await store.all('plan', { deleted: true })).find((record) => same(record, about, link.id))
  if (before) return store.restore(before.id)
  const order = Math.max(0, ...all.map(({ order }) => order ?? 0)) + 1
  return store.save({ kind: 'plan', about, item: link, target: null, done: null, note: '', order, minutes: null })
}

// Takes a thing off the plan, wherever it was chosen.
export const removed = async (store, about, id) => {
  for (const record of await store.all('plan')) if (same(record, about, id)) await store.remove(record.id)
}

const same = (record, about, id) => record.about === about && record.item.id === id

// How long what is not done takes: `{minutes, unknown}`, the latter how many things without a time.
export const total = (items) => {
  const open = items.filter(({ done }) => !done)
  const known = open.filter(({ minutes }) => minutes !== null)
  return { minutes: known.reduce((sum, { minutes }) => sum + minutes, 0), unknown: open.length - known.length }
}

// `records` with two of them in each other's place, and what of that must be saved: pairs of a record and what it was.
export const moved = (records, from, to) => {
  const list = [...records]
  list.splice(to, 0, ...list.splice(from, 1))
  return list
    .map((record, at) => ({ record: { ...record, order: at + 1 }, base: record }))
    .filter(({ record, base }) => record.order !== base.order)
}
