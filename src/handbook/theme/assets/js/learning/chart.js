// A chart of confidence as SVG: for each row its label, and for each series a line of steps, filled as far as the
// value goes, with the number behind it. Whatever colour tells, the filling and the number tell too.
const SVG = 'http://www.w3.org/2000/svg'
const LABEL = 30 // % of the width for the name of a series
const END = 88 // % of the width where the steps end and the number begins
const GAP = 1 // % between two steps
const LINE = 1.5 // height of a line, as a multiple of the size of letters

// `rows` are `{label, values}`, with a value or null for each of `series`, which are names. `steps` is the highest
// value. `alternative` says in words what the chart shows. `width` is in pixels, and only breaks the labels.
export const chart = ({ rows, series, steps, alternative, width, size }) => {
  const svg = make('svg', { class: 'handbook-chart', role: 'img', 'aria-label': alternative, width: '100%' })
  let y = 0
  for (const { label, values } of rows) {
    for (const line of broken(label, width, size)) {
      y += LINE * size
      svg.append(text(line, { x: 0, y, class: 'handbook-chart__label' }))
    }
    for (const [at, value] of values.entries()) {
      y += LINE * size
      svg.append(...lane(series[at], value, { y, size, steps }))
    }
    y += LINE * size * 0.75
  }
  svg.setAttribute('height', Math.ceil(y))
  return svg
}

const lane = (name, value, { y, size, steps }) => {
  const across = (END - LABEL) / steps
  const boxes = Array.from({ length: steps }, (_, step) => {
    const box = { x: `${LABEL + step * across}%`, y: y - size * 0.85, width: `${across - GAP}%`, height: size }
    const part = Math.min(1, Math.max(0, (value ?? 0) - step))
    const edge = make('rect', { ...box, class: 'handbook-chart__edge' })
    const filled = make('rect', { ...box, width: `${(across - GAP) * part}%`, class: 'handbook-chart__fill' })
    return part ? [edge, filled] : [edge]
  })
  const number = value === null ? '–' : String(value)
  return [text(name, { x: 0, y }), ...boxes.flat(), text(number, { x: '100%', y, 'text-anchor': 'end' })]
}

// SVG breaks no lines by itself. A letter is taken for a little wider than it is.
const broken = (label, width, size) => {
  const most = Math.max(10, Math.floor(width / (size * 0.62)))
  const lines = ['']
  for (const word of label.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim()
    if (longer.length > most && lines.at(-1)) lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines
}

const text = (words, attributes) => {
  const element = make('text', attributes)
  element.textContent = words
  return element
}

const make = (name, attributes) => {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}
