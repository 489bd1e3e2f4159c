import type { ReactNode } from 'react'
import type { Point } from './lines.ts'

/** What every chart has: its name, how its values read, and the head above it. */
export type Look = {
  /** the name of what is drawn, said to readers who cannot see it */
  title: string
  /** the page says title and value itself: only the legend and the choices stand above */
  bare?: boolean | undefined
  note?: ReactNode
  /** a value in full: beside the reading point, in the table */
  format: (value: number) => string
  /** and on the axis, at the ends of lines; default `format` */
  short?: ((value: number) => string) | undefined
  height?: number | undefined
  actions?: ReactNode
  /** the sentence that stands in place of an empty chart */
  empty?: string | undefined
}

export type Line = { label: string; points: Point[] }
/** A numbered mark of something that happened; its words stand in a list below the chart. */
type Pin = { day: string; title: ReactNode; note?: ReactNode }
/** A value that was foretold, with its band where there is one. */
export type Foretold = { day: string; value: number; low?: number; high?: number }
/** Only what was really foretold: the line, its band, and whose word it is or how often it was right ("right 8 times in 10"). */
type Forecast = { label: string; words: string; points: Foretold[] }

export type ChartProps = Look & {
  actual: Line
  /** where the true value of each point lies, as an area behind the line */
  range?: { label: string; points: { day: string; low: number; high: number }[] } | undefined
  /** what was promised; the gap to it is filled */
  plan?: Line | undefined
  forecast?: Forecast | undefined
  /** the same days of another period, laid onto the days of this one */
  ghost?: Line | undefined
  /** first day of the axis and the day after its last; by themselves they hold all points */
  from?: string | undefined
  to?: string | undefined
  /** a line stands here, and the point of this day has the only dot */
  today?: string | undefined
  /** which way is ahead of the plan */
  better?: 'up' | 'down' | undefined
  /** the axis starts at zero, or not; left out, it does unless the course would be lost */
  zero?: boolean | undefined
  pins?: Pin[] | undefined
  /** how a point's day reads: `(day) => dayText(day, 'month')` */
  formatX?: ((day: string) => string) | undefined
  onPick?: ((day: string) => void) | undefined
}

/** One row of a table twin and of the CSV. */
type TwinRow = { name: string; values: (number | null)[] }
/** `plain`: the columns that only count, whatever the chart's own values are in */
export type Twin = { first: string; columns: string[]; plain?: readonly number[]; rows: TwinRow[] }
