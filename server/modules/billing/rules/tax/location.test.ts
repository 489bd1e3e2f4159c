import { expect, it } from 'vitest'
import { locationFor, locationOf } from './location.ts'

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

it('a consumer in Europe who buys something digital is asked for a second sign; a business is where it says', () => {
  const french = { buyer: { country: 'FR', kind: 'consumer' as const }, class: 'self_hosted' }
  const german = { kind: 'ip_country' as const, country: 'DE' }
  expect(locationFor(french, [{ kind: 'billing_address', country: 'FR' }, german]).state).toBe('unclear')
  expect(locationFor(french, []).state).toBe('unclear')
  expect(locationFor(french, [{ ...german, country: 'FR' }]).state).toBe('clear')
  expect(locationFor({ ...french, buyer: { country: 'FR', kind: 'business' } }, [german]).state).toBe('clear')
  expect(locationFor({ buyer: { country: 'US', kind: 'consumer' }, class: 'saas' }, []).state).toBe('clear')
  expect(locationFor({ buyer: { country: 'US', kind: 'consumer' }, class: 'saas' }, [german]).state).toBe('unclear')
})
