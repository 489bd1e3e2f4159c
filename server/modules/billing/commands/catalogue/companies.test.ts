import { expect, test } from 'vitest'
import { shopOfEach } from '../../../../../test/cast/till.ts'
import * as promise from '../../contract.ts'

const till = shopOfEach()

test('of a selling company what is named changes, and the history has that alone with what it was', async () => {
  const admin = till.shop.cast.as('admin')
  const [before] = (await admin.call(promise.entitiesList, {})).items
  if (!before) throw new Error('nobody sells')
  const changed = await admin.call(promise.entitiesChange, { id: before.id, name: 'Tidewater Harbour Ltd', if_match: before.version })
  expect(changed).toMatchObject({ ...before, name: 'Tidewater Harbour Ltd', version: before.version + 1 })
  const { rows } = await till.shop.query(`select before, after from kernel.audit where action = 'billing.entity.changed'`)
  expect(rows).toEqual([{ before: { name: before.name }, after: { name: 'Tidewater Harbour Ltd' } }])
  const [kept] = (await admin.call(promise.entitiesList, {})).items.filter(({ id }) => id === before.id)
  expect(kept).toEqual(changed)
})

test('a company that is added is the last of them: the first alone numbers its documents without its code', async () => {
  const { shop } = till
  const places = async () => (await shop.query('select code, position from billing.legal_entity order by position')).rows
  const before = await places()
  expect(before.map(({ position }) => position)).toEqual([1, 2])
  const france = {
    code: 'FR',
    name: 'Tidewater SAS',
    address: { street: 'Quai 1', postal_code: '13002', city: 'Marseille' },
    country: 'FR',
  }
  await shop.cast.as('admin').call(promise.entitiesCreate, { ...france, currency: 'EUR', zone: 'Europe/Paris', sells_to: ['JP'] })
  expect(await places()).toEqual([...before, { code: 'FR', position: 3 }])
})
