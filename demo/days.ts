import type { Day } from '../server/kernel/period.ts'
import { contractsDue } from '../server/modules/billing/index.ts'
import * as billing from '../server/modules/billing/contract.ts'
import { type Hand, moving, openProgress, type Progress } from './hands.ts'
import type { Happening } from './happening.ts'
import type { SalesFloor } from './sales.ts'
import type { Speaker } from '../server/kernel/demo.ts'

/** Three houses over one database, each at a day of its own. */
export type Hands = { front: Hand; back: Hand; late: Hand }

type Living = {
  days: readonly Day[]
  clockOf: (day: Day) => Date
  happenings: (day: Day) => readonly Happening[]
  /** what colleagues do at the end of a day */
  evening: (day: Day) => Promise<void>
  /** a day behind which nothing else is under way while this is done */
  alone: { day: Day; run: () => Promise<void> }
  floor: SalesFloor
  finance: Speaker
  lived: (day: Day) => void
}

/** So many deals and days at most is one hand ahead of the next. */
const [mostAhead, mostDays] = [1, 2]

/**
 * The company lives from day to day, as work goes through an office. In front accounts are opened and quotes made, and colleagues decide; behind
 * them quotes are accepted, paid and billed; last come licences and whatever else follows. Each takes deals and days in their order, and each
 * series of numbers belongs to one of them, so that every load gives the same numbers; but three deals are under way at a time, where one
 * would wait for each answer of the database. Who deals with a customer that is known waits for all that came before.
 */
export async function live(hands: Hands, living: Living): Promise<void> {
  const [begun, prepared, carried] = [openProgress(), openProgress(), openProgress()]
  const marks: Marks = {
    begun,
    prepared,
    carried,
    morning: openProgress(),
    fronted: openProgress(),
    backed: openProgress(),
    followed: openProgress(),
  }
  const desk: Desk = { deals: [], busy: [] }
  const guarded = async (work: Promise<void>) => {
    try {
      await work
    } catch (error) {
      for (const mark of Object.values(marks)) mark.fail(error)
      throw error
    }
  }
  const parts = [
    prepareAll(hands.front, living, marks, desk),
    carryOutAll(hands.back, living, marks, desk),
    followAll(hands.late, living, marks, desk),
  ]
  const ended = await Promise.allSettled(parts.map(guarded))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

type Marks = Record<'begun' | 'prepared' | 'carried' | 'morning' | 'fronted' | 'backed' | 'followed', Progress>
/** What was prepared, in the order of the deals, and on which days something was done that others hear of. */
type Desk = { deals: (() => Promise<void>)[]; busy: boolean[] }

async function prepareAll(
  hand: Hand,
  { days, clockOf, happenings, evening, alone, floor }: Living,
  marks: Marks,
  desk: Desk,
): Promise<void> {
  for (const [n, day] of days.entries()) {
    await marks.backed.until(n - 1 - mostDays)
    hand.at(clockOf(day))
    marks.begun.reach(n)
    for (const happening of happenings(day)) {
      const place = desk.deals.length
      await marks.carried.until(place - 1 - mostAhead)
      if (floor.restsOnEarlier(happening)) await Promise.all([marks.morning.until(n), marks.carried.until(place - 1)])
      const deal = await floor.prepare(happening)
      await hand.settled()
      desk.deals.push(deal)
      marks.prepared.reach(place)
    }
    await evening(day)
    await hand.settled()
    marks.fronted.reach(n)
    if (day !== alone.day) continue
    await marks.followed.until(n)
    await alone.run()
    await hand.settled()
  }
}

async function carryOutAll(hand: Hand, { days, clockOf, happenings, floor, finance }: Living, marks: Marks, desk: Desk): Promise<void> {
  let place = 0
  for (const [n, day] of days.entries()) {
    await Promise.all([marks.begun.until(n), marks.followed.until(n - 1 - mostDays)])
    hand.at(clockOf(day))
    // the hourly run of a day on which nothing is due does nothing
    const due = (await hand.house.open(contractsDue)) > 0
    if (due) {
      await finance.say(billing.runsStart, { kind: 'billing' })
      await hand.house.deliver(undefined, moving)
      await hand.settled()
    }
    marks.morning.reach(n)
    const deals = happenings(day).length
    for (const last = place + deals; place < last; place += 1) {
      await marks.prepared.until(place)
      await desk.deals[place]?.()
      await hand.settled()
      marks.carried.reach(place)
    }
    const paid = await floor.receiveMoney(day)
    await hand.settled()
    desk.busy[n] = due || paid + deals > 0
    await marks.fronted.until(n)
    marks.backed.reach(n)
  }
}

async function followAll(hand: Hand, { days, clockOf, lived }: Living, marks: Marks, desk: Desk): Promise<void> {
  const others = hand.house.listeners.map(({ name }) => name).filter((name) => !moving.includes(name))
  for (const [n, day] of days.entries()) {
    await marks.backed.until(n)
    hand.at(clockOf(day))
    if (desk.busy[n]) await hand.house.deliver(undefined, others)
    marks.followed.reach(n)
    lived(day)
  }
  await hand.settled()
}
