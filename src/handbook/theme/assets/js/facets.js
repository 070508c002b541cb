// Narrows results by what they belong to. What belongs where is fetched when the reader opens the box, or when the
// address already asks for some of it. Choices of one group widen each other, those of several groups narrow.
export class Facets {
  // `choice` makes a checkbox for a value; `unknown` is the value of what has none.
  constructor(box, choice, unknown) {
    this.box = box
    this.choice = choice
    this.unknown = unknown
    this.groups = [...box.querySelectorAll('[data-facet]')]
    this.chosen = new Map(this.groups.map(({ dataset }) => [dataset.facet, new Set()]))
  }

  // How many choices there are.
  get count() {
    return [...this.chosen.values()].reduce((sum, { size }) => sum + size, 0)
  }

  get used() {
    return this.count > 0
  }

  read(asked) {
    for (const name of this.chosen.keys()) this.chosen.set(name, new Set(asked.getAll(name)))
  }

  write(asked) {
    for (const [name, values] of this.chosen) for (const value of values) asked.append(name, value)
  }

  // Takes over what is ticked.
  take() {
    if (!this.members) return
    for (const group of this.groups) {
      const ticked = [...group.querySelectorAll(':checked')].map(({ value }) => value)
      this.chosen.set(group.dataset.facet, new Set(ticked))
    }
  }

  clear() {
    for (const values of this.chosen.values()) values.clear()
  }

  async narrow({ engine }, hits) {
    if (!this.box.open && !this.used) return hits
    this.members ??= decode(await engine.read('facets.json'))
    for (const [name, values] of this.chosen) {
      for (const value of values) if (!this.members[name].has(value)) values.delete(value)
    }
    return hits.filter(({ id }) => this.fits(id))
  }

  // Whether an entry fits all groups, but for one.
  fits(id, besides) {
    const among = (name, values) => !values.size || [...values].some((value) => this.members[name].get(value).has(id))
    return [...this.chosen].every(([name, values]) => name === besides || among(name, values))
  }

  // Each value with how many of these hits it would show. A group that could change nothing is away.
  show(hits) {
    if (!this.members) return
    for (const group of this.groups) {
      const name = group.dataset.facet
      const fitting = hits.filter(({ id }) => this.fits(id, name))
      const focused = group.contains(document.activeElement) && document.activeElement.value
      for (const old of group.querySelectorAll('[data-choice]')) old.remove()
      const chosen = this.chosen.get(name)
      const counts = this.counts(name, fitting).filter(([value, count]) => count || chosen.has(value))
      group.hidden = !chosen.size && !this.differ(counts)
      if (group.hidden) continue
      for (const [value, count] of counts) group.append(this.choice(name, value, count, chosen.has(value)))
      if (focused) [...group.querySelectorAll('input')].find(({ value }) => value === focused)?.focus()
    }
  }

  counts(name, hits) {
    return [...this.members[name]].map(([value, ids]) => [value, hits.filter(({ id }) => ids.has(id)).length])
  }

  // Whether there is something to choose between: two values, one of which says something.
  differ(counts) {
    return counts.length > 1 && counts.some(([value]) => value !== this.unknown)
  }

  // Whether a reader can choose at all.
  get shown() {
    return !this.members || this.groups.some(({ hidden }) => !hidden)
  }
}

const decode = (told) =>
  Object.fromEntries(
    Object.entries(told).map(([name, values]) => [
      name,
      new Map(Object.entries(values).map(([value, steps]) => [value, new Set(sums(steps))])),
    ]),
  )

const sums = (steps) => {
  let at = 0
  return steps.map((step) => (at += step))
}
