import type { Dec } from './engine/shapes.ts'
import { type LanePolicy, limitOf } from './lane.ts'
import { usualTerms } from './payment.ts'
import { validDays } from './quote-state.ts'
import type { RenewalPolicy } from './renewal.ts'

/** What this room knows, and how people speak of it; as `kernel/facts` has it. */
type Known = {
  key: string
  about: string[]
  unless?: string[]
  within?: number
  value: string
  among?: string[]
  says: string
  href: string
}
type Price = { product: string; product_name: string; currency: string; per: string; min_quantity: number; unit_price: Dec }

const policies = '/billing/policies'

/** Whom a policy may ask, as people call them. */
const approvers = ['sales manager', 'finance', 'legal', 'executive', 'export officer', 'sales', 'support']
const called = (role: string) => role.replaceAll('_', ' ')

/** Limits, and whose yes it takes. `money`: minor units in words. */
export function factsOfLane(lane: LanePolicy, money: (minor: number) => string): Known[] {
  const found: Known[] = []
  const alone = limitOf(lane)
  if (alone > 0) {
    const value = money(alone)
    found.push({
      key: 'billing.buy_alone',
      about: [
        ...['buy alone', 'bought alone', 'order alone', 'without talking to anybody'],
        ...['looked at by a person', 'quotes above', 'quote above'],
      ],
      unless: ['discount', 'owes'],
      value,
      says: `Whoever buys for less than ${value} buys alone; from there on a person looks at it.`,
      href: policies,
    })
  }
  const only = lane.rows.filter(({ then: { approve } }) => approve.length === 1 && approve[0] === 'sales_manager')
  const discount = Math.max(0, ...only.map(({ when }) => when.discount_pct_lte ?? 0))
  if (discount > 0)
    found.push({
      key: 'billing.sales_discount',
      about: ['discount sales manager', 'discount up to sales manager', 'discount alone manager'],
      unless: ['finance', 'executive'],
      value: `${discount}%`,
      says: `The sales manager alone agrees to a discount of up to ${discount}%.`,
      href: policies,
    })
  const largest = Math.max(0, ...only.map(({ when }) => when.total_net_lt ?? 0))
  if (largest > alone)
    found.push({
      key: 'billing.sales_limit',
      about: ['deal sales manager alone', 'deals sales manager alone', 'sales manager signs alone', 'sales manager approves alone'],
      unless: ['discount'],
      value: money(largest),
      says: `The sales manager alone agrees to deals below ${money(largest)}.`,
      href: policies,
    })
  const custom = lane.rows.find(({ when, then }) => when.terms === 'custom' && then.approve.length > 0)
  if (custom) {
    const value = custom.then.approve.map(called)
    found.push({
      key: 'billing.custom_terms',
      about: [
        'custom terms approved',
        'other terms approved',
        'changed terms approved',
        'custom terms agrees',
        'other terms agrees',
        'own terms agrees',
      ],
      value: value.join(', '),
      among: approvers,
      says: `Terms that are not ours are approved by ${value.join(', ')}.`,
      href: policies,
    })
  }
  return found
}

/** Days of the terms of contracts. */
export function factsOfRenewal(policy: RenewalPolicy): Known[] {
  const quoted = -(policy.steps.find((step) => step.do === 'quote')?.day ?? 0)
  const warned = -(policy.steps.find((step) => step.do === 'auto_renew_notice')?.day ?? 0)
  const days = (key: string, count: number, about: string[], says: string, unless: string[] = []): Known[] =>
    count > 0 ? [{ key: `billing.${key}`, about, unless, value: `${count} days`, says, href: policies }] : []
  const { grace_days, lapse_days, early_days } = policy
  return [
    ...days(
      'grace',
      grace_days,
      ['contract grace', 'renewal grace', 'term grace', 'subscription grace'],
      `A contract that ended has ${grace_days} days of grace.`,
      ['server', 'licence file'],
    ),
    ...days('lapse', lapse_days, ['contract lapses', 'subscription lapses'], `A contract lapses ${lapse_days} days after its end.`, [
      'grace',
    ]),
    ...days(
      'early',
      early_days,
      ['renew early', 'renewed early', 'renewal early'],
      `A contract can be renewed ${early_days} days before its end.`,
    ),
    ...days(
      'renewal_quote',
      quoted,
      ['renewal quote sent', 'renewal offer sent'],
      `The offer of a renewal goes out ${quoted} days before the end.`,
    ),
    ...days(
      'renewal_notice',
      warned,
      ['renewal notice', 'renewal reminder letter', 'told renews itself'],
      `Whoever renews by itself is told ${warned} days before.`,
    ),
  ]
}

/** Days that hold for whoever agreed to nothing else. */
export function factsOfSelling(): Known[] {
  return [
    {
      key: 'billing.quote_valid',
      about: ['quote valid', 'quotes valid', 'offer valid', 'quote holds', 'offer holds', 'quote expires'],
      unless: ['renewal'],
      value: `${validDays} days`,
      says: `A quote holds for ${validDays} days.`,
      href: '/billing/quotes',
    },
    {
      key: 'billing.terms',
      about: ['invoices due', 'invoice due', 'invoice paid', 'invoices paid', 'pay invoice', 'payment terms', 'pay transfer'],
      unless: ['late', 'overdue', 'reminder', 'public', 'discount'],
      value: `${usualTerms} days`,
      says: `An invoice is due ${usualTerms} days after its date, where nothing else was agreed.`,
      href: '/billing/documents',
    },
  ]
}

const rhythms: Record<string, { words: string[]; others: string[]; says: string }> = {
  year: { words: ['year', 'seat', 'annual'], others: ['month'], says: 'a year' },
  month: { words: ['month'], others: ['year', 'annual'], says: 'a month' },
}

/** List prices of one seat, as the book of today has them. */
export function factsOfPrices(prices: readonly Price[]): Known[] {
  const kinds = Map.groupBy(prices, ({ product, currency, per }) => `${product} ${currency} ${per}`)
  const single = [...kinds.values()].flatMap((tiers) => tiers.toSorted((a, b) => a.min_quantity - b.min_quantity).slice(0, 1))
  const names = [...new Set(single.map(({ product_name }) => product_name))]
  return single.flatMap(({ product, product_name, currency, per, unit_price }) => {
    const rhythm = rhythms[per]
    const short = shortName(product_name, names)
    if (!rhythm || short === '') return []
    // a longer name that holds this one is another product
    const longer = names
      .filter((name) => name !== product_name && name.startsWith(product_name))
      .map((name) => name.slice(product_name.length))
    const value = `${currency} ${unit_price}`
    const bare = per === 'year' ? [short] : []
    return [
      {
        key: `billing.price.${product}.${currency}.${per}`,
        about: [...rhythm.words.map((word) => `${short} ${word}`), ...bare],
        unless: [...rhythm.others, ...longer, 'order', 'total', 'below', 'above', 'discount', 'limit'],
        within: 6,
        value,
        says: `A seat of ${product_name} costs ${value} ${rhythm.says}.`,
        href: '/billing/catalogue',
      },
    ]
  })
}

/** Without the words that all products share: people say _Professional_. */
function shortName(name: string, all: readonly string[]): string {
  const words = name.split(' ')
  if (all.length < 2) return name
  const shared = words.findIndex((word, at) => all.some((other) => other.split(' ')[at] !== word))
  return words.slice(Math.max(0, shared)).join(' ')
}
