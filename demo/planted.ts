import { addDays, addMonths, type Day } from '../server/kernel/period.ts'
import type { Company } from './names.ts'
import type { Happening } from './happening.ts'

type Told = { company: Company; happens: (today: Day) => Omit<Untold, 'customer'>[] }
type Untold = Happening extends infer T ? (T extends { customer: number } ? Omit<T, 'customer'> : never) : never

/** The bank says no from the second charge on. */
const paysOnce = '4000000000000341'

function company(name: string, place: Company['place'], person: string, more: Partial<Company> = {}): Company {
  const domain = `${name.toLowerCase().replace(/[^a-z]+/g, '-')}.example`
  return {
    name: `${name} ${place.form}`,
    domain,
    place,
    person: { name: person, email: `${person.split(' ')[0]?.toLowerCase()}@${domain}` },
    ...more,
  }
}

const hamburg = { country: 'DE', city: 'Hamburg', postal_code: '20095', form: 'GmbH', currency: 'EUR' as const }
const lyon = { country: 'FR', city: 'Lyon', postal_code: '69002', form: 'SAS', currency: 'EUR' as const }
const utrecht = { country: 'NL', city: 'Utrecht', postal_code: '3511 AB', form: 'B.V.', currency: 'EUR' as const }
const austin = { country: 'US', region: 'TX', city: 'Austin', postal_code: '78701', form: 'LLC', currency: 'USD' as const }

const buys = { kind: 'buys', edition: 'harbor-enterprise', per: 'year', firstCardDeclined: false } as const
const signs = { kind: 'signs', edition: 'harbor-enterprise', months: 12, discount: '0' } as const

/**
 * What finance meets in a year, once each and always the same: reverse charge, sales tax, too much money, a part of it, a small difference,
 * a contract that ended early with its credit note and the invoice that used it, a renewal whose card was declined.
 */
const told: Told[] = [
  {
    company: company('Polder Signals', utrecht, 'Noor Bakker', { taxId: 'NL004495445B01' }),
    happens: (today) => [{ ...buys, day: addDays(today, -41), seats: 12 }],
  },
  {
    company: company('Pecan Street Looms', austin, 'Maya Torres'),
    happens: (today) => [{ ...buys, day: addDays(today, -37), seats: 14 }],
  },
  {
    company: company('Elbkontor Leuchten', hamburg, 'Greta Vogel', { pays: 'too_much' }),
    happens: (today) => [{ ...signs, day: addDays(today, -33), seats: 60 }],
  },
  {
    company: company('Alsterdock Waagen', hamburg, 'Jonas Keller', { pays: 'half' }),
    happens: (today) => [{ ...signs, day: addDays(today, -32), seats: 50 }],
  },
  {
    company: company('Speicherstadt Ton', hamburg, 'Elif Becker', { pays: 'short' }),
    happens: (today) => [{ ...signs, day: addDays(today, -31), seats: 45 }],
  },
  {
    company: company('Quai Neuf Optique', lyon, 'Camille Moreau', { pays: 'whole' }),
    happens: (today) => [
      { ...signs, day: addDays(today, -120), seats: 40 },
      { ...signs, edition: 'harbor-professional', day: addDays(today, -90), seats: 45 },
      { kind: 'ends', day: addDays(today, -20) },
      { kind: 'adds', day: addDays(today, -9), seats: 10 },
    ],
  },
  {
    company: company('Driftwood Arcade', austin, 'Liam Reyes', { card: paysOnce }),
    happens: (today) => [{ ...buys, day: addDays(addMonths(today, -12), -6), seats: 15 }],
  },
]

export const planted: Company[] = told.map((one) => one.company)

/** The happenings of the planted customers, whose numbers begin at `first`. */
export function plantedLives(today: Day, first: number): Happening[] {
  return told.flatMap(({ happens }, at) => happens(today).map((one) => ({ ...one, customer: first + at }) as Happening))
}
