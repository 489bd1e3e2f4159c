import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ledger, openLedger, question } from '../../../test/cast/ledger.ts'
import { lookAround } from './commands/daily.ts'
import { open } from './commands/open.ts'
import { noteSubject } from './commands/subjects.ts'
import * as promise from './contract.ts'

/** A room says whose agreement is kept: to whom nothing new is put, nothing is asked of. */
let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger?.cast.close())

const as = (name: string) => ledger.as(name)
const party = (...of: Parameters<Ledger['party']>) => ledger.party(...of)
const only = (name: string) => (one: { name: string }) => (one.name === name ? 'DEC-2025-0007' : null)
const thing = (id: string) => ({ room: 'strategy', kind: 'edition', id })
const items = { a: '1', b: '1' }

async function opened(id: string) {
  const ref = { ...thing(id), version_hash: '1', title: id, href: '/', audience: 'internal' as const }
  const wish = { ...question, kind: 'signoff' as const, need_by: '2026-06-22', subjects: [ref], items, keeps: only('farid') }
  const parties = [party('D', 'mara'), party('A', 'farid'), party('A', 'noa'), party('I', 'sol')]
  return ledger.cast.open((ctx) => open({ ...ctx, actor: as('ilse').actor }, { ...wish, parties }))
}
const moves = (id: string, version_hash: string, keeps: (one: { name: string }) => string | null) =>
  ledger.cast.open((ctx) =>
    noteSubject({ ...ctx, actor: as('ilse').actor }, { ...thing(id), version_hash, items: { ...items, a: version_hash }, keeps }),
  )
const read = (id: string) => as('ilse').call(promise.decisionsGet, { id })
const told = async (who: string, reason: string, number: string) =>
  (await ledger.told(who, `decisions.${reason}`)).filter(({ text, done_at }) => text.includes(number) && done_at === null).length
const waits = async (who: string, id: string) =>
  (await as(who).call(promise.decisionsList, { view: 'waiting_for_me', limit: 200 })).items.some((one) => one.id === id)

test('whoever is kept is neither asked nor reminded nor waited for; who is heard is asked as ever', async () => {
  const id = await opened('kept')
  const { number, parties, answered, asked } = await read(id)
  expect(parties.map(({ name, kept }) => [name, kept])).toEqual([
    ['ilse', null],
    ['mara', null],
    ['farid', 'DEC-2025-0007'],
    ['noa', null],
    ['sol', null],
  ])
  expect([answered, asked]).toEqual([1, 3])
  const all = ['farid', 'noa', 'sol']
  expect(await Promise.all(all.map((who) => told(who, 'answer.asked', number)))).toEqual([0, 1, 1])
  expect(await Promise.all(all.map((who) => waits(who, id)))).toEqual([false, true, true])
  ledger.at('2026-06-19')
  await lookAround(ledger.cast.open)
  expect(await Promise.all(all.map((who) => told(who, 'decision.reminded', number)))).toEqual([0, 1, 1])
  ledger.at('2026-06-15')
  await ledger.answer('noa', id, 'agree')
  expect((await ledger.answer('sol', id, 'support')).state).toBe('ready')
  expect(await ledger.trail(id)).toContain('decisions.agreement.kept')
})

test('a newer text asks them unless it is kept as well, and what asked them ends when it is', async () => {
  const id = await opened('moves')
  const { number } = await read(id)
  await moves('moves', '2', () => null)
  expect([await told('farid', 'answer.asked', number), await waits('farid', id)]).toEqual([1, true])
  await moves('moves', '3', only('farid'))
  expect([await told('farid', 'answer.asked', number), await waits('farid', id)]).toEqual([0, false])
  expect([await told('noa', 'answer.asked', number), await waits('noa', id)]).toEqual([1, true])
})

test('whoever is kept is heard all the same; an objection outlives what is kept', async () => {
  const id = await opened('objects')
  const { parties } = await ledger.answer('farid', id, 'object', { text: 'Too dear' })
  expect(parties.find(({ name }) => name === 'farid')).toMatchObject({ kept: null, stance: 'object', state: 'answered' })
  await moves('objects', '2', only('farid'))
  const { number, parties: now } = await read(id)
  expect(now.find(({ name }) => name === 'farid')).toMatchObject({ stance: 'object', state: 'stale', kept: null })
  expect(await told('farid', 'answer.asked', number)).toBe(1)
})

test('an edit asks nobody again whose answer stands', async () => {
  const id = await opened('stands')
  const { number } = await read(id)
  await ledger.answer('noa', id, 'agree')
  const ref = { ...thing('stands'), version_hash: '9', items }
  await ledger.cast.open((ctx) => noteSubject({ ...ctx, actor: as('ilse').actor }, ref))
  expect([await told('noa', 'answer.asked', number), await waits('noa', id)]).toEqual([0, false])
  expect((await read(id)).parties.find(({ name }) => name === 'noa')).toMatchObject({ state: 'answered', text_no: 1 })
})

test('another round asks everybody, kept or not', async () => {
  const id = await opened('round')
  await ledger.answer('noa', id, 'agree')
  const { number } = await ledger.answer('sol', id, 'support')
  await as('mara').call(promise.decisionsRound, { id })
  expect((await read(id)).parties.every(({ kept }) => kept === null)).toBe(true)
  expect([await told('farid', 'answer.asked', number), await waits('farid', id)]).toEqual([1, true])
})

test('the room is asked about each who agrees, as they have answered; where it keeps nobody the trail says nothing', async () => {
  const id = await opened('asked')
  await ledger.answer('noa', id, 'agree')
  const before = await ledger.trail(id)
  const heard: string[] = []
  await ledger.cast.open((ctx) =>
    noteSubject(
      { ...ctx, actor: as('ilse').actor },
      {
        ...{ ...thing('asked'), version_hash: '2', items: { a: '2', b: '1' } },
        keeps: ({ name, state }) => {
          heard.push(`${name} ${state}`)
          return null
        },
      },
    ),
  )
  expect(heard).toEqual(['farid none', 'noa stale'])
  expect((await ledger.trail(id)).slice(before.length)).toEqual(['decisions.text.put_forward', 'decisions.text.moved'])
})
