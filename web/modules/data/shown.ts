import {
  countText,
  dayText,
  type Delta,
  moneyText,
  monthOf,
  percentText,
  placesOf,
  type Span,
  type sameDays,
  titleOf,
} from '../../kit/index.ts'

export type Shape = { unit: string; rounding: number }
type More = { short?: boolean; sign?: boolean }

function isMoney(unit: string): boolean {
  return /^[A-Z]{3}$/.test(unit)
}

/** A figure's decimal text as its reader likes to see it. */
export function figureShown(value: string | null | undefined, shape: Shape, more: More = {}): string {
  return value === null || value === undefined ? '–' : numberShown(Number(value), shape, more)
}

export function numberShown(value: number, { unit, rounding }: Shape, more: More = {}): string {
  return minus(
    isMoney(unit)
      ? moneyText(Math.round(value * 10 ** placesOf(unit)), unit, more)
      : unit === 'ratio'
        ? percentText(value, { places: more.short ? 1 : Math.max(0, rounding - 2), ...(more.sign ? { sign: true } : {}) })
        : countText(value, { ...more, places: rounding }),
  )
}

/** The one figure: money to the unit, shares to a tenth of a percent. */
export function leadShown(value: string | null | undefined, { unit, rounding }: Shape): string {
  if (value === null || value === undefined) return '–'
  if (isMoney(unit)) return minus(moneyText(Math.round(Number(value) * 10 ** placesOf(unit)), unit, { whole: true }))
  return numberShown(Number(value), { unit, rounding: unit === 'ratio' ? Math.min(rounding, 3) : rounding })
}

/** A difference with its sign; between shares in points. */
export function changeShown(change: number, shape: Shape, more: { short?: boolean } = {}): string {
  if (shape.unit === 'ratio') return minus(`${countText(change * 100, { places: 1, sign: true })} points`)
  if (isMoney(shape.unit) && !more.short)
    return minus(moneyText(Math.round(change * 10 ** placesOf(shape.unit)), shape.unit, { whole: true, sign: true }))
  return numberShown(change, shape, { ...more, sign: true })
}

/** The same without a sign, for "… ahead of plan". */
export function gapShown(gap: number, shape: Shape): string {
  return changeShown(Math.abs(gap), shape, { short: true }).replace(/^\+/, '')
}

function minus(text: string): string {
  return text.replace(/^-/, '−')
}

/** Movements of recurring revenue are counted in whole months only; everything else by the day. */
export function inMonths(metric: { id: string }): boolean {
  return metric.id.startsWith('arr.')
}

export type Grain = 'day' | 'week' | 'month' | 'fiscal_quarter'

/** Days that a picture has room for as columns: beyond them they run together. */
const mostColumns = 120

/** By what a metric's course can be drawn over a span: movements by whole months, what flows by days only while each has a column. */
export function grainsFor(metric: { id: string; additivity: string }, { from, to }: Span): Grain[] {
  if (inMonths(metric)) return ['month', 'fiscal_quarter']
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  return metric.additivity === 'additive' && days > mostColumns
    ? ['week', 'month', 'fiscal_quarter']
    : ['day', 'week', 'month', 'fiscal_quarter']
}

/** "first 28 days of October", or the month's name where all of it is meant. */
export function likeWords(like: ReturnType<typeof sameDays>): string {
  const month = monthName(like.from)
  return like.whole ? month : `first ${like.days} days of ${month}`
}

const names = new Intl.DateTimeFormat(undefined, { month: 'long', timeZone: 'UTC' })

export function monthName(day: string): string {
  return names.format(new Date(`${day}T00:00:00Z`))
}

/** The fiscal year that a day lies in, half-open, and its name by the year it ends in. */
export function fiscalYearOf(day: string, end: string): Span & { label: string } {
  const first = monthOf(`2000-${end.slice(0, 2)}-01`, 1).slice(5, 7)
  const start = `${day.slice(0, 4)}-${first}-01`
  const from = start <= day ? start : monthOf(start, -12)
  const to = monthOf(from, 12)
  return { from, to, label: `FY${addDays(to, -1).slice(2, 4)}` }
}

const reasons: Record<string, string> = {
  'fx.rate_missing': 'An exchange rate is missing for this period, so there is no honest value.',
  'base.none': 'There is nothing to divide by in this period.',
  'period.future': 'This period has not begun.',
  'rows.none': 'There are no rows in this period.',
  'reach.none': 'There is nothing of it among the accounts that you may see.',
}
export function reasonShown(reason: string | null | undefined): string | undefined {
  return reason ? (reasons[reason] ?? reason) : undefined
}

/** Who answers for a definition: a person by name, a team as colleagues call it. */
export function ownerShown({ kind, name }: { kind: string; name: string }): string {
  if (kind !== 'team') return name
  return name === 'bizops' ? 'Business operations' : titleOf(name)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The same day `years` away; February 29 becomes the 28th where there is none. */
export function addYears(day: string, years: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCFullYear(at.getUTCFullYear() + years)
  if (at.getUTCDate() !== Number(day.slice(8))) at.setUTCDate(0)
  return at.toISOString().slice(0, 10)
}

/** The change from the last value but one to the last; nothing where there is no base. */
function deltaOf(values: (string | null)[], shape: Shape, direction: string, since: string): Delta | undefined {
  const known = values.filter((value) => value !== null).map(Number)
  const [before, now] = known.slice(-2)
  if (before === undefined || now === undefined) return undefined
  const change = now - before
  const way = change > 0 ? 'up' : change < 0 ? 'down' : 'flat'
  const good = change === 0 || direction === 'none' || direction === 'target' ? undefined : (direction === 'up') === change > 0
  return { text: changeShown(change, shape, { short: true }), direction: way, ...(good === undefined ? {} : { good }), since }
}

type Moved = Shape & {
  direction: string
  additivity: string
  incomplete: boolean
  trend: readonly { period: string; value: string | null }[]
}

/**
 * What one line says of a metric: one value, of which days it is, and its change, which is of the same days. A level is today's, with its
 * change since the end of the month before; what is counted over a month is the last whole month's, on the one before, since a month that
 * still runs is no match for a whole one. It is shown alone where there is no whole one.
 */
export function stood(metric: Moved): { value: string | null; of: string; change: Delta | undefined } {
  const { trend, incomplete, additivity, direction } = metric
  const level = additivity === 'semi'
  const whole = incomplete && !level ? trend.slice(0, -1) : trend
  const [last, before] = [whole.at(-1), whole.at(-2)]
  if (!last) {
    const running = trend.at(-1)
    return { value: running?.value ?? null, of: running ? `${monthShort(running.period)} so far` : '', change: undefined }
  }
  const of = level ? 'Today' : monthShort(last.period)
  if (!before) return { value: last.value, of, change: undefined }
  const since = level ? `since ${dayText(addDays(last.period, -1), 'short')}` : `on ${monthShort(before.period)}`
  return { value: last.value, of, change: deltaOf([before.value, last.value], metric, direction, since) }
}

const shortNames = new Intl.DateTimeFormat(undefined, { month: 'short', timeZone: 'UTC' })

function monthShort(day: string): string {
  return shortNames.format(new Date(`${day}T00:00:00Z`))
}
