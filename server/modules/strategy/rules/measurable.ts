import type { SectionName } from './reading/model.ts'

/** A line that a number can be bound to: what stands under Measures, and a key result under its objective. */
export function isMeasure({ section, depth }: { section: SectionName; depth: number }): boolean {
  return section === 'measures' || (section === 'objectives' && depth > 0)
}
