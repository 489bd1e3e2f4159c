import type { Line } from '../line.ts'
import { type Mark, plainOf } from './marks.ts'
import { isDated } from './scope.ts'

type Next = { before: { heading: number; objectives: Set<number> }; heading: number; index: number; path: number[] }

/**
 * Objectives that are numbered on through chapters – O1 and O2 in the first, O3 in the next – are one set, and the heading above
 * these chapters names it. Where each begins with its own first one, each is a set.
 */
export function goesOn(lines: Line[], marks: Mark[], { before, heading, index, path }: Next): number | undefined {
  // `Secondary goals` beside the primary ones
  if (path.includes(before.heading) && /^(?:secondary|further|other|additional)\b/i.test(marks[heading]?.text ?? '')) return before.heading
  const last = rankOf(marks[[...before.objectives].at(-1) as number])
  if (heading < 0 || heading === before.heading || last === 0 || rankOf(marks[index]) !== last + 1) return undefined
  if (rankOf(marks[[...before.objectives][0] as number]) !== 1) return undefined
  const [one, other] = [lines[before.heading], lines[heading]]
  const above = path[path.indexOf(heading) - 1]
  if (!one || !other || above === undefined || isDated(plainOf(other.text, true))) return undefined
  if (before.heading === above) return above
  return before.heading > above && one.level === other.level && !isDated(plainOf(one.text, true)) ? above : undefined
}

/** The number that an objective goes by; 0: none. */
function rankOf(mark: Mark | undefined): number {
  return Number(/^(?:objective|goal|obj\.?|O|OKR)\s?#?(\d{1,2})(?!\.?\d)/i.exec(mark?.text ?? '')?.[1] ?? 0)
}
