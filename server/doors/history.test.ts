import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../kernel/context.ts'
import { type Ledger, openLedger, question } from '../../test/cast/ledger.ts'
import { record } from '../kernel/audit.ts'
import type { Scope } from '../kernel/context.ts'
import type { OutputOf } from '../kernel/operation.ts'
import { rightsOf } from '../../test/cast/rights.ts'
import { decisionsCreate } from '../modules/decisions/contract.ts'
import { groupCreate, groupRead, memberAdd } from '../modules/people/contract.ts'
import { call } from './call.ts'
import { history } from './contract.ts'
import { houseOperations } from './house-operations.ts'

let ledger: Ledger
const id = randomUUID()
beforeAll(async () => {
  ledger = await openLedger()
  await ledger.cast.open(async (ctx) => {
    const subject = { kind: 'person', id, label: 'Tom' }
    await record(ctx, { action: 'people.session.started', subject, after: { address: '203.0.113.9' } })
    await record(ctx, { action: 'people.roles.changed', subject, after: { roles: ['member'] } })
    await record(ctx, { action: 'licensing.licence.issued', subject: { kind: 'licence', id } })
  })
})
afterAll(() => ledger?.cast.close())

async function actionsAs(actor: Actor, kind: string, of: string): Promise<string[]> {
  const { house } = ledger.cast
  const bound = houseOperations(house.rooms, false).find(({ operation }) => operation.name === history.name)
  if (!bound) throw new Error('nobody answers for history')
  const { answer } = await call(house, bound, actor, { kind, id: of })
  return (answer as OutputOf<typeof history>).items.map((row) => row.action)
}

async function actionsFor(rights: Map<string, Scope>, kind: string): Promise<string[]> {
  return actionsAs({ kind: 'person', id: randomUUID(), name: 'Reader', rights }, kind, id)
}

test('who signed in and from where is shown to those who look after access, not to everybody who reads history', async () => {
  expect(await actionsFor(rightsOf(['finance']), 'person')).toEqual(['people.roles.changed'])
  expect(await actionsFor(rightsOf(['auditor']), 'person')).toEqual(['people.roles.changed', 'people.session.started'])
})

test('a key that was given history alone reads nothing that its other rights would not show', async () => {
  expect(await actionsFor(new Map([['house.history', 'all']]), 'licence')).toEqual([])
  expect(await actionsFor(rightsOf(['finance']), 'licence')).toEqual(['licensing.licence.issued'])
})

/** Of finance as well, and in neither. */
const cora = () => ({ ...ledger.as('farid').actor, id: randomUUID(), name: 'Cora' })

test('of a decision for the few the history tells nobody more than the ledger does, and of one that is gone what it told', async () => {
  const parties = [ledger.party('D', 'mara'), ledger.party('I', 'farid')]
  const wanted = { ...question, need_by: '2026-06-22', audience: 'restricted' as const, parties }
  const decision = await ledger.as('ilse').call(decisionsCreate, wanted)
  expect(await actionsAs(ledger.as('farid').actor, 'decision', decision.id)).toContain('decisions.decision.opened')
  expect(await actionsAs(cora(), 'decision', decision.id)).toEqual([])
  expect(await actionsAs(ledger.as('mara').actor, 'decision', decision.id)).toContain('decisions.decision.opened')
  const gone = randomUUID()
  await ledger.cast.open((ctx) => record(ctx, { action: 'decisions.decision.opened', subject: { kind: 'decision', id: gone } }))
  expect(await actionsAs(cora(), 'decision', gone)).toEqual(['decisions.decision.opened'])
})

test('a group for the few is named to its own people alone: not by its history, its parent or a decision', async () => {
  const admin = ledger.cast.as('admin')
  const parent = await admin.call(groupCreate, { name: 'Open', kind: 'team' })
  const { id: secret } = await admin.call(groupCreate, { name: 'Quokka', kind: 'team', audience: 'restricted', parent_id: parent.id })
  await admin.call(memberAdd, { id: secret, person_id: ledger.id('farid') })
  const below = await admin.call(groupCreate, { name: 'Below', kind: 'team', parent_id: secret })
  const parts = async (who: string) => (await ledger.as(who).call(groupRead, { id: parent.id })).parts.map(({ name }) => name)
  const above = async (who: string) => (await ledger.as(who).call(groupRead, { id: below.id })).above.map(({ name }) => name)
  expect([await parts('farid'), await above('farid')]).toEqual([['Quokka'], ['Open', 'Quokka']])
  expect([await parts('noa'), await above('noa')]).toEqual([[], ['Open']])
  expect((await actionsAs(ledger.as('farid').actor, 'group', secret)).length).toBeGreaterThan(0)
  expect(await actionsAs(cora(), 'group', secret)).toEqual([])
  const named = { ...question, need_by: '2026-06-22', parties: [ledger.party('D', 'mara'), { letter: 'I' as const, group_id: secret }] }
  await expect(ledger.as('noa').call(decisionsCreate, named)).rejects.toMatchObject({ code: 'rapid.unknown_party' })
  const told = { ...question, need_by: '2026-06-22', parties: [ledger.party('D', 'mara')], informed: [secret] }
  await expect(ledger.as('noa').call(decisionsCreate, told)).rejects.toMatchObject({ code: 'rapid.unknown_party' })
  expect((await ledger.as('farid').call(decisionsCreate, named)).parties.at(-1)).toMatchObject({ name: 'Quokka' })
})
