import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fact as Stated } from '../../../../kernel/facts.ts'
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
