import { describe, expect, test } from 'vitest'
import { heldLedger } from '../../../test/cast/decisions.ts'
import { question } from '../../../test/cast/ledger.ts'
import { refused } from '../../../test/cast/refused.ts'
import { drilled } from '../../../test/cast/drilled.ts'
import { lookAround } from './commands/daily.ts'
import * as promise from './contract.ts'
import { carry, inForce, noteSubject, open, openActions, record, standing } from './index.ts'
import { owning } from './owning.ts'

const { ledger, as, who, party, at, opened, answer, decide, told, trail } = heldLedger(['people', 'decisions', 'data'])

describe('the ledger', () => {
  test('the ledger shows what is mine to decide, what waits for me and what is late', async () => {
    const a = await opened({ issue: 'Views of the ledger?' })
    const seen = async (who: string, view: 'mine_to_decide' | 'waiting_for_me' | 'late') =>
      (await as(who).call(promise.decisionsList, { view, limit: 200 })).items.some(({ id }) => id === a.id)
    expect([await seen('mara', 'mine_to_decide'), await seen('sol', 'mine_to_decide')]).toEqual([true, false])
    expect([await seen('mara', 'waiting_for_me'), await seen('sol', 'waiting_for_me')]).toEqual([false, true])
    await answer('sol', a.id, 'no_view')
    expect([await seen('mara', 'waiting_for_me'), await seen('sol', 'waiting_for_me'), await seen('sol', 'late')]).toEqual([
      true,
      false,
      false,
    ])
    at('2026-06-23')
    expect(await seen('sol', 'late')).toBe(true)
    at('2026-06-15')
  })
})

describe('a day', () => {
  test('brings reminders once, notes silence, makes ready what waits for nobody, and tells of late actions', async () => {
    const a = await opened({ issue: 'What does a day bring?', need_by: '2026-06-29' })
    const look = () => lookAround(ledger.cast.open)
    const reminded = async () =>
      (await told('sol', 'decisions.decision.reminded')).filter(({ text }) => text.includes('a day bring')).length
    expect(await look()).toMatchObject({ failed: 0 })
    expect(await reminded()).toBe(0)
    at('2026-06-22')
    expect([(await look()).failed, (await look()).failed, await reminded()]).toEqual([0, 0, 1])
    at('2026-06-26')
    await look()
    expect(await reminded(), 'the Friday before a Monday').toBe(2)
    at('2026-06-29')
    await look()
    expect((await as('ilse').call(promise.decisionsGet, { id: a.id })).state).toBe('collecting')
    at('2026-06-30')
    await look()
    await look()
    const late = await as('ilse').call(promise.decisionsGet, { id: a.id })
    expect([late.state, late.answers.map(({ source, stance }) => [source, stance])]).toEqual(['ready', [['silence', 'silence']]])
    expect(await told('mara', 'decisions.decision.overdue')).not.toEqual([])
    expect((await trail(a.id)).filter((one) => one === 'decisions.answer.silence_noted')).toHaveLength(1)
    const action = await as('ilse').call(promise.actionsCreate, { text: 'Late one', dri: who('sol'), due: '2026-07-01' })
    at('2026-07-02')
    await look()
    await look()
    const rows = (await told('sol', 'decisions.action.overdue')).filter(({ text }) => text.includes(action.number))
    expect(rows).toHaveLength(1)
    const moved = await as('sol').call(promise.actionsChange, { id: action.id, if_match: action.version, due: '2026-07-03' })
    expect(moved).toMatchObject({ due: '2026-07-03', first_due: '2026-07-01', moves: 1, late: false })
    at('2026-07-04')
    await look()
    expect((await told('sol', 'decisions.action.overdue')).filter(({ text }) => text.includes(action.number))).toHaveLength(2)
    at('2026-06-15')
  })
})

describe('an action', () => {
  test('is one person’s, moved and closed by that one or its opener, and stays closed', async () => {
    const a = await as('ilse').call(promise.actionsCreate, { text: 'Say it on the price page', dri: who('sol'), due: '2026-06-30' })
    expect(await told('sol', 'decisions.action.assigned')).not.toEqual([])
    await expect(as('noa').call(promise.actionsComplete, { id: a.id })).rejects.toEqual(refused('action.not_yours'))
    await expect(as('sol').call(promise.actionsChange, { id: a.id, if_match: a.version, due: '2026-06-01' })).rejects.toEqual(
      refused('action.due_past'),
    )
    await expect(as('sol').call(promise.actionsChange, { id: a.id, if_match: a.version + 1, due: '2026-07-01' })).rejects.toEqual(
      refused('edit.stale'),
    )
    const given = await as('sol').call(promise.actionsChange, { id: a.id, if_match: a.version, dri: who('cato') })
    expect(given).toMatchObject({ dri: { name: 'cato' }, moves: 0 })
    expect((await as('cato').call(promise.actionsList, { view: 'mine' })).items.map(({ id }) => id)).toContain(a.id)
    expect(await as('cato').call(promise.actionsDrop, { id: a.id, reason: 'The page is gone' })).toMatchObject({
      state: 'dropped',
      reason: 'The page is gone',
    })
    await expect(as('cato').call(promise.actionsComplete, { id: a.id })).rejects.toEqual(refused('action.wrong_state'))
    const open_ = (await opened()).id
    await expect(as('ilse').call(promise.actionsCreate, { text: 'Too early', due: '2026-06-30', decision_id: open_ })).rejects.toEqual(
      refused('decision.wrong_state'),
    )
  })

  test('those of one thing are numbered without a gap, and other rooms open them in their own transaction', async () => {
    const origin = { room: 'strategy', kind: 'measure', id: 'm1', title: 'ARR', href: '/' }
    const wanted = [1, 2, 3].map((n) => ({ text: `Part ${n}`, dri: who('sol'), due: '2026-06-30' }))
    await expect(
      ledger.cast.open(async (ctx) => {
        await openActions(ctx, wanted, origin)
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    const opened_ = await ledger.cast.open((ctx) => openActions(ctx, wanted, origin))
    const numbers = (await as('sol').call(promise.actionsList, { limit: 200 })).items
      .filter(({ id }) => opened_.includes(id))
      .map(({ number }) => Number(number.slice(-4)))
    const [first = 0] = numbers.toSorted((a, b) => a - b)
    expect(numbers.toSorted((a, b) => a - b)).toEqual([first, first + 1, first + 2])
  })
})

describe('a thing of another room', () => {
  const thing = { room: 'strategy', kind: 'edition', id: 'e1' }
  const subject = (version_hash: string) => ({
    ...thing,
    version_hash,
    title: 'FY27 plan',
    href: '/strategy',
    audience: 'internal' as const,
  })
  const signoff = (hash: string, items?: Record<string, string>) =>
    ledger.cast.open((ctx) =>
      open(
        { ...ctx, actor: as('ilse').actor },
        {
          ...question,
          kind: 'signoff',
          need_by: '2026-06-22',
          parties: [party('D', 'mara'), party('A', 'farid')],
          subjects: [subject(hash)],
          ...(items ? { items } : {}),
        },
      ),
    )
  const stands = (hash: string) => ledger.cast.open((ctx) => standing(ctx, thing, hash))

  test('is agreed to on one hash and no other, is carried only by its own room, and shows as stale when it moves', async () => {
    expect(await stands('h1')).toEqual({ is: 'none' })
    const id = await signoff('h1', { m1: '1', m2: '1' })
    await answer('farid', id, 'agree')
    await ledger.cast.open((ctx) => noteSubject(ctx, { ...thing, version_hash: 'h2', items: { m1: '1', m2: '2' } }))
    const moved = await as('mara').call(promise.decisionsGet, { id })
    expect([moved.state, moved.text.no, moved.parties.find(({ letter }) => letter === 'A')]).toMatchObject([
      'collecting',
      2,
      { state: 'stale', moved: ['m2'] },
    ])
    expect(await told('farid', 'decisions.answer.stale')).toHaveLength(1)
    await ledger.cast.open((ctx) => noteSubject(ctx, { ...thing, version_hash: 'h3', items: { m1: '1', m2: '1' } }))
    expect((await as('mara').call(promise.decisionsGet, { id })).state, 'every part is as it was agreed to').toBe('ready')
    await decide('mara', id, { text_no: 3 })
    expect(await stands('h3')).toMatchObject({ is: 'agreed', by: 'mara', day: '2026-06-15' })
    expect(await stands('h2')).toMatchObject({ is: 'stale', hash: 'h3' })
    await expect(ledger.cast.open((ctx) => carry(ctx, { subject: thing, from: 'h9', to: 'h4', class: 'editorial' }))).rejects.toEqual(
      refused('decision.nothing_to_carry'),
    )
    await ledger.cast.open((ctx) => carry(ctx, { subject: thing, from: 'h3', to: 'h4', class: 'editorial', reason: 'A comma' }))
    expect(await stands('h4')).toMatchObject({ is: 'carried', from: 'h3', class: 'editorial' })
    expect(await trail(id)).toEqual(expect.arrayContaining(['decisions.text.moved', 'decisions.agreement.carried']))
    await ledger.cast.open((ctx) => noteSubject(ctx, { ...thing, version_hash: 'h5' }))
    const stale = "select count(*)::int as n from kernel.outbox where name = 'decisions.decision.stale' and payload ->> 'decision_id' = $1"
    expect((await ledger.cast.house.db.pool.query(stale, [id])).rows).toEqual([{ n: 1 }])
    expect((await as('sol').call(promise.decisionsList, { view: 'stale' })).items.map((one) => one.id)).toEqual([id])
    expect((await as('sol').call(promise.decisionsGet, { id })).text.subjects[0]).toMatchObject({ stale: true })
    await as('mara').call(promise.decisionsReverse, { id, reason: 'The plan was wrong' })
    expect([await stands('h3'), await stands('h4')]).toEqual([{ is: 'none' }, { is: 'none' }])
  })

  test('what was decided elsewhere is entered as decided, with nobody’s answer made up, and not before its day', async () => {
    const other = { ...thing, id: 'e2' }
    const made_in = { room: 'strategy', kind: 'meeting', id: 'x', title: 'Leadership, June 12', href: '/' }
    const taken = {
      kind: 'signoff' as const,
      issue: 'FY26 plan',
      text: 'As written.',
      subjects: [{ ...subject('k1'), id: 'e2' }],
      decider: who('mara'),
      made_in,
    }
    await expect(ledger.cast.open((ctx) => record(ctx, { ...taken, day: '2026-06-16' }))).rejects.toEqual(refused('decision.day_ahead'))
    await expect(ledger.cast.open((ctx) => record(ctx, { ...taken, day: '2026-06-12', decider: crypto.randomUUID() }))).rejects.toEqual(
      refused('rapid.unknown_party'),
    )
    const { id } = await ledger.cast.open((ctx) => record(ctx, { ...taken, day: '2026-06-12' }))
    expect(await as('sol').call(promise.decisionsGet, { id })).toMatchObject({
      legacy: true,
      answers: [],
      decided_by: 'mara',
      decided_day: '2026-06-12',
    })
    expect(await ledger.cast.open((ctx) => standing(ctx, other, 'k1'))).toMatchObject({ is: 'agreed', day: '2026-06-12' })
    const elsewhere = { room: 'strategy', kind: 'meeting', id: 'x', leadership: false }
    expect(await ledger.cast.open((ctx) => inForce(ctx, other))).toMatchObject([{ id, kind: 'signoff', made_in: elsewhere }])
    const led = { ...taken, made_in: { ...made_in, id: 'y', leadership: true as const } }
    const { id: newer } = await ledger.cast.open((ctx) => record(ctx, { ...led, day: '2026-06-13' }))
    expect((await ledger.cast.open((ctx) => inForce(ctx, other))).find((one) => one.id === newer)?.made_in).toEqual({
      ...elsewhere,
      id: 'y',
      leadership: true,
    })
  })
})

test('what a leaver decides and does goes to whoever takes it, under the letter that it had', async () => {
  const a = await opened({ parties: [party('D', 'cato'), party('I', 'sol')] })
  const mine = await as('ilse').call(promise.actionsCreate, { text: 'Call the bank', dri: who('cato'), due: '2026-07-10' })
  const change = { from: who('cato'), to: who('noa'), left: false }
  const owned = await ledger.cast.open((ctx) => owning.ownedBy(ctx, who('cato')))
  expect(owned.map(({ kind, id }) => [kind, id])).toEqual(
    expect.arrayContaining([
      ['decision', a.id],
      ['action', mine.id],
    ]),
  )
  const hand = (kind: string, ids: string[], more: object = {}) =>
    ledger.cast.open((ctx) => owning.handOver(ctx, { kind, ids, ...change, ...more }))
  expect(await hand('decision', [a.id], { left: true })).toEqual([])
  expect([await hand('decision', [a.id]), await hand('action', [mine.id])]).toEqual([[a.id], [mine.id]])
  expect(await hand('action', [mine.id]), 'it is somebody else’s by now').toEqual([])
  await answer('sol', a.id, 'support')
  await expect(decide('cato', a.id)).rejects.toEqual(refused('decision.not_decider'))
  expect(await decide('noa', a.id)).toMatchObject({ decided_by: 'noa' })
  expect([(await trail(a.id))[1], (await trail(mine.id)).at(-1)]).toEqual([
    'decisions.decision.handed_over',
    'decisions.action.handed_over',
  ])
})

test('how the house decides is changed by those who run it, to roles that exist', async () => {
  const policy = await as('sol').call(promise.policyRead, {})
  expect(policy).toMatchObject({ type1_role: 'executive', off_cycle_limit_minor: 10_000_000, window_days: 5, may: [] })
  await expect(as('ilse').call(promise.policyChange, { if_match: 1, type1_role: 'king' })).rejects.toEqual(refused('policy.role_unknown'))
  expect(await as('ilse').call(promise.policyChange, { if_match: 1, window_days: 2 })).toMatchObject({ window_days: 2, version: 2 })
  await expect(as('ilse').call(promise.policyChange, { if_match: 1, window_days: 3 })).rejects.toEqual(refused('edit.stale'))
  expect(await as('ilse').call(promise.decisionsCreate, { ...question, parties: [party('D', 'mara')] })).toMatchObject({
    need_by: '2026-06-17',
  })
})

test('how many were opened is a figure, and behind it stand the decisions', async () => {
  const { adds_up, rows } = await drilled(ledger.cast, { metric: 'decisions.opened', from: '2026-06-01', to: '2026-07-01' })
  expect([adds_up, rows.length > 4]).toEqual([true, true])
})
