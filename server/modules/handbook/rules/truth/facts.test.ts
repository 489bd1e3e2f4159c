import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fact as Stated } from '../../../../kernel/facts.ts'
import { factsOfLane, factsOfPrices, factsOfRenewal, factsOfSelling } from '../../../billing/rules/facts.ts'
import { shippedLane } from '../../../billing/rules/lane.ts'
import { shippedRenewal } from '../../../billing/rules/renewal.ts'
import { againstFacts } from './facts.ts'

const fact = (key: string, value: string, about: string[], unless: string[] = []): Stated => ({
  key,
  value,
  about,
  unless,
  says: `${key} is ${value}`,
  href: '/',
})
const facts = [
  fact('alone', '$5,000', ['buy alone', 'order alone', 'without talking to anybody'], ['discount']),
  fact('terms', '30 days', ['invoice paid', 'invoices due', 'payment terms']),
  fact('retention', '365 days', ['searches kept', 'questions forgotten']),
  fact('sla', '4 hours', ['urgent request answered', 'answer urgent requests']),
  fact('discount', '15%', ['discount alone', 'salesperson discount']),
]
const said = (sentence: string) => againstFacts(sentence, facts).map(({ fact: { key }, what }) => `${key}: ${what.text}`)

test('a sentence that states another value of what a room says is against it; the same value in other words is not', () => {
  expect(said('Customers buy alone below $4,000.')).toEqual(['alone: $4,000'])
  expect(said('Customers buy alone below USD 5K.')).toEqual([])
  expect(said('An invoice is paid within 45 days.')).toEqual(['terms: 45 days'])
  expect(said('An invoice is paid within thirty days.')).toEqual([])
  expect(said('We answer urgent requests within one day.')).toEqual(['sla: one day'])
  expect(said('An order alone needs a discount of less than $4,000.')).toEqual([])
  expect(said('Invoices are blue, and travel takes 45 days.')).toEqual([])
  expect(said('Questions are forgotten after 30 days, or 365 days where the law asks.')).toEqual([])
})

/** Sentences around a value: what holds, or another one of its kind. */
const about: [string, (value: string) => string[]][] = [
  [
    '$5,000',
    (v) => [
      `Whoever is in a hurry can buy alone up to ${v}.`,
      `Orders below ${v} are bought without talking to anybody.`,
      `You may order alone for less than ${v}, and get the licence at once.`,
      `A company that wants to buy alone stays under ${v} in a year.`,
      `Below ${v} nobody stops an order: customers buy alone.`,
      `Up to ${v} it is without talking to anybody.`,
    ],
  ],
  [
    '30 days',
    (v) => [
      `Every invoice is paid within ${v} of its date.`,
      `Our invoices are due after ${v}.`,
      `The payment terms are ${v} net.`,
      `We ask that an invoice be paid in ${v}.`,
      `Invoices fall due ${v} after they were sent.`,
      `With payment terms of ${v} most customers agree.`,
    ],
  ],
  [
    '365 days',
    (v) => [
      `Searches are kept for ${v}.`,
      `After ${v} such questions are forgotten.`,
      `We have searches kept no longer than ${v}.`,
      `Questions that nobody asks again are forgotten within ${v}.`,
      `For ${v} the searches are kept, and then they go.`,
      `Questions: forgotten after ${v}.`,
    ],
  ],
  [
    '4 hours',
    (v) => [
      `We answer urgent requests in ${v}.`,
      `An urgent request is answered within ${v}.`,
      `Within ${v} support answers an urgent request.`,
      `Urgent requests: we answer in ${v}, day and night.`,
      `The desk answers urgent requests in ${v}.`,
      `No urgent request is answered later than ${v} after it came.`,
    ],
  ],
  [
    '15%',
    (v) => [
      `A salesperson gives a discount of up to ${v}.`,
      `Nobody gives a discount of more than ${v} alone.`,
      `Up to ${v} of discount a salesperson decides.`,
      `A discount of ${v} can be given alone.`,
      `Above ${v} a salesperson asks before a discount.`,
      `A discount is given alone below ${v}.`,
    ],
  ],
]
const others: Record<string, string[]> = {
  $: ['$4,000', '$10K'],
  d: ['45 days', '90 days'],
  h: ['8 hours', 'one day'],
  '%': ['20%', '25%'],
}
const decoys = [
  'The crane is serviced every 45 days.',
  'A laptop costs up to $1,200.',
  'Customers ask for 20% more seats in spring.',
  'We meet for 2 hours each week.',
  'Trials end after 14 days.',
  'An invoice above $10,000 is looked at by two people.',
  'Urgent requests are rare: 3% of all.',
  'Searches that find nothing are 5% of all.',
  'A discount is written into the quote within 2 days.',
  'Questions about invoices go to finance.',
]

test('of thirty sentences that say otherwise nearly all are found, and little else', () => {
  const planted = about.flatMap(([value, say]) =>
    say('').map(
      (_none, at) =>
        say((others[value.at(-1) === '%' ? '%' : value.startsWith('$') ? '$' : value.endsWith('days') ? 'd' : 'h'] ?? [])[at % 2] ?? '')[
          at
        ] ?? '',
    ),
  )
  const right = about.flatMap(([value, say]) => say(value))
  expect(planted).toHaveLength(30)
  const hit = planted.filter((sentence) => said(sentence).length > 0)
  const wrong = [...right, ...decoys].filter((sentence) => said(sentence).length > 0)
  expect(hit.length / planted.length, planted.filter((one) => !hit.includes(one)).join('\n')).toBeGreaterThanOrEqual(0.95)
  expect(hit.length / (hit.length + wrong.length), wrong.join('\n')).toBeGreaterThanOrEqual(0.9)
})

test('what is stated is never against itself', () => {
  fc.assert(
    fc.property(fc.constantFrom(...facts), fc.stringMatching(/^[a-z ]{0,30}$/), ({ about: [phrase = ''], value, ...rest }, filler) => {
      expect(againstFacts(`${filler} ${phrase} ${value}`, [{ ...rest, about: [phrase], value }])).toEqual([])
    }),
  )
})

const dollars = (minor: number) => `$${(minor / 100).toLocaleString('en-US')}`
const price = (product_name: string, currency: string, per: string, unit_price: string) => ({
  ...{ product: product_name, product_name, currency, per, unit_price, min_quantity: 1 },
})
/** What a house that sells knows. */
const known: readonly Stated[] = [
  ...factsOfLane(shippedLane, dollars),
  ...factsOfRenewal(shippedRenewal),
  ...factsOfSelling(),
  ...factsOfPrices([
    price('Harbor Professional', 'USD', 'year', '96.00'),
    price('Harbor Professional', 'EUR', 'year', '88.00'),
    price('Harbor Professional', 'USD', 'month', '9.60'),
    price('Harbor Enterprise', 'USD', 'year', '168.00'),
    price('Harbor Enterprise Advanced', 'USD', 'year', '264.00'),
  ]),
]
/** Sentences around what a house knows, with what holds and with another value. */
const ofAHouse: [key: string, holds: string, other: string, say: (value: string) => string[]][] = [
  [
    'billing.price.Harbor Professional.USD.year',
    '$96',
    '$120',
    (v) => [
      `A Professional seat is ${v} a year.`,
      `Professional · ${v} or €88 · teams on their own servers`,
      `Each year a seat of Professional costs ${v}.`,
    ],
  ],
  [
    'billing.price.Harbor Professional.EUR.year',
    '€88',
    '€79',
    (v) => [`Professional · $96 or ${v} · teams`, `In Europe a Professional seat costs ${v} for a year.`],
  ],
  [
    'billing.price.Harbor Professional.USD.month',
    '$9.60',
    '$8',
    (v) => [`By the month Professional costs ${v}.`, `Professional, paid each month, is ${v} a seat.`],
  ],
  [
    'billing.price.Harbor Enterprise.USD.year',
    '$168',
    '$150',
    (v) => [`Enterprise costs ${v} a seat and year.`, `A seat of Enterprise is ${v}.`],
  ],
  [
    'billing.price.Harbor Enterprise Advanced.USD.year',
    '$264',
    '$300',
    (v) => [`Enterprise Advanced · ${v} · whoever must separate`, `Enterprise Advanced costs ${v} a year for each seat.`],
  ],
  [
    'billing.sales_discount',
    '15%',
    '20%',
    (v) => [
      `The sales manager agrees to a discount of up to ${v}.`,
      `A discount up to ${v} is the sales manager’s word.`,
      `Up to ${v} of discount the sales manager decides alone.`,
    ],
  ],
  [
    'billing.sales_limit',
    '$25,000',
    '$30,000',
    (v) => [`Deals below ${v} the sales manager approves alone.`, `The sales manager signs alone below ${v}.`],
  ],
  [
    'billing.custom_terms',
    'the sales manager, legal and finance',
    'support',
    (v) => [
      `Custom terms are approved by ${v}.`,
      `A customer with other terms: ${v} agrees first.`,
      `Whoever wants changed terms has them approved by ${v}.`,
    ],
  ],
  [
    'billing.grace',
    '15 days',
    '10 days',
    (v) => [`After its end a contract has ${v} of grace.`, `The grace of a subscription is ${v}.`, `A renewal comes with a grace of ${v}.`],
  ],
  ['billing.lapse', '30 days', '45 days', (v) => [`A contract lapses ${v} after its end.`, `After ${v} the subscription lapses for good.`]],
  [
    'billing.early',
    '120 days',
    '180 days',
    (v) => [`A contract can be renewed early, up to ${v} ahead.`, `Customers renew as early as ${v} before the end.`],
  ],
  [
    'billing.renewal_quote',
    '90 days',
    '60 days',
    (v) => [`The renewal offer is sent ${v} before the term ends.`, `${v} ahead a renewal quote is sent by itself.`],
  ],
  [
    'billing.renewal_notice',
    '60 days',
    '30 days',
    (v) => [`The notice of a renewal goes out ${v} ahead.`, `Our renewal notice comes ${v} before the day.`],
  ],
  [
    'billing.quote_valid',
    '30 days',
    '14 days',
    (v) => [`A quote is valid for ${v}.`, `An offer holds for ${v}.`, `Each quote expires after ${v}.`],
  ],
  [
    'billing.terms',
    '30 days',
    '45 days',
    (v) => [`Invoices are due within ${v}.`, `Pay our invoice within ${v}.`, `Our payment terms: ${v} from the date.`],
  ],
]
const beside = [
  'Professional customers who order for more than $10,000 are called.',
  'A server of Enterprise needs 16 GB and costs us $40 a month.',
  'A late invoice is due at once; we call after 14 days.',
  'Finance is asked about invoices, support about servers.',
  'The server keeps ten days of grace after the licence file ends.',
  'Public bodies pay an invoice within 60 days.',
  'A discount of 25% takes finance and the sales manager.',
  'Contracts of 24 months come with a discount.',
  'Enterprise customers get an answer in 8 hours.',
  'The sales manager meets support each Monday.',
  'A quote is written within 2 days.',
  'Our terms are approved by the board once a year.',
]

test('of what a house that sells knows, what is said otherwise is found, and what is right is left alone', () => {
  const hits = (sentence: string) => againstFacts(sentence, known).map(({ fact: { key } }) => key)
  const cases = ofAHouse.flatMap(([key, holds, other, say]) => say(holds).map((right, at) => ({ key, right, wrong: say(other)[at] ?? '' })))
  expect(cases.length).toBeGreaterThan(30)
  const missed = cases.filter(({ key, wrong }) => !hits(wrong).includes(key)).map(({ wrong }) => wrong)
  const too = [
    ...cases.flatMap(({ right }) => hits(right).map((key) => `${key}: ${right}`)),
    ...beside.flatMap((one) => hits(one).map((key) => `${key}: ${one}`)),
  ]
  const strange = cases.flatMap(({ key, wrong }) =>
    hits(wrong)
      .filter((one) => one !== key)
      .map((one) => `${one}: ${wrong}`),
  )
  const found = cases.length - missed.length
  expect(found / cases.length, missed.join('\n')).toBeGreaterThanOrEqual(0.95)
  expect(found / (found + too.length + strange.length), [...too, ...strange].join('\n')).toBeGreaterThanOrEqual(0.9)
})
