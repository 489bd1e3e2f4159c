import { csvCell } from '../csv.ts'
import { numberOf } from './days.ts'
import { heightAt, knotsOf } from './lines.ts'
import type { ChartProps, Foretold, Twin } from './props.ts'

/** A chart's own figures as a table: a row for each day that has a point, the promise read on it. */
export function twinOf({ actual, plan, forecast, ghost, range, formatX = (day) => day }: ChartProps): Twin {
  const later = forecast?.points ?? []
  const others = [plan, ghost].filter((line) => line !== undefined)
  const lines = [actual, ...others].map(({ label, points }) => ({
    label,
    knots: knotsOf(points),
    known: new Map(points.map((one) => [one.day, one.value])),
  }))
  const days = [...new Set([...actual.points, ...(ghost?.points ?? []), ...later].map((point) => point.day))].sort()
  return {
    first: 'When',
    columns: [
      ...lines.map((line) => line.label),
      ...(range ? ['from', 'to'] : []),
      ...(forecast ? [forecast.label, ...(hasBand(later) ? ['from', 'to'] : [])] : []),
    ],
    rows: days.map((day) => ({
      name: formatX(day),
      values: [
        ...lines.map(({ known, knots }, index) => known.get(day) ?? (index === 0 ? null : (heightAt(knots, numberOf(day)) ?? null))),
        ...(range ? rangeOn(range.points, day) : []),
        ...(forecast ? foretold(later, day) : []),
      ],
    })),
  }
}

function rangeOn(points: readonly { day: string; low: number; high: number }[], day: string): (number | null)[] {
  const found = points.find((point) => point.day === day)
  return [found?.low ?? null, found?.high ?? null]
}

function foretold(points: Foretold[], day: string): (number | null)[] {
  const found = points.find((point) => point.day === day)
  return [found?.value ?? null, ...(hasBand(points) ? [found?.low ?? null, found?.high ?? null] : [])]
}

/** A forecast without a band is a line alone. */
export function hasBand(points: readonly Foretold[]): boolean {
  return points.some(({ low }) => low !== undefined)
}

/** The same as CSV with plain numbers. A text that a spreadsheet would take for a formula is only text. */
export function csvOf({ first, columns, rows }: Twin): string {
  const lines = [[first, ...columns], ...rows.map((row) => [row.name, ...row.values.map((value) => (value === null ? '' : String(value)))])]
  return lines.map((line) => line.map(csvCell).join(',')).join('\r\n')
}
