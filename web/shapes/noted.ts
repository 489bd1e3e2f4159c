import type { z as library } from 'zod'

/**
 * Stands in for the validation library where contracts are read in the browser: a shape is written down and made only when a form asks
 * it something (`made.ts`). A page that lists or shows needs names, paths and columns of a contract, none of its checks, and the library
 * weighs as much as a room.
 */
type Making = () => unknown
type Known = { shape?: Record<string, unknown> | undefined; options?: readonly unknown[] }

const makings = new WeakMap<object, Making>()
let real: Record<string, unknown> | undefined

/** Hands over the library, so that shapes can be made. */
export function supply(parts: Record<string, unknown>): void {
  real = parts
}

/** What was written down, made with the library; anything else as it is. Throws where the library is not here yet. */
export function madeOf(value: unknown): unknown {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return value
  const make = makings.get(value)
  if (make) return make()
  if (Array.isArray(value)) return value.map(madeOf)
  // a function may answer a shape: `z.lazy(() => tree)`
  if (typeof value === 'function') return (...given: unknown[]) => madeOf((value as (...all: unknown[]) => unknown)(...given))
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, madeOf(one)]))
}

/** A shape that is made when it is asked for, and what is known of it without. */
export function note(make: Making, known: Known = {}): unknown {
  let held: { made: unknown } | undefined
  const once = () => {
    held ??= { made: make() }
    return held.made
  }
  const noted: object = new Proxy(() => undefined, {
    get: (_, name) => {
      if (name in known) return known[name as keyof Known]
      return typeof name === 'symbol' || name === 'then' ? undefined : part(once, noted, name, known)
    },
  })
  makings.set(noted, once)
  return noted
}

/** A property of a shape, and a method of it when it is called. */
function part(owner: Making, of: object, name: string, known: Known): unknown {
  if (/^(safe)?(parse|encode|decode)(async)?$/i.test(name)) throw new Error('A shape is asked through made(), where the library is there.')
  const get = () => (owner() as Record<string, unknown>)[name]
  const call = (...given: unknown[]) => {
    const make = () => {
      const shape = owner() as Record<string, (...all: unknown[]) => unknown>
      if (typeof shape[name] !== 'function') throw new Error(`A contract uses ${name}, which made.ts does not hand over.`)
      return shape[name](...given.map(madeOf))
    }
    return note(make, knownOf(of === root ? undefined : known, name, given, make))
  }
  const noted = new Proxy(call, { get: (_, inner) => (typeof inner === 'symbol' ? undefined : part(get, call, inner, {})) })
  makings.set(noted, get)
  return noted
}

/** Fields and options that a call leaves behind: contracts spread them into further shapes. */
function knownOf(known: Known | undefined, name: string, given: readonly unknown[], make: Making): Known {
  const [first] = given as [Record<string, unknown> | undefined]
  if (!known) {
    if (/^(strict|loose)?[oO]bject$/.test(name)) return { shape: first ?? {} }
    if (name === 'strictly') return { shape: first?.['shape'] as Known['shape'] }
    return name === 'enum' ? { options: Array.isArray(first) ? first : Object.values(first ?? {}) } : {}
  }
  if (!known.shape) return {}
  const kept = (names: string[]) => ({
    shape: Object.fromEntries(names.map((one) => [one, note(() => (make() as { shape: Record<string, unknown> }).shape[one])])),
  })
  const names = Object.keys(known.shape)
  if (/^(safeE|e)xtend$/.test(name)) return { shape: { ...known.shape, ...first } }
  if (name === 'pick') return kept(names.filter((one) => first?.[one]))
  if (name === 'omit') return kept(names.filter((one) => !first?.[one]))
  if (name === 'partial' || name === 'required') return kept(names)
  return /^(strict|loose|refine|superRefine|check|meta|describe|catchall|brand)$/.test(name) ? known : {}
}

const root: object = {}

/** The library as contracts use it, and `strictly` with it. */
export const z = new Proxy(root, { get: (_, name) => part(whole, root, String(name), {}) }) as unknown as typeof library & {
  strictly: <T extends library.ZodType>(shape: T) => T
}

function whole(): unknown {
  if (!real) throw new Error('The library of shapes is not here yet.')
  return real
}
