import { decimal, roundedRatio } from '../../../kernel/money.ts'
import type { Day } from '../../../kernel/period.ts'
import { noWay, type MeasureStatus, type Status } from './measures.ts'

/** A step on the way: promised for a day, thought of for a day (its own while nobody says otherwise), done on a day. */
export type Milestone = { id: string; title: string; due: Day; forecast: Day | null; done: Day | null }

/** Share of the milestones that were done by a day, as decimal text to 4 places; null where there are none. */
export function doneShare(milestones: readonly Milestone[], day: Day): string | null {
  if (milestones.length === 0) return null
  return share(milestones.filter((one) => isDone(one, day)).length, milestones.length)
}

/**
 * Where a measure of milestones stands on a day. `target` is the share that is promised, 1 for all of them. Red where too few of them are
 * thought to be done by the measure's day; yellow where one is late or thought to be late; a day that was thought of and passed counts for
 * nothing, since nobody has said another one.
 */
export function milestonesStatus(milestones: readonly Milestone[], promise: { target: string; due: Day }, day: Day): MeasureStatus {
  const all = milestones.length
  if (all === 0) return { ...noWay, status: 'data_needed' }
  const done = milestones.filter((one) => isDone(one, day))
  const open = milestones.filter((one) => !isDone(one, day))
  const { digits, scale } = decimal(promise.target)
  const whole = 10n ** BigInt(scale)
  const reaches = (count: number) => BigInt(count) * whole >= digits * BigInt(all)
  // the share of the promise: count ÷ (target × all), never more than the whole of it is expected
  const part = (count: number): [bigint, bigint] => [BigInt(count) * whole, digits * BigInt(all)]
  const [num, den] = part(done.length)
  const wanted = milestones.filter((one) => one.due <= day).length
  const [asked] = part(wanted)
  const expected = day >= promise.due || asked > den ? den : asked
  const inTime = open.filter((one) => (thoughtOf(one, day) ?? '9999') <= promise.due).length
  const late = open.some((one) => one.due < day || (thoughtOf(one, day) ?? '9999') > one.due)
  const status: Status = reaches(done.length)
    ? 'reached'
    : day > promise.due
      ? 'missed'
      : !reaches(done.length + inTime)
        ? 'red'
        : late
          ? 'yellow'
          : 'green'
  const pace = expected === 0n ? '1.0000' : ratio(num, expected)
  return { ...noWay, progress: ratio(num, den), expected: ratio(expected, den), pace, status }
}

/** The path that the milestones promise: the share that is to be done from each of their days on. */
export function milestoneSteps(milestones: readonly Milestone[]): { date: Day; value: string }[] {
  const days = [...new Set(milestones.map(({ due }) => due))].toSorted()
  return days.map((date) => ({ date, value: share(milestones.filter(({ due }) => due <= date).length, milestones.length) }))
}

function isDone({ done }: Milestone, day: Day): boolean {
  return done !== null && done <= day
}

function thoughtOf({ due, forecast }: Milestone, day: Day): Day | null {
  const thought = forecast ?? due
  return thought < day ? null : thought
}

function share(count: number, all: number): string {
  return ratio(BigInt(count), BigInt(all))
}

function ratio(num: bigint, den: bigint): string {
  const digits = roundedRatio(num * 10_000n, den)
    .toString()
    .padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`
}
