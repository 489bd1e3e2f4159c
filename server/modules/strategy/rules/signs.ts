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

/** These, and whose its objectives, results and measures are: whoever imports a plan is asked whom all of them mean. */
export function namesIn(plan: Pick<PlanReading, 'header' | 'sections'>): string[] {
  const owners = plan.sections.flatMap(({ items }) => items.flatMap(({ said }) => (said.owner === null ? [] : severalOf(said.owner))))
  return [...new Set([...signsOf(plan), ...owners])]
}

/** `Ada Lind, Ben & Cy` */
function severalOf(owner: string): string[] {
  return owner
    .split(/\s*[,;&+/]\s*|\s+(?:and|und|et|y|e)\s+/)
    .map((name) => name.trim())
    .filter((name) => name.length > 1 && name.length <= 80)
}
