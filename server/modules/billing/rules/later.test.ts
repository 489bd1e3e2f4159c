import { expect, test } from 'vitest'
import { laterText } from './later.ts'

const year = { kind: 'new', per: 'year', months: 12, end: '2027-11-30', renews: true } as const

test.each([
  [
    'a year renews for a year',
    year,
    'Renews on 2027-11-30 for another year at the same price per seat, unless you turn that off on the contract’s page by 2027-11-29.',
  ],
  [
    'by the month it is charged again and renews for a year',
    { ...year, per: 'month', months: 12 },
    'The same is charged every month until 2027-11-29. Renews on 2027-11-30 for another year at the same price per seat, unless you turn that off on the contract’s page by 2027-11-29.',
  ],
  [
    'three years are charged one by one and renew for three',
    { ...year, months: 36, end: '2029-11-30' },
    'The same is charged every year until 2029-11-29. Renews on 2029-11-30 for another 3 years at the same price per seat, unless you turn that off on the contract’s page by 2029-11-29.',
  ],
  [
    'added seats go with their contract',
    { ...year, kind: 'expansion', per: 'month' },
    'Renews on 2027-11-30 with the contract at the same price per seat, unless you turn that off on the contract’s page by 2027-11-29.',
  ],
  [
    'what does not renew says so',
    { ...year, kind: 'renewal', renews: false },
    'Ends after 2027-11-29: the contract does not renew by itself.',
  ],
  [
    'seven months renew for seven',
    { ...year, months: 7, end: '2027-06-30' },
    'Renews on 2027-06-30 for another 7 months at the same price per seat, unless you turn that off on the contract’s page by 2027-06-29.',
  ],
] as const)('%s', (_name, asked, said) => {
  expect(laterText(asked)).toBe(said)
})
