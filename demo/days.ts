import type { Day } from '../server/kernel/period.ts'
import { contractsDue } from '../server/modules/billing/index.ts'
import * as billing from '../server/modules/billing/contract.ts'
import { type Desk, together } from './desk.ts'
import { type Hand, moving } from './hands.ts'
import type { Happening } from './happening.ts'
import type { SalesFloor } from './sales.ts'
import type { Till } from './till.ts'
import type { Speaker } from '../server/kernel/demo.ts'

/** What everybody who lives the story knows of it. */
export type Calendar = { days: readonly Day[]; clockOf: (day: Day) => Date; happenings: (day: Day) => readonly Happening[] }

type Office = Calendar & {
  /** what colleagues do at the end of a day */
  evening: (day: Day) => Promise<void>
  /** a day behind which nothing else is under way while this is done */
  alone: { day: Day; run: () => Promise<void> }
  floor: SalesFloor
  lived: (day: Day) => void
}

/** So many deals and days at most is one hand ahead of the next. */
const [mostAhead, mostDays] = [1, 2]

/**
 * The company lives from day to day, as work goes through an office: two houses over one database, each at a day of its own, and a third at the
 * till (`liveAtTill`), in this process or another. In front accounts are opened and quotes made, and colleagues decide; at the till quotes are
 * accepted, paid and billed; late come licences and whatever else follows. Each takes deals and days in their order, and each series of numbers
 * belongs to one of them, so that every load gives the same numbers; but three deals are under way at a time, where one would wait for each
 * answer of the database. Who deals with a customer that is known waits for all that came before.
 */
export function liveInOffice(hands: { front: Hand; late: Hand }, desk: Desk, office: Office): Promise<void> {
  return together(desk, [prepareAll(hands.front, desk, office), followAll(hands.late, desk, office)])
}

async function prepareAll(hand: Hand, desk: Desk, { days, clockOf, happenings, evening, alone, floor }: Office): Promise<void> {
  let place = 0
  for (const [n, day] of days.entries()) {
    await desk.until('backed', n - 1 - mostDays)
    hand.at(clockOf(day))
    desk.say({ mark: 'begun', n })
    for (const happening of happenings(day)) {
      await desk.until('carried', place - 1 - mostAhead)
      if (floor.restsOnEarlier(happening)) await Promise.all([desk.until('morning', n), desk.until('carried', place - 1)])
      const deal = await floor.prepare(happening)
      await hand.settled()
      desk.say({ mark: 'prepared', n: place, deal })
      place += 1
    }
    await evening(day)
    await hand.settled()
    desk.say({ mark: 'fronted', n })
    if (day !== alone.day) continue
    await desk.until('followed', n)
    await alone.run()
    await hand.settled()
  }
}

async function followAll(hand: Hand, desk: Desk, { days, clockOf, lived }: Office): Promise<void> {
  const others = hand.house.listeners.map(({ name }) => name).filter((name) => !moving.includes(name))
  for (const [n, day] of days.entries()) {
    await desk.until('backed', n)
    hand.at(clockOf(day))
    if (desk.busy[n]) await hand.house.deliver(undefined, others)
    desk.say({ mark: 'followed', n })
    lived(day)
  }
  await hand.settled()
}

/** Who accepts, bills and takes money behind the office. */
export function liveAtTill(hand: Hand, desk: Desk, till: Calendar & { till: Till; finance: Speaker }): Promise<void> {
  return together(desk, [carryOutAll(hand, desk, till)])
}

async function carryOutAll(
  hand: Hand,
  desk: Desk,
  { days, clockOf, happenings, till, finance }: Calendar & { till: Till; finance: Speaker },
): Promise<void> {
  let place = 0
  for (const [n, day] of days.entries()) {
    await Promise.all([desk.until('begun', n), desk.until('followed', n - 1 - mostDays)])
    hand.at(clockOf(day))
    // the hourly run of a day on which nothing is due does nothing
    const due = (await hand.house.open(contractsDue)) > 0
    if (due) {
      await finance.say(billing.runsStart, { kind: 'billing' })
      await hand.house.deliver(undefined, moving)
      await hand.settled()
    }
    desk.say({ mark: 'morning', n })
    const deals = happenings(day).length
    for (const last = place + deals; place < last; place += 1) {
      await desk.until('prepared', place)
      const deal = desk.deals[place]
      if (!deal) throw new Error(`nobody prepared deal ${place}`)
      const held = await till.carryOut(deal)
      await hand.settled()
      desk.say({ mark: 'carried', n: place, customer: deal.buyer.index, held })
    }
    const paid = await till.receiveMoney(day)
    await hand.settled()
    await desk.until('fronted', n)
    desk.say({ mark: 'backed', n, busy: due || paid + deals > 0 })
  }
}
