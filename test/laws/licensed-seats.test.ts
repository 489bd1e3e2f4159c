import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber, dayText } from '../../server/modules/billing/rules/engine/days.ts'
import { readContract } from '../../server/modules/billing/rules/engine/read.ts'
import type { Change, ContractTerms } from '../../server/modules/billing/rules/engine/shapes.ts'
import { itemRows } from '../../server/modules/billing/rules/engine/state.ts'
import { readTerms } from '../../server/modules/billing/rules/engine/terms.ts'
import { type Segment, segmentsOf } from '../../server/modules/billing/rules/segments.ts'
import { filesDue, inForceOn, type LineLicence } from '../../server/modules/licensing/rules/segments.ts'
import { statusAt } from '../../server/modules/licensing/rules/status.ts'

/**
 * The law of licences: on every day the licence in force carries the seats of the contract's fold on that day. Contracts of short terms
 * are lived day by day: changes are recorded in any order, billing announces the fold when one is recorded and when one begins, and
 * licensing issues what it finds due.
 */

const start = '2026-01-10'
const termDays = 24
const lived = 80
const plan = 'enterprise'

/** Days counted from the start; calendar arithmetic is not what this test is about, and would be most of its time. */
const addDays = (day: string, days: number) => dayText(dayNumber(day) + days)
const instant = (day: string) => new Date(`${day}T00:00:00Z`)

type Deed = { on: number; kind: 'seats' | 'renew'; delta: number; ahead: number; quantity: number | undefined }
const deed: fc.Arbitrary<Deed> = fc.record({
  on: fc.nat(lived),
  kind: fc.constantFrom('seats' as const, 'seats' as const, 'renew' as const),
  delta: fc.integer({ min: -9, max: 9 }).filter((delta) => delta !== 0),
  ahead: fc.constantFrom(0, 0, 0, 2, 9, 30),
  quantity: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
})
const story = fc.record({ seats: fc.integer({ min: 10, max: 30 }), early: fc.nat(5), deeds: fc.array(deed, { maxLength: 9 }) })

test('on every day the licence in force carries the seats of the fold', () => {
  let files = 0
  fc.assert(
    fc.property(story, ({ seats, early, deeds }) => {
      const changes: Change[] = []
      const line: LineLicence[] = []
      let end = addDays(start, termDays)
      let folded: Segment[] = []
      for (let n = -early; n <= lived; n += 1) {
        const day = addDays(start, n)
        const tells = n === -early || changes.some((change) => change.effective === day)
        const recorded = deeds.filter((one) => one.on === n).flatMap((one) => record(one, day))
        if (n === -early || recorded.length > 0) folded = fold(day)
        if (tells || recorded.length > 0) line.push(...issued(folded, day))
        const now = folded.find((one) => one.from <= day && day < one.to)
        const counts = inForceOn(line, day)
        if (now && counts?.seats !== now.seats) throw new Error(`${day}: ${counts?.seats} seats in force, ${now.seats} sold`)
        const shown = withStatus(day)
        if (line.some((one, at) => (one === counts) !== shown[at]))
          throw new Error(`${day}: another licence is shown than the one in force`)
      }
      files += line.length

      /** A change as a command would record it, if the fold can take it. */
      function record(one: Deed, day: string): Change[] {
        const change: Change =
          one.kind === 'renew'
            ? {
                kind: 'renew',
                effective: end,
                end: addDays(end, termDays),
                recorded: day,
                ...(one.quantity !== undefined && { items: [{ id: 'seats', quantity: String(one.quantity) }] }),
              }
            : { kind: 'seats', item: 'seats', add: String(one.delta), effective: effectiveOf(one, day), recorded: day }
        if (change.kind === 'renew' ? day > addDays(end, 5) : change.effective >= end || day >= end) return []
        changes.push(change)
        try {
          const last = fold(day).at(-1)
          if (!last) throw new Error('no seats')
        } catch {
          // fewer seats than there are: a command refuses it too
          changes.pop()
          return []
        }
        if (change.kind === 'renew') end = change.end
        return [change]
      }

      function fold(day: string): Segment[] {
        const contract: ContractTerms = {
          currency: 'EUR',
          start,
          end: addDays(start, termDays),
          items: [{ id: 'seats', product: 'enterprise', quantity: String(seats), unit_price: '12.00', per: 'year' }],
          changes,
        }
        const terms = readTerms(contract)
        return segmentsOf(itemRows(terms, readContract(terms, dayNumber(day)).timelines, []))
      }

      function issued(segments: Segment[], day: string): LineLicence[] {
        return filesDue(segments, line, plan, day).map(({ from, to, seats: count }) => ({ seats: count, plan, startsOn: from, endsOn: to }))
      }

      /** What lists and pages derive from instants and serials says the same. */
      function withStatus(day: string): boolean[] {
        const times = line.map(({ startsOn, endsOn }) => {
          return { startsAt: instant(startsOn), expiresAt: instant(endsOn), graceUntil: instant(addDays(endsOn, 10)), terminateAt: null }
        })
        return times.map((one, at) => {
          const { state } = statusAt(one, times.slice(at + 1), times.slice(0, at), instant(day))
          return state === 'active' || state === 'expiring'
        })
      }
    }),
    { numRuns: 3000 },
  )
  // most stories have more than one file, or the law would say little
  expect(files).toBeGreaterThan(7500)
})

function effectiveOf(one: Deed, day: string): string {
  const wished = addDays(day, one.ahead)
  return wished < start ? start : wished
}
