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

/** "3058312.00" USD → "$3,058,312"; a share → "21.3%"; "1750" servers → "1,750 servers". */
function amountWords(amount: string, unit: string): string {
  const said = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat('en', options).format(amount as `${number}`)
  if (/^[A-Z]{3}$/.test(unit) && Intl.supportedValuesOf('currency').includes(unit)) {
    return said({ style: 'currency', currency: unit, trailingZeroDisplay: 'stripIfInteger' })
  }
  if (unit === 'ratio' || unit === 'share') return said({ style: 'percent', maximumFractionDigits: 1 })
  const plain = said({ maximumFractionDigits: 2 })
  return unit === '' || unit === 'count' ? plain : `${plain} ${unit}`
}
