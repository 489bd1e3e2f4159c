import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Open } from '../../kernel/context.ts'
import { type Ledger, openLedger } from '../../../test/cast/ledger.ts'
import { lookAround } from './commands/daily.ts'
import * as promise from './contract.ts'

/** The daily look takes its decisions one by one, from a list that was read before: whatever ended in between is left as it is. */
let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger?.cast.close())

test('a decision that is withdrawn between the list and its turn is neither reminded of nor given anybody’s silence', async () => {
  const { id, number } = await ledger.opened()
  ledger.at('2026-06-24')
  let turns = 0
  // the first turn reads the list; then somebody takes the decision back
  const slow: Open = async (work) => {
    const done = await ledger.cast.open(work)
    turns += 1
    if (turns === 1) await ledger.as('ilse').call(promise.decisionsWithdraw, { id, reason: 'Another way was found' })
    return done
  }
  expect(await lookAround(slow)).toMatchObject({ failed: 0 })
  expect((await ledger.trail(id)).at(-1)).toBe('decisions.decision.withdrawn')
  const all = await Promise.all(['mara', 'sol', 'ilse'].map((who) => ledger.told(who, 'decisions.decision.overdue')))
  expect(all.flat().filter(({ text }) => text.includes(number))).toEqual([])
})
