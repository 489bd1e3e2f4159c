import { expect, test } from 'vitest'
import { shopOfEach } from '../../../../../test/cast/till.ts'
import { sha256 } from '../../../../kernel/canonical.ts'
import * as promise from '../../contract.ts'

const till = shopOfEach()

test('versions of a text count on, each begins today or later, and a buyer is shown the one that holds', async () => {
  const { shop, at } = till
  at('2026-06-15')
  const admin = shop.cast.as('admin')
  const [old] = (await shop.cast.visitor().call(promise.portalTerms, {})).documents
  if (!old) throw new Error('no terms')
  const next = { code: old.code, title: 'Terms of sale', locale: 'en', body: 'We sell, you pay, both soon.', standard: true }
  const refused = { code: 'terms.backdated', unmet: [expect.objectContaining({ path: 'effective_from' })] }
  await expect(admin.call(promise.termsCreate, { ...next, effective_from: '2026-06-14' })).rejects.toMatchObject(refused)
  const second = await admin.call(promise.termsCreate, { ...next, effective_from: '2026-06-15' })
  expect(second).toMatchObject({ code: old.code, version: '2.0', sha: sha256(next.body), effective_from: '2026-06-15' })
  const third = await admin.call(promise.termsCreate, { ...next, body: 'We sell, you pay at once.', effective_from: '2026-07-01' })
  expect(third).toMatchObject({ version: '3.0' })
  const shown = async () =>
    (await shop.cast.visitor().call(promise.portalTerms, {})).documents.find(({ code }) => code === old.code)?.version
  expect(await shown()).toBe('2.0')
  at('2026-07-01')
  expect(await shown()).toBe('3.0')
  const { rows } = await shop.query(`select after from kernel.audit where action = 'billing.terms.published' order by at, id`)
  expect(rows.map(({ after }) => [after.version, after.sha])).toEqual([
    ['2.0', second.sha],
    ['3.0', third.sha],
  ])
})

test('the first version of a text may have begun before today, in each language', async () => {
  const { shop, at } = till
  at('2026-06-15')
  const admin = shop.cast.as('admin')
  const first = { code: 'partners', title: 'For partners', body: 'Sell it on.', standard: false, effective_from: '2024-01-01' }
  expect(await admin.call(promise.termsCreate, { ...first, locale: 'en' })).toMatchObject({ version: '1.0', effective_from: '2024-01-01' })
  expect(await admin.call(promise.termsCreate, { ...first, locale: 'de' })).toMatchObject({ version: '1.0' })
  await expect(admin.call(promise.termsCreate, { ...first, locale: 'de' })).rejects.toMatchObject({ code: 'terms.backdated' })
})
