import type { Day } from '../server/kernel/period.ts'

export type Edition = 'harbor-professional' | 'harbor-enterprise' | 'harbor-advanced'

/** One thing that happens on a day; the loader carries it out through the real commands. */
export type Happening =
  | { day: Day; kind: 'buys'; customer: number; edition: Edition; seats: number; per: 'year' | 'month'; firstCardDeclined: boolean }
  | { day: Day; kind: 'signs'; customer: number; edition: Edition; seats: number; months: number; discount: string }
  | { day: Day; kind: 'asks'; customer: number; edition: Edition; seats: number }
  | { day: Day; kind: 'adds'; customer: number; seats: number }
  | { day: Day; kind: 'renews'; customer: number; seats?: number }
  | { day: Day; kind: 'lapses'; customer: number }
  | { day: Day; kind: 'ends'; customer: number }
