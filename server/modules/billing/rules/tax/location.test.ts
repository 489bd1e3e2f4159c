import { expect, it } from 'vitest'
import { locationOf } from './location.ts'

it('needs two agreeing signs of different kinds, and does not guess', () => {
  const address = { kind: 'billing_address' as const, country: 'FR' }
  const ip = { kind: 'ip_country' as const, country: 'FR' }
  expect(locationOf([address, ip])).toMatchObject({ state: 'clear', country: 'FR' })
  expect(locationOf([address, address]).state).toBe('unclear')
  expect(locationOf([address, ip, { kind: 'bank_country', country: 'DE' }])).toMatchObject({ state: 'unclear', country: null })
  expect(locationOf([])).toMatchObject({ state: 'unclear', country: null })
  expect(
    locationOf([
      { ...address, country: 'GR' },
      { ...ip, country: 'EL' },
    ]),
  ).toMatchObject({ state: 'clear', country: 'GR' })
})
