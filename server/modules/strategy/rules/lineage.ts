import type { PlanReading, SectionName } from './reading/model.ts'

/** An item as it stands in a plan: which section, which text. */
export type Known = { key: string; section: SectionName; raw: string }

/**
 * Gives each item of a reading the key that it had before, or a new one. The same text in the same section keeps its key;
 * what is left over is paired in order within the section, so that a reworded item stays the same item.
 */
export function keysFor(plan: PlanReading, before: readonly Known[], newKey: () => string): string[][] {
  return plan.sections.map((section) => {
    const own = before.filter((item) => item.section === section.name)
    const keys: (string | undefined)[] = section.items.map(() => undefined)
    const free = new Map<string, Known[]>()
    for (const item of own) free.set(item.raw, [...(free.get(item.raw) ?? []), item])
    const used = new Set<string>()
    section.items.forEach((item, index) => {
      const same = free.get(item.raw)?.shift()
      if (same) {
        keys[index] = same.key
        used.add(same.key)
      }
    })
    const left = own.filter((item) => !used.has(item.key))
    pairGaps(keys, own, left)
    return keys.map((key) => key ?? newKey())
  })
}

/** Pairs new items with lost ones that stood between the same neighbours; one of each makes a rewording, more of either a change of number. */
function pairGaps(keys: (string | undefined)[], own: readonly Known[], left: readonly Known[]): void {
  const place = new Map(own.map((item, index) => [item.key, index]))
  let low = -1
  let index = 0
  while (index < keys.length) {
    const key = keys[index]
    if (key !== undefined) {
      low = place.get(key) ?? low
      index += 1
      continue
    }
    let end = index
    while (end < keys.length && keys[end] === undefined) end += 1
    const next = keys[end]
    const high = next === undefined ? own.length : (place.get(next) ?? own.length)
    const lost = left.filter((item) => {
      const at = place.get(item.key) ?? -1
      return at > low && at < high
    })
    for (let k = index; k < end; k += 1) keys[k] = lost[k - index]?.key
    // past this run, so that a lost item is not given twice
    low = Math.max(low, ...lost.slice(0, end - index).map((item) => place.get(item.key) ?? -1))
    for (let k = index; k < end; k += 1) if (keys[k] === undefined) keys[k] = ''
    index = end
  }
  keys.forEach((key, at) => {
    if (key === '') keys[at] = undefined
  })
}
