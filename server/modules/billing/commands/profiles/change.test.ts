import { expect, test } from 'vitest'
import { shopOfEach } from '../../../../../test/cast/till.ts'
import * as promise from '../../contract.ts'

const till = shopOfEach()

async function profileOf(accountId: string) {
  const [profile] = (await till.finance().call(promise.profilesList, { account_id: accountId })).items
  return profile ?? expect.fail('the account has no profile')
}

test('what is not named stays: the address alone, then the name alone', async () => {
  const { customer } = await till.bought()
  const before = await profileOf(customer.accountId)
  const address = { line1: 'Kaiserkai 2', postal_code: '20457', city: 'Hamburg' }
  const moved = await till.finance().call(promise.profilesChange, { id: before.id, address })
  expect(moved).toMatchObject({ address, legal_name: before.legal_name, tax_ids: before.tax_ids, terms_days: before.terms_days })
  const named = await till.finance().call(promise.profilesChange, { id: before.id, legal_name: 'Kestrel Two GmbH' })
  expect(named).toMatchObject({ address, legal_name: 'Kestrel Two GmbH', tax_ids: before.tax_ids })
  const without = await till.finance().call(promise.profilesChange, { id: before.id, tax_id: '' })
  expect(without).toMatchObject({ address, legal_name: 'Kestrel Two GmbH', tax_ids: [] })
  const { rows } = await till.shop.query(`select after from kernel.audit where action = 'billing.profile.changed' order by id`)
  expect(rows.map(({ after }) => after)).toEqual([{ address }, { legal_name: 'Kestrel Two GmbH' }, { tax_ids: [] }])
})
