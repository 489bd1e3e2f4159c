import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Ledger, openLedger } from '../../../test/cast/ledger.ts'
import { delegationCreate } from '../people/contract.ts'
import { lookAround } from './commands/daily.ts'
import * as promise from './contract.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
  await ledger.as('sol').call(delegationCreate, { to_id: ledger.id('cato'), what: ['actions', 'decisions'], until_day: '2026-07-31' })
  await ledger.as('mara').call(delegationCreate, { to_id: ledger.id('noa'), what: ['decisions'], until_day: '2026-07-31' })
})
beforeEach(() => ledger.at('2026-06-15'))
afterAll(() => ledger?.cast.close())

const opened = (dri: string, due = '2026-06-19') =>
  ledger.as('ilse').call(promise.actionsCreate, { text: 'Paint the hull', dri: ledger.id(dri), due })
const toldOf = async (who: string, reason: string, number: string) =>
  (await ledger.told(who, reason))
    .filter(({ done_at }) => done_at === null)
    .map(({ text }) => text)
    .filter((text) => text.startsWith(number))
const after = async (id: string, action: string) =>
  (await ledger.cast.house.db.pool.query('select after from kernel.audit where subject_id = $1 and action = $2', [id, action])).rows[0]
    ?.after

test('what falls to one who is away reaches whoever stands in, who may move and close it; the trail says in whose place', async () => {
  const { id, number } = await opened('sol')
  expect(await toldOf('sol', 'decisions.action.assigned', number)).toEqual([`${number} is yours: Paint the hull`])
  expect(await toldOf('cato', 'decisions.action.assigned', number)).toEqual([`${number} is yours: Paint the hull (in the place of sol)`])
  ledger.at('2026-06-20')
  await lookAround(ledger.cast.open)
  const late = `${number} was due on 2026-06-19: Paint the hull`
  expect(await toldOf('sol', 'decisions.action.overdue', number)).toEqual([late])
  expect(await toldOf('cato', 'decisions.action.overdue', number)).toEqual([`${late} (in the place of sol)`])
  const cato = ledger.as('cato')
  expect((await cato.call(promise.actionsGet, { id })).may).toHaveLength(3)
  await cato.call(promise.actionsChange, { id, due: '2026-06-30' })
  await cato.call(promise.actionsComplete, { id })
  expect(await after(id, 'decisions.action.changed')).toMatchObject({ in_place_of: 'sol' })
  expect(await after(id, 'decisions.action.done')).toMatchObject({ in_place_of: 'sol' })
  expect(await toldOf('cato', 'decisions.action.overdue', number), 'and nobody is asked any more').toEqual([])
  const own = await opened('cato', '2026-06-30')
  await cato.call(promise.actionsComplete, { id: own.id })
  expect(await after(own.id, 'decisions.action.done')).not.toHaveProperty('in_place_of')
})

test('for another thing than actions nobody sees to them, and whoever opened it is not told of it twice', async () => {
  const { id, number } = await opened('mara')
  expect(await toldOf('noa', 'decisions.action.assigned', number)).toEqual([])
  expect((await ledger.as('noa').call(promise.actionsGet, { id })).may).toEqual([])
  await expect(ledger.as('noa').call(promise.actionsComplete, { id })).rejects.toMatchObject({ code: 'action.not_yours' })
  const own = await ledger.as('cato').call(promise.actionsCreate, { text: 'Count the oars', dri: ledger.id('sol'), due: '2026-06-30' })
  expect(await toldOf('cato', 'decisions.action.assigned', own.number)).toEqual([])
})

test('of what is for the few whoever stands in is not told', async () => {
  const { party } = ledger
  const few = await ledger.opened({ audience: 'restricted', parties: [party('D', 'ilse'), party('I', 'sol')] })
  expect(await toldOf('sol', 'decisions.answer.asked', few.number)).toHaveLength(1)
  expect(await toldOf('cato', 'decisions.answer.asked', few.number)).toEqual([])
})

test('who stands in is asked to answer and to decide, and reminded; not where they have a part of their own', async () => {
  const { party } = ledger
  const asks = (one: { number: string }, place = '') => [`${one.number} asks you to say what you think: ${one_issue}${place}`]
  const one_issue = 'May a customer buy up to $10,000 alone?'
  const a = await ledger.opened()
  expect(await toldOf('cato', 'decisions.answer.asked', a.number)).toEqual(asks(a, ' (in the place of sol)'))
  await ledger.answer('cato', a.id, 'support')
  expect(await toldOf('cato', 'decisions.answer.asked', a.number)).toEqual([])
  const waits = `${a.number} waits for you to decide: ${one_issue}`
  expect(await toldOf('mara', 'decisions.decision.waits', a.number)).toEqual([waits])
  expect(await toldOf('noa', 'decisions.decision.waits', a.number)).toEqual([`${waits} (in the place of mara)`])
  const part = await ledger.opened({ parties: [party('D', 'cato'), party('I', 'sol')] })
  expect(await toldOf('cato', 'decisions.answer.asked', part.number)).toEqual([])
  const hard = await ledger.opened({ type: 1, parties: [party('D', 'mara'), party('I', 'sol')] })
  await ledger.answer('sol', hard.id, 'support')
  expect(await toldOf('mara', 'decisions.decision.waits', hard.number)).toHaveLength(1)
  expect(await toldOf('noa', 'decisions.decision.waits', hard.number), 'what is hard to undo').toEqual([])
  ledger.at('2026-06-23')
  await lookAround(ledger.cast.open)
  const reminded = async (who: string, one: { number: string }) => (await toldOf(who, 'decisions.decision.overdue', one.number)).length
  expect([await reminded('noa', a), await reminded('noa', hard), await reminded('mara', hard)]).toEqual([1, 0, 1])
  expect([await reminded('sol', part), await reminded('cato', part)], 'the one as decider').toEqual([1, 1])
})
