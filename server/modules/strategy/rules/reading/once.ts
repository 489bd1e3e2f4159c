import type { Line } from './line.ts'

const found = new WeakMap<Line[], Map<string, unknown>>()

/** What holds for a whole document is worked out once for it, however many plans ask. `name` says what is asked, and all that it depends on. */
export function onceFor<T>(lines: Line[], name: string, work: () => T): T {
  const known = found.get(lines) ?? new Map<string, unknown>()
  found.set(lines, known)
  if (!known.has(name)) known.set(name, work())
  return known.get(name) as T
}
