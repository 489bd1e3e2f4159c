import { expect, test } from 'vitest'
import { heldLedger } from '../../../test/cast/decisions.ts'
import { question } from '../../../test/cast/ledger.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import type { Speaker } from '../../../test/cast/cast.ts'
import { lookAround } from './commands/daily.ts'
import * as promise from './contract.ts'
import { effectsInForce, noteSubject, open, record, room } from './index.ts'
import { owning } from './owning.ts'
import { recordFile } from './queries/records.ts'

/** What is of one decision, one action or one person is of that alone, and of its own day. */
const { ledger, as, who, party } = heldLedger()
const decidedBy = (name: string, more: object = {}) => ledger.opened({ parties: [party('D', name)], ...more })
const inside = <T>(speaker: Speaker, work: Parameters<typeof ledger.cast.house.openAs<T>>[1]) =>
  ledger.cast.house.openAs(speaker.actor, work)
/** On a day, and back on the first one. */
const on = async <T>(day: string, work: () => Promise<T>): Promise<T> => {
  ledger.at(day)
  try {
    return await work()
  } finally {
    ledger.at('2026-06-15')
  }
}

test('a sign-off is nobody’s to replace, and taken back by whoever gave it alone', async () => {
  const deal = { room: 'billing', kind: 'approval', id: 'deal/finance', title: 'A deal', href: '/billing/quotes/deal' }
  const { id } = await inside(as('farid'), (ctx) =>
    record(ctx, {
      ...{ kind: 'signoff', issue: 'Is the deal approved?', text: 'It is approved.', decider: who('farid'), day: ctx.today },
      subjects: [{ ...deal, version_hash: 'a'.repeat(64), audience: 'internal' }],
      made_in: deal,
    }),
  )
  expect(await codeOf(decidedBy('ilse', { supersedes: id }))).toBe('decision.is_signoff')
  const takenBack = (name: string) => as(name).call(promise.decisionsReverse, { id, reason: 'It was counted twice' })
  // mara holds the role for what is hard to undo
  expect(await codeOf(takenBack('mara'))).toBe('decision.not_decider')
  expect(await takenBack('farid')).toMatchObject({ state: 'reversed', ended_reason: 'It was counted twice' })
})

test('what one reader has read of one decision is nobody else’s and of no other', async () => {
  const informed = [who('cato'), who('farid')]
  const [a, b] = [await ledger.opened({ informed }), await ledger.opened({ informed })]
  await as('cato').call(promise.decisionsRead, { id: a.id, text_no: 1 })
  const read = async (id: string) => (await as('mara').call(promise.decisionsGet, { id })).informed.map((one) => [one.name, one.read_no])
  expect((await read(a.id)).sort()).toEqual([
    ['cato', 1],
    ['farid', null],
  ])
  expect((await read(b.id)).sort()).toEqual([
    ['cato', null],
    ['farid', null],
  ])
})

test('an effect holds once it is decided, from its first day to its last', async () => {
  const about = `Limit ${crypto.randomUUID()}`
  const a = await decidedBy('mara', { effects: [{ kind: 'cap', about, value: '7', from_day: '2026-06-17', until_day: '2026-06-20' }] })
  const held = (today: string, what = about) => ledger.cast.open(async (ctx) => (await effectsInForce({ tx: ctx.tx, today }, what)).length)
  expect(await held('2026-06-18'), 'nobody has decided it').toBe(0)
  await ledger.decide('mara', a.id)
  const days = ['2026-06-16', '2026-06-17', '2026-06-20', '2026-06-21']
  expect(await Promise.all(days.map((day) => held(day)))).toEqual([0, 1, 1, 0])
})

test('what is for the few is named beside no other decision and in no record of one', async () => {
  const secret = { issue: 'Shall we sell the narwhal?', audience: 'restricted' }
  const older = await decidedBy('mara', secret)
  await ledger.decide('mara', older.id)
  const newer = await decidedBy('mara', { supersedes: older.id })
  const open = await decidedBy('mara')
  await ledger.decide('mara', open.id)
  const after = await decidedBy('mara', { ...secret, supersedes: open.id })
  await ledger.decide('mara', after.id)
  const get = (name: string, id: string) => as(name).call(promise.decisionsGet, { id })
  expect([(await get('mara', newer.id)).supersedes?.id, (await get('mara', open.id)).superseded_by?.id]).toEqual([older.id, after.id])
  expect([(await get('noa', newer.id)).supersedes, (await get('noa', open.id)).superseded_by]).toEqual([null, null])
  const file = (name: string, id: string) =>
    inside(as(name), async (ctx) => Buffer.from((await recordFile(ctx, { id })).bytes as Uint8Array).toString())
  expect(await file('mara', open.id)).toContain(after.number)
  expect(await file('noa', open.id)).not.toContain(after.number)
  expect(await codeOf(file('noa', older.id))).toBe('decision.unknown')
})

test('whoever opened it sees what is for the few, and so does whoever opened an action of it', async () => {
  const parties = [party('D', 'cato'), party('R', 'noa')]
  const a = await as('sol').call(promise.decisionsCreate, { ...question, need_by: '2026-06-22', audience: 'restricted', parties })
  expect(await as('sol').call(promise.decisionsGet, { id: a.id })).toMatchObject({ id: a.id })
  expect(await codeOf(as('farid').call(promise.decisionsGet, { id: a.id }))).toBe('decision.unknown')
  const actions = [{ text: 'Call the narwhal', dri: who('noa'), due: '2026-07-01' }]
  const done = await ledger.decide('cato', a.id, { no_actions: false, actions })
  const id = done.actions[0]?.id ?? ''
  for (const name of ['cato', 'noa']) expect(await codeOf(as(name).call(promise.actionsGet, { id })), name).toBe('answered')
  for (const name of ['sol', 'farid']) expect(await codeOf(as(name).call(promise.actionsGet, { id })), name).toBe('action.unknown')
})

test('a decision is late when its last day is over, and looked back at on its day until somebody has', async () => {
  const late = await decidedBy('mara', { need_by: '2026-06-18' })
  const back = await decidedBy('mara')
  await ledger.decide('mara', back.id, { review_on: '2026-06-19' })
  const seen = async (view: 'late' | 'unreviewed', id: string) =>
    (await as('mara').call(promise.decisionsList, { view, limit: 200 })).items.some((one) => one.id === id)
  expect(await on('2026-06-18', () => seen('late', late.id))).toBe(false)
  expect(await on('2026-06-19', () => seen('late', late.id))).toBe(true)
  expect(await on('2026-06-18', () => seen('unreviewed', back.id))).toBe(false)
  expect(await on('2026-06-19', () => seen('unreviewed', back.id))).toBe(true)
  await on('2026-06-19', () => as('mara').call(promise.decisionsReview, { id: back.id, result: 'keep' }))
  expect(await on('2026-06-20', () => seen('unreviewed', back.id))).toBe(false)
})

test('an action waits for its own person when its day has come, and is late the day after, while it is open', async () => {
  const due = '2026-06-18'
  const text = `Do ${crypto.randomUUID()}`
  const made = async (dri: string) => as('mara').call(promise.actionsCreate, { text, due, dri: who(dri) })
  const [mine, closed] = [await made('sol'), await made('sol')]
  await made('cato')
  await as('sol').call(promise.actionsComplete, { id: closed.id })
  const waits = () =>
    inside(as('sol'), async (ctx) => {
      const found = (await Promise.all(room.attention.map((source) => source.find(ctx)))).flat()
      return found.filter((one) => one.title === text).map((one) => one.detail.slice(0, mine.number.length))
    })
  expect(await on('2026-06-17', waits)).toEqual([])
  expect(await on('2026-06-18', waits)).toEqual([mine.number])
  const told = async () =>
    (await ledger.told('sol', 'decisions.action.overdue'))
      .filter((one) => one.text.includes(text))
      .map((one) => one.text.slice(0, mine.number.length))
  await on('2026-06-18', () => lookAround(ledger.cast.open))
  expect(await told(), 'its day is not over').toEqual([])
  await on('2026-06-19', () => lookAround(ledger.cast.open))
  await on('2026-06-20', () => lookAround(ledger.cast.open))
  expect(await told()).toEqual([mine.number])
})

test('what is handed over is what is open and still of the one who gives it, and whoever read it before is stale', async () => {
  const made = async (dri: string) => as('mara').call(promise.actionsCreate, { text: 'Do', due: '2026-07-01', dri: who(dri) })
  const [open, closed, others] = [await made('cato'), await made('cato'), await made('noa')]
  await as('cato').call(promise.actionsComplete, { id: closed.id })
  const actions = [open, closed, others].map(({ id }) => id)
  const [undecided, decided, elsewhere] = [await decidedBy('cato'), await decidedBy('cato'), await decidedBy('noa')]
  await ledger.decide('cato', decided.id)
  const decisions = [undecided, decided, elsewhere].map(({ id }) => id)
  const owned = await ledger.cast.open((ctx) => owning.ownedBy(ctx, who('cato')))
  const ids = owned.map(({ id }) => id)
  expect([...actions, ...decisions].filter((id) => ids.includes(id))).toEqual([open.id, undecided.id])
  const hand = (kind: string, some: string[]) =>
    ledger.cast.open((ctx) => owning.handOver(ctx, { kind, ids: some, from: who('cato'), to: who('farid'), left: false }))
  expect([await hand('action', actions), await hand('decision', decisions)]).toEqual([[open.id], [undecided.id]])
  expect(await as('farid').call(promise.actionsGet, { id: open.id })).toMatchObject({ dri: { name: 'farid' }, version: open.version + 1 })
  expect((await as('mara').call(promise.decisionsGet, { id: elsewhere.id })).decider.name).toBe('noa')
  expect(
    await ledger.cast.open((ctx) =>
      owning.handOver(ctx, { kind: 'action', ids: [open.id], from: who('farid'), to: who('sol'), left: true }),
    ),
  ).toEqual([])
})

test('nobody takes over what they are asked to agree to, while it is open', async () => {
  const parties = (name: string) => [party('D', name), party('A', 'farid'), party('I', 'sol')]
  const a = await ledger.opened({ parties: parties('cato'), a_reason: 'His money' })
  const hand = (to: string) =>
    ledger.cast.open((ctx) => owning.handOver(ctx, { kind: 'decision', ids: [a.id], from: who('cato'), to: who(to), left: false }))
  expect(await codeOf(hand('farid'))).toBe('rapid.decider_agrees')
  // whoever is heard may decide
  expect(await hand('sol')).toEqual([a.id])
  const now = await as('sol').call(promise.decisionsGet, { id: a.id })
  expect(now.parties.map((one) => [one.letter, one.name])).toEqual(
    a.parties.map((one) => [one.letter, one.letter === 'D' ? 'sol' : one.name]),
  )
})

test('near is what was decided, and not what is only asked', async () => {
  const a = await decidedBy('mara', { issue: 'Shall zebras graze beside the harbour?' })
  const near = async () =>
    (await as('sol').call(promise.decisionsNear, { issue: 'May zebras graze beside the harbour?' })).items.some(({ id }) => id === a.id)
  expect(await near()).toBe(false)
  await ledger.decide('mara', a.id)
  expect(await near()).toBe(true)
})

test('stale is what is about another version than the one that stands, and that alone', async () => {
  const thing = { room: 'strategy', kind: 'edition', id: crypto.randomUUID() }
  const about = { ...thing, version_hash: 'h1', title: 'Plan', href: '/strategy', audience: 'internal' as const }
  const note = (version_hash: string, more: object = {}) => ledger.cast.open((ctx) => noteSubject(ctx, { ...thing, ...more, version_hash }))
  const id = await inside(as('ilse'), (ctx) => open(ctx, { ...question, parties: [party('D', 'mara')], subjects: [about] }))
  const stale = async () => {
    const { items } = await as('sol').call(promise.decisionsList, { view: 'stale', limit: 200 })
    const page = await as('sol').call(promise.decisionsGet, { id })
    return [items.some((one) => one.id === id), page.stale, page.text.subjects[0]?.stale]
  }
  await note('h1')
  await note('h9', { kind: 'plan' })
  await note('h9', { id: crypto.randomUUID() })
  expect(await stale()).toEqual([false, false, false])
  await note('h2')
  expect(await stale()).toEqual([true, true, true])
})
