// The element of a template, with texts in the places that are named for them. Text stays text.
export const fill = (template, texts) => {
  const element = template.content.firstElementChild.cloneNode(true)
  for (const [name, text] of Object.entries(texts)) {
    const place = element.querySelector(`[data-name="${name}"]`)
    place.textContent = text ?? ''
    place.hidden = !text
  }
  return element
}
