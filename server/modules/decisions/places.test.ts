import { expect, test } from 'vitest'
import { heldLedger } from '../../../test/cast/decisions.ts'
import { refused } from '../../../test/cast/refused.ts'
import { delegationCreate, delegationEnd } from '../people/contract.ts'
import { lookAround } from './commands/daily.ts'
import * as promise from './contract.ts'
import { effectsInForce } from './index.ts'

const { ledger, as, who, party, opened, answer, decide } = heldLedger()
const get = (name: string, id: string) => as(name).call(promise.decisionsGet, { id })
const stands = (from: string, to: string) =>
  as(from).call(delegationCreate, { to_id: who(to), what: ['decisions'], until_day: '2026-06-30' })
const waits = async (name: string, id: string) =>
  (await as(name).call(promise.decisionsList, { view: 'waiting_for_me', limit: 200 })).items.some((one) => one.id === id)
const openNotices = async (name: string, reason: string) => (await ledger.told(name, reason)).filter(({ done_at }) => done_at === null)
const audited = async (id: string, action: string) =>
  (
    await ledger.cast.house.db.pool.query('select actor_name, after from kernel.audit where subject_id = $1 and action = $2', [id, action])
  ).rows.at(-1)

test('a stand-in finds, answers and decides in their own name for the one who is away; the trail names both', async () => {
  const a = await opened()
  expect([await waits('cato', a.id), (await get('cato', a.id)).may]).toEqual([false, []])
  const one = await stands('sol', 'cato')
  const two = await stands('mara', 'noa')
  const seen = await get('cato', a.id)
  expect(seen.may).toEqual(['decisions.decisions.answer'])
  expect(seen.parties.filter(({ mine }) => mine)).toMatchObject([{ letter: 'I', name: 'sol', in_place_of: 'sol' }])
  expect([await waits('cato', a.id), seen.waits_for_me]).toEqual([true, true])
  const own = await get('sol', a.id)
  expect([own.may, own.parties.find(({ mine }) => mine)?.in_place_of], 'who is away is still able').toEqual([
    ['decisions.decisions.answer'],
    null,
  ])
  const answered = await answer('cato', a.id, 'concern', { text: 'Watch the chargebacks' })
  expect(answered.answers).toMatchObject([{ by: 'cato', for: 'sol', stance: 'concern' }])
  expect([await waits('cato', a.id), await waits('sol', a.id)]).toEqual([false, false])
  expect(await audited(a.id, 'decisions.answer.given')).toMatchObject({ actor_name: 'cato', after: { for: 'sol' } })
  expect((await get('noa', a.id)).may).toEqual(['decisions.decisions.ask_again', 'decisions.decisions.decide'])
  expect(await waits('noa', a.id)).toBe(true)
  expect(await decide('noa', a.id)).toMatchObject({ decided_by: 'noa', decided_for: 'mara' })
  expect(await audited(a.id, 'decisions.decision.decided')).toMatchObject({ actor_name: 'noa', after: { for: 'mara' } })
  for (const { id } of [one, two])
    await as('mara')
      .call(delegationEnd, { id })
      .catch(() => as('sol').call(delegationEnd, { id }))
})

test('one whose delegation is over answers and decides nothing, nor does one who takes part or opened it', async () => {
  const one = await stands('sol', 'cato')
  const a = await opened()
  await as('sol').call(delegationEnd, { id: one.id })
  expect((await get('cato', a.id)).may).toEqual([])
  await expect(answer('cato', a.id, 'support')).rejects.toEqual(refused('decision.not_asked'))
  const two = await stands('sol', 'mara')
  const three = await stands('farid', 'ilse')
  const b = await opened({ parties: [party('D', 'mara'), party('I', 'sol'), party('I', 'farid')] })
  expect((await get('mara', b.id)).parties.some(({ mine }) => mine)).toBe(false)
  await expect(answer('mara', b.id, 'support')).rejects.toEqual(refused('decision.not_asked'))
  await expect(answer('ilse', b.id, 'support')).rejects.toEqual(refused('decision.not_asked'))
  await as('sol').call(delegationEnd, { id: two.id })
  await as('farid').call(delegationEnd, { id: three.id })
})

test('what is hard to undo nobody decides in the place of another', async () => {
  const one = await stands('mara', 'noa')
  const a = await opened({ type: 1 })
  await answer('sol', a.id, 'support')
  expect((await get('noa', a.id)).may).toEqual([])
  await expect(decide('noa', a.id)).rejects.toEqual(refused('decision.not_decider'))
  expect(await decide('mara', a.id)).toMatchObject({ decided_by: 'mara', decided_for: null })
  await as('mara').call(delegationEnd, { id: one.id })
})

test('one answer ends the asking of its own party: others under the letter keep the notice that they have', async () => {
  const a = await opened({ parties: [party('D', 'mara'), party('I', 'sol'), party('I', 'noa')], informed: [who('cato'), who('farid')] })
  const of = async (name: string, reason = 'decisions.answer.asked') =>
    (await openNotices(name, reason)).filter(({ text }) => text.startsWith(a.number) || text.includes(a.number)).length
  const all = async () => (await ledger.told('noa', 'decisions.answer.asked')).filter(({ text }) => text.startsWith(a.number)).length
  await answer('sol', a.id, 'support')
  expect([await of('sol'), await of('noa'), await all()], 'nothing is sent again').toEqual([0, 1, 1])
  await as('cato').call(promise.decisionsRead, { id: a.id, text_no: 1 })
  expect([await of('cato', 'decisions.decision.told'), await of('farid', 'decisions.decision.told')]).toEqual([0, 1])
})

test('whoever is late is told once; a later reminder takes the place of the earlier one, an answer of all', async () => {
  const a = await opened({ parties: [party('D', 'mara'), party('I', 'sol')], need_by: '2026-06-25' })
  const open = async (name: string, reason: string) =>
    (await openNotices(name, reason)).filter(({ text }) => text.startsWith(a.number)).length
  for (const day of ['2026-06-22', '2026-06-24']) {
    ledger.at(day)
    await lookAround(ledger.cast.open)
    expect(await open('sol', 'decisions.decision.reminded'), day).toBe(1)
  }
  ledger.at('2026-06-26')
  await lookAround(ledger.cast.open)
  expect([await open('sol', 'decisions.decision.reminded'), await open('sol', 'decisions.decision.overdue')]).toEqual([0, 1])
  await answer('sol', a.id, 'support')
  expect([await open('sol', 'decisions.decision.overdue'), await open('mara', 'decisions.decision.overdue')]).toEqual([0, 1])
  ledger.at('2026-06-15')
})

test('nothing happens before its day: what was to begin earlier begins when it is decided, what was to be over by then never does', async () => {
  const effects = [
    { kind: 'cap' as const, about: 'Past of the lane', value: '10,000', from_day: '2026-06-01' },
    { kind: 'stop' as const, about: 'Future of the lane', from_day: '2026-07-01' },
    { kind: 'stop' as const, about: 'Over by then', from_day: '2026-06-01', until_day: '2026-06-10' },
    { kind: 'owner' as const, about: 'Without a day', value: 'Sol' },
  ]
  const a = await opened({ parties: [party('D', 'mara')], effects })
  const b = await opened({ parties: [party('D', 'mara')] })
  ledger.at('2026-06-17')
  const done = await decide('mara', a.id)
  expect(done.effects.map(({ about, from_day }) => [about, from_day])).toEqual([
    ['Past of the lane', '2026-06-17'],
    ['Future of the lane', '2026-07-01'],
    ['Without a day', '2026-06-17'],
  ])
  const held = (about: string, today: string) =>
    ledger.cast.open(async (ctx) => (await effectsInForce({ tx: ctx.tx, today }, about)).length)
  expect([await held('past of the lane', '2026-06-16'), await held('past of the lane', '2026-06-17')]).toEqual([0, 1])
  expect((await decide('mara', b.id, { effects })).effects.map(({ from_day }) => from_day)).toEqual([
    '2026-06-17',
    '2026-07-01',
    '2026-06-17',
  ])
  ledger.at('2026-06-15')
})
