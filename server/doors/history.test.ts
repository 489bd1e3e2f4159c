import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { record } from '../kernel/audit.ts'
import type { Scope } from '../kernel/context.ts'
import type { OutputOf } from '../kernel/operation.ts'
import { rightsOf } from '../../test/cast/rights.ts'
import { rooms } from '../rooms.ts'
import { call } from './call.ts'
import { history } from './contract.ts'
import { houseOperations } from './house-operations.ts'

let cast: Cast
const id = randomUUID()
beforeAll(async () => {
  cast = await openCast({ rooms: ['people'] })
  await cast.open(async (ctx) => {
    const subject = { kind: 'person', id, label: 'Tom' }
    await record(ctx, { action: 'people.session.started', subject, after: { address: '203.0.113.9' } })
    await record(ctx, { action: 'people.roles.changed', subject, after: { roles: ['member'] } })
    await record(ctx, { action: 'licensing.licence.issued', subject: { kind: 'licence', id } })
  })
})
afterAll(() => cast.close())

const bound = houseOperations(rooms, false).find(({ operation }) => operation.name === history.name)

async function actionsFor(rights: Map<string, Scope>, kind: string): Promise<string[]> {
  if (!bound) throw new Error('nobody answers for history')
  const { answer } = await call(cast.house, bound, { kind: 'person', id: randomUUID(), name: 'Reader', rights }, { kind, id })
  return (answer as OutputOf<typeof history>).items.map((row) => row.action)
}

test('who signed in and from where is shown to those who look after access, not to everybody who reads history', async () => {
  expect(await actionsFor(rightsOf(['finance']), 'person')).toEqual(['people.roles.changed'])
  expect(await actionsFor(rightsOf(['auditor']), 'person')).toEqual(['people.roles.changed', 'people.session.started'])
})

test('a key that was given history alone reads nothing that its other rights would not show', async () => {
  expect(await actionsFor(new Map([['house.history', 'all']]), 'licence')).toEqual([])
  expect(await actionsFor(rightsOf(['finance']), 'licence')).toEqual(['licensing.licence.issued'])
})
