import { type Block, type PageCheck, paper } from './page.ts'
import type { Item, PlanReading, Section, SectionName } from './reading/model.ts'

/** A leaf that may move to the commentary: which section, which item, how many lines it takes. */
export type Cut = { section: SectionName; item: number; lines: number }

/** Where leaves are taken from, first choice first; Priorities only if these cannot cover it. */
const order: SectionName[] = ['obstacles', 'methods', 'measures']

/**
 * The leaves whose move makes the page fit: taken from the bottom, never a section's last top-level item; least height, then fewest items,
 * then from Obstacles before Methods before Measures. Empty when the page fits or no such cut covers the overflow.
 */
export function proposedCut(plan: PlanReading, check: PageCheck): Cut[] {
  const overflow = check.height - paper.typeHeight
  if (overflow <= 0) return []
  const piles = order.map((name) => pileOf(plan, check.blocks, name))
  return cheapest(piles, overflow) ?? cheapest([...piles, pileOf(plan, check.blocks, 'priorities')], overflow) ?? []
}

/** The leaves of a section in the order in which they would go. */
function pileOf(plan: PlanReading, blocks: Block[], name: SectionName): Cut[] {
  const section = plan.sections.find((one) => one.name === name)
  if (!section) return []
  const heights = new Map(
    blocks.flatMap((block) => (block.section === name && block.item !== null ? [[block.item, block.height] as const] : [])),
  )
  const first = topLevel(section).at(0)
  const pile: Cut[] = []
  // from the bottom every item has lost its children by the time that it is reached, so each one is a leaf
  for (let item = section.items.length - 1; item >= 0; item -= 1) {
    if (item === first) break
    pile.push({ section: name, item, lines: (heights.get(item) ?? 0) / paper.line })
  }
  return pile
}

function topLevel(section: Section): number[] {
  return section.items.flatMap((item: Item, index) => (item.depth === 0 ? [index] : []))
}

/** Tries every number of leaves from each pile but the last, and the least that does from the last. */
function cheapest(piles: Cut[][], overflow: number): Cut[] | undefined {
  const sums = piles.map(heightsOf)
  let best: { counts: number[]; height: number; items: number } | undefined
  const walk = (at: number, counts: number[], height: number) => {
    const own = sums[at] as number[]
    const last = at === sums.length - 1
    const start = last ? firstAtLeast(own, overflow - height) : 0
    for (let count = start; count < own.length; count += 1) {
      const total = height + (own[count] as number)
      const taken = [...counts, count]
      if (!last && total < overflow) walk(at + 1, taken, total)
      else if (total >= overflow) {
        const full = [...taken, ...sums.slice(at + 1).map(() => 0)]
        const items = full.reduce((sum, one) => sum + one, 0)
        if (!best || better({ counts: full, height: total, items }, best)) best = { counts: full, height: total, items }
        break
      }
    }
  }
  if (sums.length > 0) walk(0, [], 0)
  return best?.counts.flatMap((count, index) => (piles[index] as Cut[]).slice(0, count))
}

/** Heights of the first 0, 1, 2 … leaves together. */
function heightsOf(pile: Cut[]): number[] {
  const heights = [0]
  for (const cut of pile) heights.push((heights.at(-1) ?? 0) + cut.lines * paper.line)
  return heights
}

function better(a: { counts: number[]; height: number; items: number }, b: { counts: number[]; height: number; items: number }): boolean {
  if (a.height !== b.height) return a.height < b.height
  if (a.items !== b.items) return a.items < b.items
  const differs = a.counts.findIndex((count, index) => count !== b.counts[index])
  return differs >= 0 && (a.counts[differs] as number) > (b.counts[differs] as number)
}

function firstAtLeast(sums: number[], wanted: number): number {
  const found = sums.findIndex((sum) => sum >= wanted)
  return found < 0 ? sums.length : found
}
