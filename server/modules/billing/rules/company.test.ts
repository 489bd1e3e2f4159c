import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { type CompanyFacts, fitChange, fitCompany, isIban } from './company.ts'
import { readTaxId } from '../../customers/rules/tax-ids/read.ts'
import { canSell, sellingSteps } from './ready.ts'

const ours: CompanyFacts = {
  code: 'DE',
  country: 'DE',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  registrations: [{ jurisdiction: 'EU', id: 'DE811907980', kind: 'oss', valid_from: '2021-07-01', valid_to: null }],
  iban: 'DE02 1203 0000 0000 2020 51',
  sells_to: ['DE', 'AT'],
}

function codeOf(work: () => void): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (isRefusal(error)) return error.code
    throw error
  }
}

describe('a selling company', () => {
  test('the examples of the IBAN registry fit, one wrong digit does not', () => {
    for (const good of [
      'GB29 NWBK 6016 1331 9268 19',
      'DE89 3704 0044 0532 0130 00',
      'NO93 8601 1117 947',
      'MT84MALT011000012345MTLCAST001S',
    ])
      expect(isIban(good)).toBe(true)
    expect(isIban('GB29 NWBK 6016 1331 9268 18')).toBe(false)
    expect(isIban('1234')).toBe(false)
  })

  test('a buyer has one seller: no two companies name the same country or serve the rest', () => {
    expect(codeOf(() => fitCompany(ours, [ours, { code: 'US', sells_to: ['*'] }], readTaxId))).toBeUndefined()
    expect(codeOf(() => fitCompany(ours, [{ code: 'AT', sells_to: ['AT'] }], readTaxId))).toBe('entity.country_taken')
    expect(codeOf(() => fitCompany({ ...ours, sells_to: ['*'] }, [{ code: 'US', sells_to: ['*'] }], readTaxId))).toBe(
      'entity.country_taken',
    )
  })

  test('tax numbers are checked where their form is known; sales permits are taken as they are', () => {
    const [first] = ours.registrations
    if (!first) throw new Error('no registration')
    const wrong = { ...first, id: 'DE811907981' }
    expect(codeOf(() => fitCompany({ ...ours, registrations: [wrong] }, [], readTaxId))).toBe('entity.tax_id_invalid')
    expect(
      codeOf(() => fitCompany({ ...ours, registrations: [{ ...wrong, jurisdiction: 'US-TX', kind: 'sales' }] }, [], readTaxId)),
    ).toBeUndefined()
    expect(codeOf(() => fitCompany({ ...ours, registrations: [{ ...first, valid_to: '2021-07-01' }] }, [], readTaxId))).toBe(
      'entity.days_reversed',
    )
  })

  test('country, currency and zone stay once there are customers; name and address may move', () => {
    expect(codeOf(() => fitChange(ours, { ...ours, currency: 'USD' }, true))).toBe('entity.in_use')
    expect(codeOf(() => fitChange(ours, { ...ours, currency: 'USD' }, false))).toBeUndefined()
    expect(codeOf(() => fitChange(ours, { ...ours, iban: null }, true))).toBeUndefined()
  })
})

test('a second company without prices is named, and does not stop the first from selling', () => {
  const first = { code: 'US', name: 'Acme, Inc.', currency: 'USD', priced: 2, month: '2026-06', rated: true }
  const second = { code: 'DE', name: 'Acme GmbH', currency: 'EUR', priced: 0, month: '2026-06', rated: false }
  const facts = { companies: [first, second], products: 2, terms: 1, drafted: false, policyCurrency: 'USD' }
  const steps = sellingSteps(facts)
  expect(steps.filter((step) => !step.done).map((step) => step.step)).toEqual(['prices', 'rate'])
  expect(steps.find((step) => step.step === 'prices')?.text).toBe('No price in EUR yet, so Acme GmbH cannot sell.')
  const drafted = sellingSteps({ ...facts, drafted: true }).find((step) => step.step === 'prices')
  expect(drafted).toMatchObject({ done: false, text: 'A version is drafted and waits to be published.' })
  expect(canSell(facts)).toBe(true)
  expect(canSell({ ...facts, companies: [second] })).toBe(false)
  expect(canSell({ ...facts, terms: 0 })).toBe(false)
})
