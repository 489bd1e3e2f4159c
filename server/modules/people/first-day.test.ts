import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { companyChange, firstRunDo, personRoles } from './contract.ts'
import { actorOfPerson } from './index.ts'

let cast: Cast
beforeAll(async () => {
  // in New York it is still the day before
  cast = await openCast({ rooms: ['people'], now: new Date('2026-11-29T03:00:00Z') })
})
afterAll(() => cast?.close())

test('the first owner is one at once where it is still yesterday, and roles of today go along when the company moves there', async () => {
  const owner = { name: 'Mara Okonjo', email: 'mara@tidewater.example', password: 'a calm harbour at dusk' }
  const { person_id: id } = await cast.visitor().call(firstRunDo, { company: { name: 'Tidewater', zone: 'America/New_York' }, owner })
  const mayOn = (today: string, right: string) =>
    cast.open(async (ctx) => (await actorOfPerson({ ...ctx, today }, id))?.rights.has(right) ?? false)
  expect(await mayOn('2026-11-28', 'people.admin')).toBe(true)
  // in New York it is the 29th now, in Honolulu the 28th
  cast.setNow(new Date('2026-11-29T06:00:00Z'))
  await cast.as('admin').call(personRoles, { id, roles: ['admin', 'finance'] })
  expect(await mayOn('2026-11-28', 'billing.approve')).toBe(false)
  await cast.as('admin').call(companyChange, { zone: 'Pacific/Honolulu' })
  expect(await mayOn('2026-11-28', 'billing.approve')).toBe(true)
})
