import type { Delta } from '../../kit/index.ts'
import { countText, moneyText, percentText, placesOf } from '../../kit/index.ts'

export type Shape = { unit: string; rounding: number }

function isMoney(unit: string): boolean {
  return /^[A-Z]{3}$/.test(unit)
}

/** A figure's decimal text as its reader likes to see it. */
export function figureShown(value: string | null | undefined, { unit, rounding }: Shape, more: { short?: boolean } = {}): string {
  return value === null || value === undefined ? '–' : numberShown(Number(value), { unit, rounding }, more)
}

export function numberShown(value: number, { unit, rounding }: Shape, more: { short?: boolean } = {}): string {
  if (isMoney(unit)) return moneyText(Math.round(value * 10 ** placesOf(unit)), unit, more)
  if (unit === 'ratio') return percentText(value, { places: Math.max(0, rounding - 2) })
  return countText(value, { ...more, places: rounding })
}

/** The change from the last value but one to the last; nothing where there is no base. */
export function deltaOf(values: (string | null)[], shape: Shape, direction: string, since: string): Delta | undefined {
  const known = values.filter((value) => value !== null).map(Number)
  const [before, now] = known.slice(-2)
  if (before === undefined || now === undefined) return undefined
  const change = now - before
  const way = change > 0 ? 'up' : change < 0 ? 'down' : 'flat'
  const text =
    shape.unit === 'ratio'
      ? `${countText(change * 100, { places: 1, sign: true })} pts`
      : before === 0
        ? numberShown(change, shape, { short: true })
        : percentText(change / Math.abs(before), { sign: true })
  const good = change === 0 || direction === 'none' || direction === 'target' ? undefined : (direction === 'up') === change > 0
  return { text, direction: way, ...(good === undefined ? {} : { good }), since }
}

const reasons: Record<string, string> = {
  'fx.rate_missing': 'An exchange rate is missing for this period, so there is no honest value.',
  'base.none': 'There is nothing to divide by in this period.',
  'period.future': 'This period has not begun.',
  'rows.none': 'There are no rows in this period.',
}
export function reasonShown(reason: string | null | undefined): string | undefined {
  return reason ? (reasons[reason] ?? reason) : undefined
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The first day of the month that lies `months` away from the month of `day`. */
export function monthStart(day: string, months = 0): string {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() + months)
  return at.toISOString().slice(0, 10)
}
