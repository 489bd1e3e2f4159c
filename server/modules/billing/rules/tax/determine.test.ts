import { describe, expect, it } from 'vitest'
import type { Party } from '../engine/shapes.ts'
import { determineTax, ratesAt, type TaxQuestion } from './determine.ts'
import { shippedRates } from './rows/rates.ts'
import { shippedRules } from './rows/rules.ts'

function ask(seller: Party, buyer: Party, more: Partial<TaxQuestion> = {}) {
  return determineTax({ seller, buyer, class: 'self_hosted', day: '2026-07-01', rates: shippedRates, rules: shippedRules, ...more })
}

const de: Party = { country: 'DE' }
const us: Party = { country: 'US' }
const ca: Party = { country: 'CA' }
const vatId = (country: string, state: string): Party => ({ country, kind: 'business', tax_ids: [{ country, id: `${country}1`, state }] })

it('of two rows of one code the one of the later day holds, and of one day the one that was written last', () => {
  const [row] = shippedRates
  if (!row) throw new Error('no rates are shipped')
  const at = (rows: [from: string, rate: string][]) =>
    ratesAt(
      rows.map(([valid_from, rate]) => ({ ...row, valid_from, valid_to: null, rate })),
      row.jurisdiction,
      '2026-07-01',
    ).map(({ rate }) => rate)
  expect(
    at([
      ['2024-01-01', '7'],
      ['2025-01-01', '8'],
    ]),
  ).toEqual(['8'])
  expect(
    at([
      ['2025-01-01', '8'],
      ['2024-01-01', '7'],
    ]),
  ).toEqual(['8'])
  expect(
    at([
      ['2025-01-01', '8'],
      ['2025-01-01', '9'],
    ]),
  ).toEqual(['9'])
})

it('a permit of a state is the duty to collect there, as long as the question says nothing else of it', () => {
  const texas = { country: 'US', region: 'TX', kind: 'business' as const }
  const held = { ...us, registrations: ['US-TX'] }
  const told = ask(held, texas, { nexus: ['US-TX'] })
  expect(told.taxes).not.toEqual([])
  expect(ask(held, texas)).toEqual(told)
  expect(ask(held, { ...texas, region: 'CA' }).taxes).toMatchObject([{ rate: '0' }])
  expect(ask(held, texas, { nexus: [] }).taxes).toMatchObject([{ rate: '0' }])
  expect(() => ask(held, { country: 'US' })).toThrow(expect.objectContaining({ code: 'tax.region_missing' }))
  // a registration of the whole country, or of another one, is a permit of no state
  expect(ask({ ...us, registrations: ['US', 'EU', 'CA-QC'] }, { country: 'US' })).toMatchObject({ rule: 'R6-none' })
})

describe('the shipped rules', () => {
  it('R1: a certificate exempts while it lasts', () => {
    const buyer: Party = { country: 'DE', certificates: [{ jurisdictions: ['DE'], valid_to: '2026-12-31' }] }
    expect(ask(de, buyer)).toMatchObject({ rule: 'R1', taxes: [{ category: 'E', rate: '0' }] })
    expect(ask(de, buyer, { day: '2027-01-01' })).toMatchObject({ rule: 'R2' })
    expect(
      ask(de, { country: 'DE', certificates: [{ jurisdictions: ['DE'], classes: ['training'], valid_to: '2026-12-31' }] }),
    ).toMatchObject({ rule: 'R2' })
  })

  it('an id that nobody has checked yet counts as pending: the tax is charged, as for one whose answer is awaited', () => {
    const answers = ['unchecked', 'pending', 'valid', 'invalid'].map((state) => ask(de, vatId('FR', state)))
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]?.rule).not.toBe(answers[2]?.rule)
    // a company's own row may treat a pending id apart from none at all
    const own = { id: 'own', priority: 1, valid_from: '2020-01-01', valid_to: null, source: 'ours', when: { tax_id: ['pending' as const] } }
    const rules = [{ ...own, then: { category: 'S' as const, code: 'VAT', rate: '7' } }]
    expect(ask(de, vatId('FR', 'unchecked'), { rules }).rule).toBe('own')
    expect(ask(de, { country: 'FR', kind: 'business' }, { rules }).rule).toBeNull()
  })

  it('R2: at home the seller’s rate, also for a business with an id', () => {
    expect(ask(de, vatId('DE', 'valid'))).toMatchObject({
      rule: 'R2',
      taxes: [{ code: 'VAT', category: 'S', rate: '19', jurisdiction: 'DE' }],
    })
    expect(ask({ country: 'CH' }, { country: 'CH' }).taxes[0]?.rate).toBe('8.1')
  })

  it('R3: an EU business elsewhere with a valid id accounts for the tax itself', () => {
    const [tax] = ask(de, vatId('FR', 'valid')).taxes
    expect(tax).toMatchObject({ category: 'AE', rate: '0', reason: 'VATEX-EU-AE', note: 'Reverse charge (Art. 196 Directive 2006/112/EC)' })
    expect(ask(de, { country: 'GR', tax_ids: [{ country: 'EL', id: 'EL1', state: 'valid' }] })).toMatchObject({ rule: 'R3' })
  })

  it('an id of the seller’s own country shifts no tax to a buyer abroad', () => {
    const buyer: Party = { country: 'FR', kind: 'business', tax_ids: [{ country: 'DE', id: 'DE1', state: 'valid' }] }
    expect(ask(de, buyer)).toMatchObject({ rule: 'R4b', taxes: [{ rate: '20', jurisdiction: 'FR' }] })
    const dutch: Party = { ...buyer, tax_ids: [{ country: 'NL', id: 'NL1', state: 'valid' }] }
    expect(ask(de, dutch)).toMatchObject({ rule: 'R3' })
  })

  it('R4: every other EU buyer pays the seller’s rate below the threshold, else its own', () => {
    for (const buyer of [{ country: 'FR' }, vatId('FR', 'pending'), vatId('FR', 'invalid'), { country: 'FR', kind: 'business' } as Party]) {
      expect(ask(de, buyer, { below_threshold: true })).toMatchObject({ rule: 'R4a', taxes: [{ rate: '19', jurisdiction: 'DE' }] })
      expect(ask(de, buyer)).toMatchObject({ rule: 'R4b', taxes: [{ rate: '20', jurisdiction: 'FR' }] })
    }
  })

  it('R5: from the EU to the world, export; elsewhere abroad, outside the scope', () => {
    expect(ask(de, us)).toMatchObject({ rule: 'R5', taxes: [{ category: 'G', rate: '0', reason: 'VATEX-EU-G' }] })
    expect(ask(de, { country: 'GB' })).toMatchObject({ rule: 'R5' })
    expect(ask({ country: 'GB' }, us)).toMatchObject({ taxes: [{ category: 'O', rate: '0' }] })
  })

  it('R6: in the US only with nexus and where the class is taxable', () => {
    const texas: Party = { country: 'US', region: 'TX' }
    expect(ask(us, texas)).toMatchObject({
      rule: 'R6-none',
      taxes: [{ category: 'O', rate: '0', reason: 'not registered', jurisdiction: 'US-TX' }],
    })
    expect(ask(us, texas, { class: 'saas', nexus: ['US-TX'] })).toMatchObject({
      rule: 'R6-TX',
      taxes: [{ category: 'S', rate: '6.25', share: '80' }],
    })
    expect(ask(us, texas, { nexus: ['US-TX'] })).toMatchObject({ taxes: [{ rate: '6.25', jurisdiction: 'US-TX' }] })
    expect(ask(us, { country: 'US', region: 'CA' }, { class: 'saas', nexus: ['US-CA'] })).toMatchObject({ rule: 'R6-none' })
    expect(ask(us, { country: 'BR' })).toMatchObject({ rule: 'R6-abroad', taxes: [{ category: 'O' }] })
  })

  it('R6: without the buyer’s state nothing is guessed once a state taxes', () => {
    expect(() => ask(us, us, { nexus: ['US-TX'] })).toThrowError(expect.objectContaining({ code: 'tax.region_missing' }))
    expect(ask(us, us)).toMatchObject({ rule: 'R6-none' })
    expect(ask(de, us, { nexus: ['US-TX'] })).toMatchObject({ rule: 'R5' })
  })

  it('R7: in Canada the province’s rows; PST and QST need a registration', () => {
    const codes = (seller: Party, region: string) => ask(seller, { country: 'CA', region }).taxes.map((tax) => `${tax.code} ${tax.rate}`)
    expect(codes(ca, 'QC')).toEqual(['GST 5'])
    expect(codes({ country: 'CA', registrations: ['CA-QC'] }, 'QC')).toEqual(['GST 5', 'QST 9.975'])
    expect(codes(ca, 'ON')).toEqual(['HST 13'])
    expect(codes(ca, 'NS')).toEqual(['HST 14'])
  })

  it('R8: into the EU, a business accounts for the tax itself, a consumer needs us to be registered', () => {
    expect(ask(us, { country: 'FR', kind: 'business' })).toMatchObject({ rule: 'R8-business', taxes: [{ category: 'O', rate: '0' }] })
    expect(() => ask(us, { country: 'FR' })).toThrowError(expect.objectContaining({ code: 'tax.registration_missing' }))
    expect(ask({ country: 'US', registrations: ['EU'] }, { country: 'FR', region: 'IDF' })).toMatchObject({
      taxes: [{ rate: '20', jurisdiction: 'FR' }],
    })
  })

  it('R9: nothing matches, nothing is guessed', () => {
    expect(ask({ country: 'BR' }, { country: 'BR' })).toMatchObject({ rule: null, taxes: [] })
    expect(ask(de, de, { rates: [] })).toMatchObject({ rule: null, reason: expect.stringContaining('No tax rate row for DE') })
  })
})

describe('dated rate rows', () => {
  it('are picked by the tax day', () => {
    const on = (place: string, day: string) => ratesAt(shippedRates, place, day)[0]?.rate
    expect([on('DE', '2020-06-30'), on('DE', '2020-07-01'), on('DE', '2020-12-31'), on('DE', '2021-01-01')]).toEqual([
      '19',
      '16',
      '16',
      '19',
    ])
    expect([on('EE', '2025-06-30'), on('EE', '2025-07-01')]).toEqual(['22', '24'])
    expect([on('SK', '2024-12-31'), on('SK', '2025-01-01')]).toEqual(['20', '23'])
  })

  it('carry a source each, and one rate per place, code and day', () => {
    for (const row of shippedRates) expect(row.source).toMatch(/^https:/)
    for (const day of ['2021-07-01', '2024-01-01', '2026-07-01'])
      for (const place of new Set(shippedRates.map((row) => row.jurisdiction))) {
        const inForce = shippedRates.filter(
          (row) => row.jurisdiction === place && row.valid_from <= day && (row.valid_to === null || day < row.valid_to),
        )
        expect(new Set(inForce.map((row) => row.code)).size).toBe(inForce.length)
      }
  })
})
