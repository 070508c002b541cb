// The browser's database, with promises, and with errors that say what a person can do.
import { FORMAT, STEPS } from './migrate.js'

const PATIENCE = 3000 // ms

// `reason`: 'none' (no database: private mode, or switched off), 'quota', 'blocked' (another tab has an older one open),
// 'newer' (a newer handbook wrote it), 'invalid' (see `problems`), or 'failed'.
export class StoreError extends Error {
  constructor(reason, { cause, problems } = {}) {
    super(`my learning: ${reason}`, { cause })
    this.reason = reason
    this.problems = problems
  }
}

const REASONS = { QuotaExceededError: 'quota', VersionError: 'newer', SecurityError: 'none', InvalidStateError: 'none' }
const told = (error) => (error instanceof StoreError ? error : new StoreError(REASONS[error?.name] ?? 'failed', { cause: error }))

// Opens the database. Without `create` it answers null if there is none, and makes none.
export const open = (name, { create = false, version = FORMAT, steps = STEPS } = {}) =>
  new Promise((resolve, reject) => {
    let missing = false
    let request
    try {
      request = indexedDB.open(name, version)
    } catch (error) {
      reject(new StoreError('none', { cause: error }))
      return
    }
    request.onupgradeneeded = ({ oldVersion }) => {
      missing = !oldVersion && !create
      if (missing) request.transaction.abort()
      else if (oldVersion) upgrade(request.transaction, steps.slice(oldVersion - 1, version - 1))
      else make(request.result)
    }
    // The other tabs close theirs when they hear of it; one that does not would keep us waiting for ever.
    let late
    request.onblocked = () => (late = setTimeout(() => reject(new StoreError('blocked')), PATIENCE))
    request.onsuccess = () => {
      clearTimeout(late)
      resolve(request.result)
    }
    request.onerror = () => (missing ? resolve(null) : reject(opening(request.error)))
  })

const opening = (error) => (error?.name === 'InvalidStateError' ? new StoreError('none', { cause: error }) : told(error))

const make = (database) => {
  database.createObjectStore('records', { keyPath: 'id' }).createIndex('kind', 'kind')
  database.createObjectStore('kept', { keyPath: 'name' })
}

// All or nothing: a step that fails leaves the older database as it was.
const upgrade = (transaction, steps) => {
  const cursor = transaction.objectStore('records').openCursor()
  cursor.onsuccess = () => {
    if (!cursor.result) return
    try {
      cursor.result.update(steps.reduce((record, step) => step(record), cursor.result.value))
      cursor.result.continue()
    } catch (error) {
      console.error(error)
      transaction.abort()
    }
  }
}

export const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

// Does some work in one transaction: all of it is stored, or nothing is.
export const transact = async (database, mode, work) => {
  let transaction
  try {
    transaction = database.transaction(['records', 'kept'], mode)
  } catch (error) {
    // Closed because another tab needs a newer one, or because everything was erased.
    throw new StoreError('blocked', { cause: error })
  }
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve
    transaction.onabort = () => reject(told(transaction.error))
  })
  const [result] = await Promise.all([doing(transaction, work), done])
  return result
}

const doing = async (transaction, work) => {
  try {
    return await work(transaction.objectStore('records'), transaction.objectStore('kept'))
  } catch (error) {
    try {
      transaction.abort()
    } catch {
      // It has ended by itself.
    }
    throw told(transaction.error ?? error)
  }
}

export const erase = (name) =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onblocked = () => {} // the other tabs close theirs when they hear of it
    request.onerror = () => reject(told(request.error))
  })
