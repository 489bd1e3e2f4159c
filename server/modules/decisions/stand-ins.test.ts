import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ledger, openLedger } from '../../../test/cast/ledger.ts'
import { delegationCreate, groupCreate, memberAdd } from '../people/contract.ts'
import { lookAround } from './commands/daily.ts'
import * as promise from './contract.ts'
import { owning } from './owning.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
  // noa stands in for three who are away
  for (const away of ['sol', 'farid', 'mara'])
    await ledger.as(away).call(delegationCreate, { to_id: ledger.id('noa'), what: ['decisions'], until_day: '2026-07-31' })
})
afterAll(() => ledger?.cast.close())

const party = (...of: Parameters<Ledger['party']>) => ledger.party(...of)
const refused = (code: string) => expect.objectContaining({ code })
const seat = (decision: { parties: { id: string; name: string }[] }, name: string) =>
  decision.parties.find((one) => one.name === name)?.id ?? ''

test('who stands in for two is one voice: what was answered for one is not answered for the other', async () => {
  const a = await ledger.opened({ parties: [party('D', 'cato'), party('A', 'sol'), party('A', 'farid')], a_reason: 'Two must agree' })
  const answered = await ledger.answer('noa', a.id, 'agree', { party_id: seat(a, 'sol') })
  expect(answered.answers).toMatchObject([{ by: 'noa', for: 'sol' }])
  const waits = async (name: string) =>
    (await ledger.told(name, 'decisions.answer.asked')).filter(({ text, done_at }) => done_at === null && text.startsWith(a.number)).length
  expect([await waits('noa'), await waits('sol'), await waits('farid')], 'asked for nobody else').toEqual([0, 0, 1])
  await expect(ledger.answer('noa', a.id, 'agree', { party_id: seat(a, 'farid') })).rejects.toEqual(refused('decision.not_asked'))
  expect((await ledger.answer('noa', a.id, 'agree', { party_id: seat(a, 'sol') })).state, 'again for the same one').toBe('collecting')
  expect((await ledger.answer('farid', a.id, 'agree')).state, 'who is away may answer all the same').toBe('ready')
})

test('who recommends it agrees in nobody’s place', async () => {
  const a = await ledger.opened({ parties: [party('R', 'noa'), party('D', 'cato'), party('A', 'sol')], a_reason: 'He pays for it' })
  await expect(ledger.answer('noa', a.id, 'agree')).rejects.toEqual(refused('decision.not_asked'))
})

test('who agreed in somebody’s place does not decide in another one’s', async () => {
  const a = await ledger.opened({ parties: [party('D', 'mara'), party('A', 'sol')], a_reason: 'He pays for it' })
  expect((await ledger.answer('noa', a.id, 'agree')).state).toBe('ready')
  await expect(ledger.decide('noa', a.id)).rejects.toEqual(refused('decision.not_decider'))
  const b = await ledger.opened({ parties: [party('D', 'mara'), party('A', 'cato')], a_reason: 'He sells it' })
  await ledger.answer('cato', b.id, 'agree')
  expect(await ledger.decide('noa', b.id)).toMatchObject({ decided_by: 'noa', decided_for: 'mara' })
})

test('who decides is never the one who agrees, as a member of a group or as the one who takes it over', async () => {
  const { cast } = ledger
  const group = async (name: string, members: string[]) => {
    const { id } = await cast.as('admin').call(groupCreate, { name, kind: 'body' })
    for (const member of members) await cast.as('admin').call(memberAdd, { id, person_id: ledger.id(member) })
    return { letter: 'A' as const, group_id: id }
  }
  const alone = { parties: [party('D', 'cato'), await group('One', ['cato'])], a_reason: 'The body must agree' }
  await expect(ledger.opened(alone)).rejects.toEqual(refused('rapid.decider_agrees'))
  const two = await ledger.opened({ parties: [party('D', 'cato'), await group('Two', ['cato', 'farid'])], a_reason: 'The body must agree' })
  const own = await ledger.as('cato').call(promise.decisionsGet, { id: two.id })
  expect([own.waits_for_me, own.may]).toEqual([false, expect.not.arrayContaining(['decisions.decisions.answer'])])
  expect((await ledger.told('cato', 'decisions.answer.asked')).filter(({ text }) => text.startsWith(two.number))).toEqual([])
  const waits = await ledger.as('cato').call(promise.decisionsList, { view: 'waiting_for_me' })
  expect(waits.items.map(({ id }) => id)).not.toContain(two.id)
  await expect(ledger.answer('cato', two.id, 'agree')).rejects.toEqual(refused('decision.not_asked'))
  expect((await ledger.answer('farid', two.id, 'agree')).state).toBe('ready')
  const a = await ledger.opened({ parties: [party('D', 'cato'), party('A', 'farid')], a_reason: 'He pays for it' })
  await expect(
    cast.open((ctx) =>
      owning.handOver(ctx, { kind: 'decision', ids: [a.id], from: ledger.id('cato'), to: ledger.id('farid'), left: false }),
    ),
  ).rejects.toEqual(refused('rapid.decider_agrees'))
  expect(await ledger.as('ilse').call(promise.decisionsGet, { id: a.id })).toMatchObject({ decider: { name: 'cato' } })
})

test('what is hard to undo is decided by somebody who holds the role on that day, however it came to them', async () => {
  const a = await ledger.opened({ type: 1, parties: [party('D', 'mara')] })
  await ledger.cast.open((ctx) =>
    owning.handOver(ctx, { kind: 'decision', ids: [a.id], from: ledger.id('mara'), to: ledger.id('cato'), left: false }),
  )
  await expect(ledger.decide('cato', a.id)).rejects.toEqual(refused('decision.type1_decider'))
})

test('who stands in for two is asked until both were heard, whoever of them answers', async () => {
  const a = await ledger.opened({ parties: [party('D', 'cato'), party('A', 'sol'), party('A', 'farid')], a_reason: 'Two must agree' })
  const asked = async () =>
    (await ledger.told('noa', 'decisions.answer.asked')).filter(({ text, done_at }) => text.startsWith(a.number) && done_at === null).length
  expect(await asked()).toBe(1)
  await ledger.answer('sol', a.id, 'agree')
  expect(await asked()).toBe(1)
  await ledger.answer('farid', a.id, 'agree')
  expect(await asked()).toBe(0)
})

test('whoever was stood in for is told what was decided in their place, once', async () => {
  const a = await ledger.opened({ parties: [party('D', 'mara'), party('A', 'cato')], a_reason: 'He sells it' })
  await ledger.answer('cato', a.id, 'agree')
  await ledger.decide('noa', a.id)
  const told = async (reason: string) =>
    (await ledger.told('mara', reason)).map(({ text }) => text).filter((text) => text.includes(a.number))
  expect(await told('decisions.decision.told')).toEqual([expect.stringContaining(`noa decided ${a.number} in your place: `)])
  expect(await told('decisions.decision.decided')).toEqual([])
  const own = await ledger.opened({ parties: [party('D', 'mara')] })
  await ledger.decide('mara', own.id)
  expect((await ledger.told('mara', 'decisions.decision.told')).filter(({ text }) => text.includes(own.number))).toEqual([])
})

test('who answered for one of two who are away is asked for the other no more, and the page says who still has to answer', async () => {
  const a = await ledger.opened({ parties: [party('D', 'cato'), party('A', 'sol'), party('A', 'farid')], a_reason: 'Two must agree' })
  const asked = async () =>
    (await ledger.told('noa', 'decisions.answer.asked')).filter(({ text, done_at }) => text.startsWith(a.number) && done_at === null).length
  const sol = a.parties.find(({ name }) => name === 'sol')?.id
  expect((await ledger.as('ilse').call(promise.decisionsGet, { id: a.id })).parties.flatMap((one) => one.left_alone)).toEqual([])
  await ledger.answer('noa', a.id, 'agree', { party_id: sol })
  expect(await asked()).toBe(0)
  const { parties } = await ledger.as('ilse').call(promise.decisionsGet, { id: a.id })
  expect(parties.map(({ name, left_alone }) => [name, left_alone])).toEqual([
    ['ilse', []],
    ['cato', []],
    ['sol', []],
    ['farid', [{ name: 'farid', stand_in: 'noa' }]],
  ])
  await expect(ledger.answer('noa', a.id, 'agree', { party_id: parties.at(-1)?.id })).rejects.toEqual(refused('decision.not_asked'))
  // a later reminder and a newer text ask her no more either, but for the one whom she answered for
  ledger.at('2026-06-19')
  await lookAround(ledger.cast.open)
  const reminded = async () =>
    (await ledger.told('noa', 'decisions.decision.reminded')).filter(({ text, done_at }) => text.startsWith(a.number) && done_at === null)
  expect(await reminded()).toEqual([])
  ledger.at('2026-06-15')
})

test('who recommends it is reminded in nobody’s place', async () => {
  const a = await ledger.opened({ parties: [party('D', 'cato'), party('R', 'noa'), party('I', 'sol')] })
  ledger.at('2026-06-19')
  await lookAround(ledger.cast.open)
  const reminded = async (who: string) =>
    (await ledger.told(who, 'decisions.decision.reminded')).filter(({ text }) => text.startsWith(a.number)).length
  expect([await reminded('sol'), await reminded('noa')]).toEqual([1, 0])
  ledger.at('2026-06-15')
})
