/** Facts about one of our companies on its own day. */
type SellingCompany = {
  code: string
  name: string
  currency: string
  /** products that the price book in force prices in the company's currency */
  priced: number
  /** the month that it is in, and whether that has a rate from its currency into the approval policy's */
  month: string
  rated: boolean
}
export type SellingFacts = {
  companies: readonly SellingCompany[]
  products: number
  terms: number
  /** the newest version of the price book is written and not published */
  drafted: boolean
  policyCurrency: string
}
type SellingStep = { step: 'company' | 'product' | 'prices' | 'rate' | 'terms'; done: boolean; text: string }

/** What is there and what is missing before something can be sold, in the order in which it is done. */
export function sellingSteps(facts: SellingFacts): SellingStep[] {
  const { companies, products, terms, policyCurrency } = facts
  const unpriced = companies.filter((one) => one.priced === 0)
  const unrated = companies.filter((one) => !one.rated)
  return [
    step('company', companies.length > 0, names(companies) || 'Invoices need a seller with an address, a currency and its tax numbers.'),
    step('product', products > 0, products > 0 ? counted(products, 'product') : 'What you sell, and which licence comes with it.'),
    step('prices', companies.length > 0 && unpriced.length === 0, pricesText(facts, unpriced)),
    step(
      'rate',
      companies.length > 0 && unrated.length === 0,
      unrated.length > 0
        ? `The limit for buying alone is kept in ${policyCurrency}: ${[...new Set(unrated.map((one) => one.currency))].join(', ')} needs this month’s rate into it.`
        : 'Every selling currency can be measured against the limit for buying alone.',
    ),
    step('terms', terms > 0, terms > 0 ? counted(terms, 'text') : 'The text that a buyer accepts with a click.'),
  ]
}

/** Somebody can buy from at least one company today. */
export function canSell(facts: SellingFacts): boolean {
  return facts.products > 0 && facts.terms > 0 && facts.companies.some((one) => one.priced > 0 && one.rated)
}

function pricesText({ companies, drafted }: SellingFacts, unpriced: readonly SellingCompany[]): string {
  if (drafted && (companies.length === 0 || unpriced.length > 0)) return 'A version is drafted and waits to be published.'
  if (companies.length === 0 || unpriced.length === companies.length)
    return 'A published price book with a price in each company’s currency.'
  if (unpriced.length > 0) return `No price in ${unpriced[0]?.currency} yet, so ${names(unpriced)} cannot sell.`
  return 'Every company has prices in its currency.'
}

function step(name: SellingStep['step'], done: boolean, text: string): SellingStep {
  return { step: name, done, text }
}

function names(companies: readonly SellingCompany[]): string {
  return companies.map((one) => one.name).join(', ')
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`
}
