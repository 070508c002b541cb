// Options of a select from the handbook's records. What a record named once stays a choice, though the handbook has lost it.

export const outcomeGroups = (catalogue, named) =>
  catalogue.domains.map((domain) => ({
    label: `${domain.code} ${domain.title}`,
    options: domain.outcomes
      .filter(({ id, status }) => status !== 'withdrawn' || named.includes(id))
      .map((outcome) => ({ value: outcome.id, text: catalogue.name(outcome) })),
  }))

// Under their frameworks, if there are several.
export const kindOptions = ({ frameworks, evidenceKinds }) => {
  const option = ({ id, title }) => ({ value: id, text: title })
  const groups = frameworks
    .map(({ id, title }) => ({ label: title, options: evidenceKinds.filter((kind) => kind.framework === id).map(option) }))
    .filter(({ options }) => options.length)
  return groups.length > 1 ? groups.map(groupOf) : groups.flatMap(({ options }) => options.map(optionOf))
}

// First the records that serve the chosen outcomes, then all others.
export const servingGroups = (records, chosen, words) => {
  const option = ({ id, title }) => ({ value: id, text: title })
  const fits = ({ outcomes }) => outcomes.some((id) => chosen.includes(id))
  return [
    { label: words('fitting'), options: records.filter(fits).map(option) },
    { label: words('others'), options: records.filter((one) => !fits(one)).map(option) },
  ]
}

// Fills a select, and keeps what is chosen in it. The first option stays: it stands for nothing.
export const offer = (select, groups, kept = select.value) => {
  const missing = select.selectedOptions[0]?.textContent
  const lists = groups.filter(({ options }) => options.length).map(groupOf)
  select.replaceChildren(select.options[0], ...lists)
  choose(select, kept, missing)
}

// Chooses an option, and makes one for what is not there any more.
export const choose = (select, value, missing) => {
  select.value = value
  if (value && select.value !== value) {
    select.append(new Option(missing, value))
    select.value = value
  }
}

const groupOf = ({ label, options }) => {
  const group = document.createElement('optgroup')
  group.label = label
  group.append(...options.map(optionOf))
  return group
}

const optionOf = ({ value, text }) => new Option(text, value)
