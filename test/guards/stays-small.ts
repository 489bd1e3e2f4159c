/**
 * Tables that lists, searches, pages and tiles read whole, each with the reason why it stays small however the business grows. Every other
 * table of the house grows. The list may only shrink: an entry that nothing reads whole any more fails the test.
 */
export const staysSmall: Record<string, string> = {
  'billing.legal_entity': 'the companies that sell: a handful',
  'billing.period_closing': 'one a month and company',
  'billing.product': 'the catalogue: a handful of products',
  'billing.series': 'one or two number series a company',
  'billing.tax_rule': 'rules of law, not rows of business',
  'billing.terms_document': 'versions of our own terms: a few a year',
  'cadence.series': 'meetings that come again: some a team, and what has ended stays findable',
  'data.source': 'where events come from: about ten',
  'licensing.signing_key': 'one a year and environment',
  'people.company': 'one row',
  'people.invitation': 'colleagues asked in: as many as people',
  'strategy.alignment_check': 'one row',
  'strategy.plan': 'one a team and year',
}

/** Growing tables that are read whole because what is asked is made of all their rows, by the asking and the table. It may only shrink too. */
export const madeOfAll: Record<string, string> = {}
