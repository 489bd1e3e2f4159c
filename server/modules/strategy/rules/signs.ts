import { driOf } from './life-text.ts'
import type { PlanReading } from './reading.ts'

/** By what a plan names people and groups: the parties of its header, who answers for it, and who answers for each of its methods. */
export function signsOf({ header, sections }: Pick<PlanReading, 'header' | 'sections'>): string[] {
  const methods = sections.flatMap(({ name, items }) => (name === 'methods' ? items.filter(({ depth }) => depth === 0) : []))
  return [
    ...new Set([
      ...header.parties.map(({ name }) => name),
      ...(header.dri === null ? [] : [header.dri]),
      ...methods.flatMap((item) => driOf(item) ?? []),
    ]),
  ]
}
