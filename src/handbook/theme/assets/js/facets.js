// Narrows results by what they belong to. What belongs where is fetched when the reader opens the box, or when the
// address already asks for some of it. Choices of one group widen each other, those of several groups narrow.
export class Facets {
  // `choice` makes a checkbox for a value.
  constructor(box, choice) {
    this.box = box
    this.choice = choice
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
    if (this.used) this.box.open = true
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

  // Each value with how many of these hits it would show.
  show(hits) {
    this.box.hidden = !hits.length
    if (!this.members) return
    for (const group of this.groups) {
      const name = group.dataset.facet
      const fitting = hits.filter(({ id }) => this.fits(id, name))
      const focused = group.contains(document.activeElement) && document.activeElement.value
      for (const old of group.querySelectorAll('[data-choice]')) old.remove()
      for (const [value, ids] of this.members[name]) {
        const count = fitting.filter(({ id }) => ids.has(id)).length
        const ticked = this.chosen.get(name).has(value)
        if (count || ticked) group.append(this.choice(name, value, count, ticked))
      }
      group.hidden = !group.querySelector('[data-choice]')
      if (focused) [...group.querySelectorAll('input')].find(({ value }) => value === focused)?.focus()
    }
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
