import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { call } from './call.ts'
import { admitPerson } from '../modules/people/index.ts'
import { rooms } from '../rooms.ts'
import { operations, whoMay } from './contract.ts'
import { houseOperations } from './house-operations.ts'
import type { OutputOf } from '../kernel/operation.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: ['people', 'customers', 'billing'], now: new Date('2026-06-15T10:00:00Z') })
  for (const [name, roles] of [
    ['Noa Peretz', ['sales_manager', 'sales']],
    ['Farid Amari', ['finance']],
    ['Sol Rivera', ['member']],
  ] as const)
    await cast.open((ctx) =>
      admitPerson(ctx, { name, email: `${name.slice(0, 3)}@tidewater.example`, password: 'a calm harbour at dusk', roles }),
    )
})
afterAll(() => cast?.close())

const desk = houseOperations(rooms, false)
const ask = async (operation: string) => {
  const bound = desk.find((one) => one.operation.name === whoMay.name) ?? expect.fail('no such desk')
  return (await call(cast.house, bound, cast.as('member').actor, { operation })).answer as OutputOf<typeof whoMay>
}

test('who may do a thing is answered from the one table, with the widest reach of those who hold the right', async () => {
  const sells = await ask('billing.quotes.create')
  expect(sells.people.map(({ name, reach }) => [name, reach])).toEqual([
    ['Farid Amari', 'all'],
    ['Noa Peretz', 'all'],
  ])
  expect(sells.roles).toContainEqual({ role: 'sales', reach: 'team' })
  expect((await ask('people.persons.depart')).people).toEqual([])
  expect(await ask('people.sign_in')).toMatchObject({ right: 'anyone', roles: [], people: [] })
  await expect(ask('nothing.like_it')).rejects.toMatchObject({ code: 'operation.unknown' })
})

test('every operation of the house can be asked about, itself included', async () => {
  const bound = desk.find((one) => one.operation.name === operations.name) ?? expect.fail('no such desk')
  const { items } = (await call(cast.house, bound, cast.as('member').actor, {})).answer as OutputOf<typeof operations>
  const names = items.map((one) => one.name)
  expect(names).toEqual([...new Set([...rooms.flatMap((room) => room.operations), ...desk].map((one) => one.operation.name))].sort())
})
