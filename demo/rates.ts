import type { RateTable } from '../server/kernel/rates.ts'
import { addMonths, type Day } from '../server/kernel/period.ts'

/** Invented rates of each month, EUR around 1.0850 USD; one row per pair and direction, as finance would enter them. */
export function ratesOf(from: Day, to: Day): RateTable[] {
  const rows: RateTable[] = []
  for (let day = `${from.slice(0, 7)}-01`, index = 0; day <= to; day = addMonths(day, 1), index += 1) {
    const month = day.slice(0, 7)
    const euro = 1.085 + Math.sin(index / 3.1) * 0.024
    rows.push({ base: 'EUR', quote: 'USD', month, rate: euro.toFixed(4), source: 'demo' })
    rows.push({ base: 'USD', quote: 'EUR', month, rate: (1 / Number(euro.toFixed(4))).toFixed(6), source: 'demo' })
  }
  return rows
}
