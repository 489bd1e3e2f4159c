import type { ReactNode } from 'react'

export type Series = { key: string; label: string; color?: string }
export type ChartRow = { x: string } & Record<string, string | number | null>

export type ChartProps = {
  title: string
  note?: ReactNode
  rows: ChartRow[]
  series: Series[]
  /** how a value reads in full: in the tip and the table */
  format: (value: number) => string
  /** how it reads on the axis; default `format` */
  short?: (value: number) => string
  /** how an x reads: `(day) => dayText(day, 'month')` */
  formatX?: (x: string) => string
  height?: number
  onPick?: (x: string) => void
  actions?: ReactNode
}
