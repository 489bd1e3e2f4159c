import { describe, expect, test } from 'vitest'
import { heldLedger } from '../../../test/cast/decisions.ts'
import { killedAtItsEvent } from '../../../test/cast/kill.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { groupCreate, personDepart } from '../people/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, who, opened, decide, answer, party, trail, at } = heldLedger()
const pool = () => ledger.cast.house.db.pool

const withAction = { no_actions: undefined, actions: [{ text: 'Say it on the price page', dri: '', due: '2026-06-30' }] }
const acting = () => ({ ...withAction, actions: withAction.actions.map((one) => ({ ...one, dri: who('sol') })) })

/** What deciding writes, wherever it stands. */
async function traces(id: string) {
  const { rows } = await pool().query(
    `select (select state from decisions.decision where id = $1::uuid) as state,
       (select count(*)::int from decisions.action where origin ->> 'id' = $1::text) as actions,
       (select count(*)::int from kernel.outbox where name = 'decisions.decision.decided' and payload ->> 'decision_id' = $1::text) as events`,
    [id],
  )
  return { ...rows[0], trail: (await trail(id)).filter((action) => action === 'decisions.decision.decided').length }
}

describe('when something goes wrong with a decision', () => {
  test('of two clicks of the decider at once one decides, and the other is told that it is decided', async () => {
    const { id } = await opened()
    await answer('sol', id, 'support')
    const clicks = await Promise.all([
      codeOf(decide('mara', id, acting())),
      codeOf(decide('mara', id, { ...acting(), text: 'Yes, at once.' })),
    ])
    expect(clicks.sort()).toEqual(['answered', 'decision.wrong_state'])
    expect(await traces(id)).toEqual({ state: 'performing', actions: 1, events: 1, trail: 1 })
  })

  test('killed while deciding it is as it was, in all its parts; the same key then decides it once', async () => {
    const { id } = await opened()
    await answer('sol', id, 'support')
    const before = await traces(id)
    const press = () =>
      as('mara').call(promise.decisionsDecide, { id, text_no: 1, outcome: 'accept', text: 'Yes.', ...acting() }, { key: 'the-one-press' })
    expect(await killedAtItsEvent(ledger.cast, press)).toBe('killed')
    expect(await traces(id)).toEqual(before)
    await press()
    await press()
    expect(await traces(id)).toEqual({ state: 'performing', actions: 1, events: 1, trail: 1 })
  })

  test('a group without anybody is asked nothing; one with a lead is that lead', async () => {
    const admin = ledger.cast.as('admin')
    const nobody = await admin.call(groupCreate, { name: 'Nobody yet', short_name: 'NOBODY', kind: 'body' })
    const led = await admin.call(groupCreate, { name: 'One to come', short_name: 'TOCOME', kind: 'body', lead_id: who('farid') })
    const asking = (group_id: string) => ({ parties: [party('D', 'mara'), { letter: 'I', group_id }] })
    expect(await codeOf(opened(asking(nobody.id)))).toBe('rapid.empty_group')
    const { id } = await opened(asking(led.id))
    await answer('farid', id, 'support')
    expect((await as('mara').call(promise.decisionsGet, { id })).state).toBe('ready')
  })

  test('a clock that goes back leaves what happened in the order in which it happened', async () => {
    at('2026-06-17')
    const { id } = await opened({ need_by: '2026-06-24' })
    await answer('sol', id, 'concern', { text: 'Watch the chargebacks' })
    at('2026-06-16')
    await answer('sol', id, 'support')
    await decide('mara', id)
    const { parties } = await as('mara').call(promise.decisionsGet, { id })
    // the later word counts, whatever the clock said of it
    expect(parties.find(({ letter }) => letter === 'I')).toMatchObject({ state: 'answered', stance: 'support' })
    expect((await trail(id)).at(-1)).toBe('decisions.decision.decided')
    at('2026-06-15')
  })

  test('the decider leaves: it stays to be read and is decided by nobody in that name', async () => {
    const { id } = await opened({ parties: [party('D', 'noa'), party('I', 'sol')] })
    await answer('sol', id, 'support')
    await ledger.cast.as('admin').call(personDepart, { id: who('noa'), reason: 'Moves on' })
    await ledger.cast.drain()
    expect(await codeOf(decide('mara', id))).toBe('decision.not_decider')
    expect((await as('ilse').call(promise.decisionsGet, { id })).state).toBe('ready')
  })
})
