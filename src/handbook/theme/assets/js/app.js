// Keeps the handbook on this device, and says when there is a newer version. Only where a page links to a manifest.
const OFF = 'handbook-app-off' // the reader has taken the copy away

export const root = new URL('./', document.querySelector('link[rel="manifest"]')?.href ?? location)

export const isOff = () => {
  try {
    return localStorage.getItem(OFF) !== null
  } catch {
    return false
  }
}

export const remember = (off) => {
  if (off) localStorage.setItem(OFF, '')
  else localStorage.removeItem(OFF)
}

// Ask a worker to do something. `tell` hears how far it is.
export const ask = (worker, task, tell = () => {}) => new Promise((resolve, reject) => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }) => {
    if (!data.end) tell(data)
    else if (data.error) reject(new Error(data.error))
    else resolve(data.answer)
  }
  worker.postMessage({ ...(typeof task === 'string' ? { task } : task) }, [port2])
})

export const register = async () => {
  const registration = await navigator.serviceWorker.register(new URL('sw.js', root), { updateViaCache: 'none' })
  watch(registration)
  const { active } = await navigator.serviceWorker.ready
  const path = decodeURIComponent(location.href.split(/[?#]/)[0].slice(root.href.length))
  await ask(active, { task: 'visited', path })
  return registration
}

const watch = (registration) => {
  const look = () => registration.waiting && navigator.serviceWorker.controller && offer(registration)
  look()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look)
  })
}

const offer = async ({ waiting }) => {
  const place = document.querySelector('[data-update]')
  if (!place || place.querySelector('p')) return
  const told = await ask(waiting, 'about')
  const notice = place.querySelector('template').content.cloneNode(true)
  notice.querySelector('[data-day]').textContent = told?.day ? ` (${told.day})` : ''
  notice.querySelector('button').addEventListener('click', () => ask(waiting, 'show'))
  place.append(notice)
}

export const start = async () => {
  if (isOff() || navigator.connection?.saveData) return
  const had = navigator.serviceWorker.controller
  navigator.serviceWorker.addEventListener('controllerchange', () => had && location.reload())
  await register()
}
