import { type Day, daysBetween } from '../../../kernel/period.ts'
import type { ItemState } from './life.ts'

type Item = {
  id: string
  part: 'agenda' | 'issue'
  source: 'template' | 'hand' | 'scorecard' | 'carried'
  state: ItemState
  first_day: Day
  times_carried: number
}

/**
 * What goes on to the next meeting: what was raised and is neither done nor has gone on already. What the template lays out comes by itself.
 * An item that was carried is `carried` and stays so: it goes on once, whatever is closed or cancelled in which order.
 */
export function leftOver<T extends Item>(items: readonly T[]): T[] {
  return items.filter((one) => one.source !== 'template' && (one.state === 'open' || one.state === 'parked'))
}

/** The past of an item that is carried on. */
export function carriedOn({ id, first_day, times_carried }: Item) {
  return { carried_from: id, first_day, times_carried: times_carried + 1 }
}

/** Days since it was first raised, through all that it was carried over. */
export function ageOf(firstDay: Day, today: Day): number {
  return Math.max(0, daysBetween(firstDay, today))
}

type Date_ = { id: string; starts_at: Date; state: string }

/** Where what is left over goes: the next date after this one that can take it. */
export function nextDate<T extends Date_>(from: Pick<Date_, 'id' | 'starts_at'>, dates: readonly T[]): T | undefined {
  return dates
    .filter(({ id, state, starts_at }) => id !== from.id && (state === 'draft' || state === 'open') && starts_at > from.starts_at)
    .sort((a, b) => a.starts_at.getTime() - b.starts_at.getTime())[0]
}
