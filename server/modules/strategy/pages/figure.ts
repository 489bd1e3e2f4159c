import { amountWords } from '../../../kernel/amounts.ts'
import { dayWords } from '../../../kernel/period.ts'
import type { PublicPlan } from '../contract.ts'

type Figure = NonNullable<PublicPlan['sections'][number]['items'][number]['figure']>

/** What a measure's line ends in: the value as people write it, its day, and what was promised. Without a value there is nothing to say. */
export function figureWords({ value, unit, day, target }: Figure): { value: string; note: string } | undefined {
  if (value === null) return undefined
  const since = day === null ? [] : [dayWords(day)]
  const promised = target === null ? [] : [`target ${amountWords(target, unit)}`]
  return { value: amountWords(value, unit), note: [...since, ...promised].join(', ') }
}
