// The handbook's outcomes, activities and resources, as the records of a learner name them.
export class Catalogue {
  // `data` as catalogue.py writes it; `root` is the address of the site's root as seen from the page.
  constructor(data, root) {
    this.root = root
    this.most = data.most
    this.framework = data.framework
    this.frameworks = data.frameworks
    this.terms = data.frameworks[0].terms
    this.evidenceKinds = data.kinds
    this.domains = data.domains.map(domainOf)
    this.outcomes = this.domains.flatMap(({ outcomes }) => outcomes)
    this.activities = data.activities.map((one) => ({ was: [], ...one }))
    this.resources = data.resources.map((one) => ({ was: [], minutes: null, status: 'current', domains: [], outcomes: [], ...one }))
    this.byId = {
      outcome: byId(this.outcomes),
      activity: byId(this.activities),
      resource: byId(this.resources),
    }
    this.serve('activities')
    this.serve('resources')
  }

  serve(name) {
    for (const one of this[name]) for (const id of one.outcomes) this.outcome(id)?.[name].push(one.id)
  }

  outcome(id) {
    return this.byId.outcome.get(id)
  }

  activity(id) {
    return this.byId.activity.get(id)
  }

  resource(id) {
    return this.byId.resource.get(id)
  }

  evidenceKind(id) {
    return this.evidenceKinds.find((kind) => kind.id === id)
  }

  // What a page calls a record: an outcome by its code, too.
  name(record) {
    return record.code ? `${record.code} ${record.title}` : record.title
  }

  href(record) {
    return `${this.root}${record.url}`
  }

  // A link for a record to keep: with the title and the version of today. `type` is outcome, activity or resource.
  link(type, id, why) {
    const found = this.byId[type].get(id)
    const link = { id: found?.id ?? id, title: found ? this.name(found) : '', version: this.framework.version }
    return why === undefined ? link : { ...link, why }
  }
}

const domainOf = (domain) => ({
  ...domain,
  outcomes: domain.outcomes.map((outcome) => ({
    was: [], evidence: [], status: 'current', replaced_by: [], changes: [], activities: [], resources: [], ...outcome,
    domain: domain.id,
  })),
})

// By today's id and by former ones.
const byId = (records) => new Map([...records.flatMap((one) => one.was.map((id) => [id, one])), ...records.map((one) => [one.id, one])])
