// How confidence has moved: charts, and tables with the same numbers.
import { chart } from './chart.js'
import { make, table } from './make.js'
import { STEPS, average, values } from './rounds.js'

const MOST = 4 // series that a chart has room for

export class Results {
  constructor({ chart, overview }, { catalogue, words }, names) {
    Object.assign(this, { places: { chart, overview }, catalogue, words, ...names })
    this.drawn = []
    new ResizeObserver(() => this.fit()).observe(chart)
  }

  draw(domain, domains, rounds) {
    const ids = domain.outcomes.map(({ id }) => id)
    const here = rounds.filter((round) => average(round, ids).answered)
    const rated = domain.outcomes.filter(({ id }) => values(here, id).some(Boolean))
    this.drawn = []
    this.places.chart.replaceChildren(...(rated.length ? this.outcomes(domain, rated, here) : []))
    this.places.overview.replaceChildren(...this.domains(domains, rounds))
    this.fit()
  }

  outcomes(domain, rated, rounds) {
    const title = domain.title
    const label = (outcome) => `${outcome.code} ${this.titled(outcome)}`
    const rows = rated.map((outcome) => ({ label: label(outcome), values: values(rounds, outcome.id) }))
    const links = rated.map((outcome) => make('a', { href: this.catalogue.href(outcome) }, label(outcome)))
    const cells = rows.map(({ values }, at) => [links[at], ...values.map((value) => this.cell(value))])
    const heads = [this.words('outcome'), ...rounds.map(this.dated)]
    const caption = this.words('table', { title, steps: STEPS })
    return [make('h3', {}, title), ...this.figure(title, rows, rounds), table(caption, heads, cells)]
  }

  domains(domains, rounds) {
    const rated = domains
      .map((domain) => [domain, rounds.map((round) => average(round, domain.outcomes.map(({ id }) => id)))])
      .filter(([, means]) => means.some(({ answered }) => answered))
    if (rated.length < 2) return []
    const title = this.words('overview-chart')
    const rows = rated.map(([{ title }, means]) => ({ label: title, values: means.map(({ mean }) => mean) }))
    const cells = rated.map(([{ title, outcomes }, means]) => [
      title,
      ...means.map(({ mean, answered }) =>
        mean === null ? this.cell(null) : this.words('mean', { mean, count: answered, all: outcomes.length }),
      ),
    ])
    const heads = [this.words('domain'), ...rounds.map(this.dated)]
    return [make('h3', {}, title), ...this.figure(title, rows, rounds), table(this.words('overview'), heads, cells)]
  }

  // The chart stands in the page before it is drawn, since it must know how wide it is.
  figure(title, rows, rounds) {
    const shown = rounds.length > MOST ? [0, ...Array.from({ length: MOST - 1 }, (_, at) => rounds.length - MOST + 1 + at)] : rounds.map((_, at) => at)
    const pick = (list) => shown.map((at) => list[at])
    const series = pick(rounds).map(this.short)
    const picked = rows.map(({ label, values }) => ({ label, values: pick(values) }))
    const place = make('div', { class: 'handbook-chart-box' })
    const alternative = this.words('chart', { title, figures: this.figures(picked, series) })
    this.drawn.push({ place, rows: picked, series, alternative })
    return [place, ...(shown.length < rounds.length ? [make('p', {}, this.words('chart-some'))] : [])]
  }

  fit() {
    for (const drawn of this.drawn) {
      const width = drawn.place.clientWidth
      if (!width || drawn.width === width) continue
      const size = parseFloat(getComputedStyle(drawn.place).fontSize)
      Object.assign(drawn, { width })
      drawn.place.replaceChildren(chart({ ...drawn, steps: STEPS, size }))
    }
  }

  figures(rows, series) {
    const say = (value, at) =>
      value === null
        ? this.words('chart-none', { round: series[at] })
        : this.words('chart-value', { round: series[at], value, steps: STEPS })
    return rows.map(({ label, values }) => this.words('chart-row', { label, figures: values.map(say).join(', ') })).join('. ')
  }

  titled(outcome) {
    return outcome.status === 'withdrawn' ? this.words('withdrawn', { title: outcome.title }) : outcome.title
  }

  cell(value) {
    return value === null ? this.words('unanswered') : String(value)
  }
}
