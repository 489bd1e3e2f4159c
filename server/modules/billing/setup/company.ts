import { euCountries } from '../rules/tax/countries.ts'
import type { EntityTable } from '../tables.ts'

/** The product story that a new house starts with: an open-core company that sells editions of a self-hosted server by the seat. */
export const entities: Pick<
  EntityTable,
  'code' | 'name' | 'address' | 'country' | 'region' | 'currency' | 'zone' | 'registrations' | 'iban' | 'bic' | 'sells_to'
>[] = [
  {
    code: 'US',
    name: 'Tidewater Systems, Inc.',
    address: { street: '400 Harbor Way', postal_code: '94080', city: 'South San Francisco' },
    country: 'US',
    region: 'CA',
    currency: 'USD',
    zone: 'America/Los_Angeles',
    registrations: [],
    iban: null,
    bic: null,
    sells_to: ['*'],
  },
  {
    code: 'DE',
    name: 'Tidewater Systems GmbH',
    address: { street: 'Am Sandtorkai 50', postal_code: '20457', city: 'Hamburg' },
    country: 'DE',
    region: null,
    currency: 'EUR',
    zone: 'Europe/Berlin',
    registrations: [
      { jurisdiction: 'DE', id: 'DE811907980', kind: 'vat', valid_from: '2015-01-01', valid_to: null },
      { jurisdiction: 'EU', id: 'DE811907980', kind: 'oss', valid_from: '2021-07-01', valid_to: null },
    ],
    iban: 'DE02120300000000202051',
    bic: 'BYLADEM1001',
    sells_to: [...euCountries, 'GB', 'CH', 'NO', 'IS', 'LI'],
  },
]

type Edition = {
  code: string
  name: string
  plan: string
  rank: number
  least: number
  lead: string
  features: string[]
  usd: string
  eur: string
}

export const editions: Edition[] = [
  {
    code: 'harbor-professional',
    name: 'Harbor Professional',
    plan: 'professional',
    rank: 10,
    least: 1,
    lead: 'For teams that work together on their own servers.',
    features: [
      'Channels, threads and calls',
      'Single sign-on with SAML and OpenID',
      'Guest accounts',
      'E-mail support in two working days',
    ],
    usd: '96.00',
    eur: '88.00',
  },
  {
    code: 'harbor-enterprise',
    name: 'Harbor Enterprise',
    plan: 'enterprise',
    rank: 20,
    least: 1,
    lead: 'For companies with compliance duties and many teams.',
    features: [
      'Everything in Professional',
      'Groups kept in step with the company directory',
      'Compliance export and retention by channel',
      'High availability over several nodes',
      'Support in eight hours',
    ],
    usd: '168.00',
    eur: '156.00',
  },
  {
    code: 'harbor-advanced',
    name: 'Harbor Enterprise Advanced',
    plan: 'advanced',
    rank: 30,
    least: 11,
    lead: 'For organisations that must separate, classify and prove.',
    features: [
      'Everything in Enterprise',
      'Access by attributes',
      'Classified channels with banners',
      'Air-gapped operation',
      'Support around the clock',
    ],
    usd: '264.00',
    eur: '244.00',
  },
]

/** Paying by the month costs a fifth more: ×1.2/12, in exact cents. */
export function monthlyPrice(yearly: string): string {
  const cents = BigInt(yearly.replace('.', ''))
  const month = (cents * 12n) / 120n
  const text = month.toString().padStart(3, '0')
  return `${text.slice(0, -2)}.${text.slice(-2)}`
}
