// Looks for what could tell who a patient is. It warns; whoever writes decides. Nothing leaves the browser.
const PATTERNS = {
  // Ten digits, with spaces or hyphens between: https://www.datadictionary.nhs.uk/attributes/nhs_number.html
  nhs: [/(?<!\d|\d[.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d|[.-]\d)/g, (text) => isNhsNumber(text)],
  // A date with a day and a full or short year. Nobody needs a patient's; the entry has a date of its own.
  born: [
    /\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)\b[ :]*[^\n,;.]{0,24}\d[^\n,;]{0,12}|(?<![\d/.-])(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:(?:19|20)?\d\d)(?![\d/-])/gi,
    (text) => !isRecent(text),
  ],
  // After a word for it: forms differ from hospital to hospital.
  hospital: [/\b(?:hospital|unit|mrn|hosp|patient|case|ward)\.? ?(?:(?:number|no\.?|nr\.?|id)\b|#)[ :#]*[A-Z]{0,3}\d[\dA-Z/-]{3,}|\bmrn\b[ :#]*[A-Z]{0,3}\d{4,}|\b[A-Z]\d{6,8}\b/gi, () => true],
  postcode: [/\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/g, () => true],
  contact: [/\b[\w.+-]+@[\w-]+\.[\w.-]+\b|(?<!\d)(?:\+44 ?|0)7\d{3} ?\d{3} ?\d{3}(?!\d)/g, () => true],
  name: [/\b(?:Mr|Mrs|Ms|Miss|Master)\.? [A-Z][a-z]+(?:[- ][A-Z][a-z]+)?/g, () => true],
}

// What is found in a text: [{rule, found}], each text once.
export const traces = (text) => {
  const found = new Map()
  for (const [rule, [pattern, fits]] of Object.entries(PATTERNS)) {
    for (const [match] of text.matchAll(pattern)) {
      const words = match.trim()
      const seen = [...found.keys()].some((other) => other.includes(words))
      if (!seen && fits(words)) found.set(words, rule)
    }
  }
  return [...found].map(([words, rule]) => ({ rule, found: words }))
}

// The tenth digit checks the nine before it (modulus 11). So must it, or any ten digits would be a warning.
export const isNhsNumber = (text) => {
  const digits = [...text.replace(/\D/g, '')].map(Number)
  if (digits.length !== 10 || new Set(digits).size === 1) return false
  const sum = digits.slice(0, 9).reduce((total, digit, at) => total + digit * (10 - at), 0)
  return (11 - (sum % 11)) % 11 === digits[9]
}

// A date of this year or the last is more likely the day of a meeting than of a birth.
const isRecent = (text) => {
  const year = text.match(/^\d{1,2}[/.-]\d{1,2}[/.-](\d{2,4})$/)?.[1]
  if (!year) return false
  const now = new Date().getFullYear()
  const whole = year.length === 4 ? Number(year) : Math.floor(now / 100) * 100 + Number(year)
  return whole === now || whole === now - 1
}
