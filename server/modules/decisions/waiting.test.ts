import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ledger, openLedger, question } from '../../../test/cast/ledger.ts'
import { delegationCreate, groupCreate, memberAdd } from '../people/contract.ts'
import { lookAround } from './commands/daily.ts'
import { noteSubject } from './commands/subjects.ts'
import { open } from './commands/open.ts'
import * as promise from './contract.ts'

/** The ledger asks the database what waits for whom; the page of a decision asks the rules. Both say the same, for everybody. */
let ledger: Ledger
const made = new Map<string, string>()
const as = (name: string) => ledger.as(name)
const who = (name: string) => ledger.id(name)
const party = (...of: Parameters<Ledger['party']>) => ledger.party(...of)

async function opened(what: string, more: object = {}) {
  const decision = await ledger.opened({ issue: `${what}?`, ...more })
  made.set(decision.id, what)
  return decision
}
/** A room's own thing, agreed to part by part, whose next version says something else of these parts. */
async function movesOn(what: string, items: Record<string, string>) {
  const thing = { room: 'strategy', kind: 'edition', id: what }
  const ref = { ...thing, version_hash: '1', title: what, href: '/', audience: 'internal' as const }
  const id = await ledger.cast.open((ctx) =>
    open(
      { ...ctx, actor: as('ilse').actor },
      {
        ...{ ...question, issue: `${what}?`, kind: 'signoff', need_by: '2026-06-22', subjects: [ref], items: { a: '1', b: '1' } },
        ...{ parties: [party('D', 'mara'), party('A', 'sol')] },
      },
    ),
  )
  made.set(id, what)
  await ledger.answer('sol', id, 'agree')
  await ledger.cast.open((ctx) => noteSubject({ ...ctx, actor: as('ilse').actor }, { ...thing, version_hash: '2', items }))
}
async function isKept(what: string) {
  const wish = { ...question, issue: `${what}?`, kind: 'signoff' as const, need_by: '2026-06-22' }
  const id = await ledger.cast.open((ctx) =>
    open(
      { ...ctx, actor: as('ilse').actor },
      { ...wish, parties: [party('D', 'mara'), party('A', 'sol'), party('I', 'farid')], keeps: () => 'DEC-2025-0001' },
    ),
  )
  made.set(id, what)
}
const stands = (from: string, to: string) =>
  as(from).call(delegationCreate, { to_id: who(to), what: ['decisions'], until_day: '2026-06-30' })
const rewritten = async (id: string) => {
  const { version } = await as('mara').call(promise.decisionsGet, { id })
  await as('mara').call(promise.decisionsRewrite, { id, if_match: version, ...question, proposal: `Otherwise ${id}` })
}

beforeAll(async () => {
  ledger = await openLedger()
  for (const [from, to] of [
    ['sol', 'cato'],
    ['farid', 'cato'],
    ['mara', 'noa'],
  ] as const)
    await stands(from, to)
  await opened('nobody has answered')
  await ledger.answer('sol', (await opened('it is ready')).id, 'support')
  const older = await opened('the answer is on an older text')
  await ledger.answer('sol', older.id, 'support')
  await rewritten(older.id)
  const round = await opened('the answer is of an older round')
  await ledger.answer('sol', round.id, 'support')
  await as('mara').call(promise.decisionsRound, { id: round.id })
  const silent = await opened('somebody was silent', {
    parties: [party('D', 'mara'), party('I', 'sol'), party('A', 'noa')],
    a_reason: 'Hers',
  })
  await ledger.answer('noa', silent.id, 'agree')
  await ledger.answer('sol', (await opened('what is hard to undo is ready', { type: 1 })).id, 'support')
  const both = [party('D', 'mara'), party('I', 'sol'), party('I', 'farid')]
  const two = await opened('two are away, one is answered for', { parties: both })
  const sol = two.parties.find((one) => one.name === 'sol')?.id
  await ledger.answer('cato', two.id, 'support', { party_id: sol })
  const again = await opened('the one who was answered for is asked on a newer text', { parties: both })
  await ledger.answer('cato', again.id, 'support', { party_id: again.parties.find((one) => one.name === 'sol')?.id })
  await rewritten(again.id)
  // whoever stands in for the decider has answered already
  const heard = await opened('a stand-in of its decider has answered', { parties: [party('D', 'farid'), party('I', 'sol')] })
  await ledger.answer('cato', heard.id, 'support')
  const own = await as('cato').call(promise.decisionsCreate, {
    ...question,
    need_by: '2026-06-22',
    issue: 'a stand-in opened it?',
    parties: [party('D', 'mara'), party('I', 'sol'), party('R', 'ilse')],
  })
  made.set(own.id, 'a stand-in opened it')
  const { id: council } = await ledger.cast.as('admin').call(groupCreate, { name: 'Council', kind: 'body' })
  for (const name of ['mara', 'farid']) await ledger.cast.as('admin').call(memberAdd, { id: council, person_id: who(name) })
  await opened('the decider is in a group that shall agree', {
    parties: [party('D', 'mara'), { letter: 'A', group_id: council }],
    a_reason: 'Theirs',
  })
  await isKept('all of it is kept')
  await movesOn('a part has moved since it was answered', { a: '2', b: '1' })
  await movesOn('nothing that was answered has moved', { a: '1' })
  await ledger.decide('mara', (await opened('it is decided', { parties: [party('D', 'mara')] })).id)
  ledger.at('2026-06-23')
  await lookAround(ledger.cast.open)
})
afterAll(() => ledger?.cast.close())

test.each(['ilse', 'mara', 'farid', 'noa', 'sol', 'cato'])('for %s', async (name) => {
  const { items } = await as(name).call(promise.decisionsList, { limit: 200 })
  expect(items).toHaveLength(made.size)
  const called = (all: { id: string }[]) => all.map(({ id }) => made.get(id)).sort()
  const asked = async (view: 'waiting_for_me' | 'late') => called((await as(name).call(promise.decisionsList, { view, limit: 200 })).items)
  expect(await asked('waiting_for_me')).toEqual(called(items.filter((one) => one.waits_for_me)))
  expect(await asked('late')).toEqual(called(items.filter((one) => one.late)))
})

test('somebody waits in each case that was made, and nobody where it is decided', async () => {
  const waited = new Set<string>()
  for (const name of ['ilse', 'mara', 'farid', 'noa', 'sol', 'cato'])
    for (const { id } of (await as(name).call(promise.decisionsList, { view: 'waiting_for_me', limit: 200 })).items)
      waited.add(made.get(id) ?? '')
  expect([...made.values()].filter((what) => !waited.has(what))).toEqual(['it is decided'])
})
