import { expect, test } from 'vitest'
import { factsOfLane, factsOfPrices, factsOfRenewal, factsOfSelling } from './facts.ts'
import { shippedLane } from './lane.ts'
import { shippedRenewal } from './renewal.ts'

const price = (product_name: string, currency: string, per: string, unit_price: string, min_quantity = 1) => ({
  ...{ product: product_name.toLowerCase().replaceAll(' ', '-'), product_name, currency, per, unit_price, min_quantity },
})
const prices = [
  price('Harbor Professional', 'USD', 'year', '96.00'),
  price('Harbor Professional', 'EUR', 'year', '88.00'),
  price('Harbor Professional', 'USD', 'month', '9.60'),
  price('Harbor Enterprise', 'USD', 'year', '168.00'),
  price('Harbor Enterprise Advanced', 'USD', 'year', '244.00', 100),
  price('Harbor Enterprise Advanced', 'USD', 'year', '264.00', 11),
]

test('the shipped policies say limits, days and whose yes it takes', () => {
  const said = [...factsOfLane(shippedLane, (minor) => `$${minor / 100}`), ...factsOfRenewal(shippedRenewal), ...factsOfSelling()]
  expect(said.map(({ key, value }) => `${key} ${value}`)).toEqual([
    'billing.buy_alone $5000',
    'billing.sales_discount 15%',
    'billing.sales_limit $25000',
    'billing.custom_terms sales manager, legal, finance',
    'billing.grace 15 days',
    'billing.lapse 30 days',
    'billing.early 120 days',
    'billing.renewal_quote 90 days',
    'billing.renewal_notice 60 days',
    'billing.quote_valid 30 days',
    'billing.terms 30 days',
  ])
})

test('a policy without a limit or days says nothing of them', () => {
  expect(factsOfLane({ ...shippedLane, rows: [] }, String)).toEqual([])
  expect(factsOfRenewal({ ...shippedRenewal, steps: [], grace_days: 0, lapse_days: 0, early_days: 0 })).toEqual([])
})

test('a price is that of the smallest number of seats, under the words that tell its product from others', () => {
  const said = factsOfPrices(prices)
  expect(said.map(({ value }) => value)).toEqual(['USD 96.00', 'EUR 88.00', 'USD 9.60', 'USD 168.00', 'USD 264.00'])
  expect(said[0]?.about).toContain('Professional seat')
  expect(said[3]?.unless).toContain(' Advanced')
  expect(said[2]?.about).toEqual(['Professional month'])
})
