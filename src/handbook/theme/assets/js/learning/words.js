// The words of messages stand in the page, in `<template data-words>`, where they can be translated.
// {name} in them is filled in. With {count: 1}, the message `name-one` is taken if there is one.
export const wordsOf = (root) => {
  const found = new Map()
  for (const template of root.querySelectorAll('template[data-words]')) {
    for (const one of template.content.querySelectorAll('[data-word]')) found.set(one.dataset.word, one.textContent.trim())
  }
  return (name, values = {}) => {
    const text = (values.count === 1 && found.get(`${name}-one`)) || found.get(name)
    if (text === undefined) throw new RangeError(`no words for ${name}`)
    return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole)
  }
}

const language = () => document.documentElement.lang || 'en-GB'

// 2026-03-01 as '1 March 2026'. In UTC, or the day might become the one before.
export const dayWords = (day) => {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(date.valueOf())) return day
  return new Intl.DateTimeFormat(language(), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date)
}

// A moment, in the reader's own time.
export const momentWords = (instant) =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeStyle: 'short' }).format(new Date(instant))

// The reader's today, as 2026-03-01.
export const today = () => {
  const now = new Date()
  const two = (number) => String(number).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
