import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../server/kernel/period.ts'
import { liveAtTill, liveInOffice } from './days.ts'
import { type Deal, type Desk, openDesk, together, type Word } from './desk.ts'
import type { Happening } from './happening.ts'
import type { Hand } from './hands.ts'

const from = '2026-01-01'
const dayOf = (place: number) => addDays(from, place)

/** What is done in each hand, with the day that its clock shows; every step takes some time. */
function threeHands(waits: readonly number[], due: (day: string) => boolean) {
  const done: { hand: string; what: string; clock: string }[] = []
  let step = 0
  const work = async (hand: string, what: string, clock: string) => {
    step += 1
    await pause(waits[step % Math.max(1, waits.length)] ?? 0)
    done.push({ hand, what, clock })
  }
  const clocks: Record<string, string> = {}
  const hand = (name: string) =>
    ({
      house: {
        listeners: [{ name: 'billing.collect' }, { name: 'licensing.entitlement' }],
        open: async () => (due(clocks[name] ?? '') ? 1 : 0),
        deliver: (_more: undefined, only: readonly string[]) => work(name, `deliver ${only.join(' ')}`, clocks[name] ?? ''),
      },
      at: (when: Date) => {
        clocks[name] = when.toISOString().slice(0, 10)
      },
      settled: async () => undefined,
      close: async () => undefined,
    }) as unknown as Hand
  const hands = { front: hand('front'), back: hand('back'), late: hand('late') }
  return { hands, done, work, clocks }
}

/** Desks in two processes: what is said at one comes to the other as a copy, later and in order. */
function twoDesks(): [Desk, Desk] {
  const wire = (there: () => Desk) => {
    let sent = Promise.resolve()
    return (word: Word) => {
      const copy = structuredClone(word)
      sent = sent.then(() => pause(0)).then(() => there().hear(copy))
    }
  }
  const office: Desk = openDesk(wire(() => till))
  const till: Desk = openDesk(wire(() => office))
  return [office, till]
}

type Plan = {
  deals: readonly (readonly { known: boolean }[])[]
  due: readonly boolean[]
  waits: readonly number[]
  alone: number
  apart: boolean
}

async function lived({ deals, due, waits, alone, apart }: Plan, fails?: string) {
  const { hands, done, work, clocks } = threeHands(waits, (day) => due[deals.findIndex((_, n) => dayOf(n) === day)] ?? false)
  const days = deals.map((_, n) => dayOf(n))
  let number = 0
  const happenings = deals.map((list, n) =>
    list.map(({ known }) => ({ day: dayOf(n), kind: known ? 'adds' : 'buys', customer: number++ }) as Happening),
  )
  const said = (hand: string, what: string) => {
    if (what === fails) throw new Error(`${what} fails`)
    return work(hand, what, clocks[hand] ?? '')
  }
  const calendar = {
    days,
    clockOf: (day: string) => new Date(`${day}T17:00:00Z`),
    happenings: (day: string) => happenings[days.indexOf(day)] ?? [],
  }
  const one = openDesk()
  const [office, till] = apart ? twoDesks() : [one, one]
  const parts = [
    liveInOffice(hands, office, {
      ...calendar,
      evening: (day) => said('front', `evening ${day}`),
      alone: { day: dayOf(alone), run: () => said('front', 'alone') },
      floor: {
        restsOnEarlier: ({ kind }) => kind === 'adds',
        prepare: async (happening) => {
          const { customer } = happening
          if (happening.kind === 'adds' && customer > 0) expect(office.held.get(customer - 1)).toEqual({ ordered: [`O-${customer - 1}`] })
          await said('front', `quote ${customer}`)
          return { happening, buyer: { index: customer } } as Deal
        },
      },
      lived: () => undefined,
    }),
    liveAtTill(hands.back, till, {
      ...calendar,
      till: {
        carryOut: async ({ happening: { customer } }) => said('back', `order ${customer}`).then(() => ({ ordered: [`O-${customer}`] })),
        receiveMoney: async (day) => said('back', `money ${day}`).then(() => 0),
      },
      finance: { say: async () => said('back', 'run') } as never,
    }),
  ]
  // of two processes each hears that the other has ended, and ends
  for (const part of parts)
    part.catch((error: unknown) => {
      for (const desk of [office, till]) desk.fail(error)
    })
  await together(office, parts)
  return { done, happenings: happenings.flat() }
}

const plans = fc.integer({ min: 1, max: 8 }).chain((length) =>
  fc.record({
    deals: fc.array(fc.array(fc.record({ known: fc.boolean() }), { maxLength: 3 }), { minLength: length, maxLength: length }),
    due: fc.array(fc.boolean(), { minLength: length, maxLength: length }),
    waits: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 7 }),
    alone: fc.integer({ min: 0, max: length - 1 }),
    apart: fc.boolean(),
  }),
)

test('however long each step takes, every hand does the same in the same order, each thing on its day', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const [slow, quick] = [await lived(plan), await lived({ ...plan, waits: [] })]
      for (const hand of ['front', 'back', 'late'])
        expect(slow.done.filter((one) => one.hand === hand)).toEqual(quick.done.filter((one) => one.hand === hand))
      for (const { day, customer } of slow.happenings)
        for (const what of [`quote ${customer}`, `order ${customer}`])
          expect(slow.done.filter((one) => one.what === what).map(({ clock }) => clock)).toEqual([day])
    }),
    { numRuns: 60 },
  )
})

test('a deal with a known customer is prepared when all that came before is done, and nothing is under way beside what is alone', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const { done, happenings } = await lived(plan)
      const at = (what: string) => done.findIndex((one) => one.what === what)
      for (const { kind, customer } of happenings) {
        expect(at(`quote ${customer}`)).toBeLessThan(at(`order ${customer}`))
        if (kind === 'adds' && customer > 0) expect(at(`order ${customer - 1}`)).toBeLessThan(at(`quote ${customer}`))
      }
      const [before, after] = [done.slice(0, at('alone')), done.slice(at('alone') + 1)]
      const last = dayOf(plan.alone)
      expect(before.every(({ clock }) => clock <= last)).toBe(true)
      expect(after.every(({ clock }) => clock > last)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('what fails in one hand ends the others', async () => {
  const plan: Plan = {
    deals: [[{ known: false }], [{ known: true }], [{ known: false }]],
    due: [true, false, true],
    waits: [1],
    alone: 1,
    apart: false,
  }
  for (const what of ['quote 1', 'order 0', 'evening 2026-01-02', 'alone', 'money 2026-01-01', 'run'])
    for (const apart of [false, true]) await expect(lived({ ...plan, apart }, what)).rejects.toThrow(`${what} fails`)
})
