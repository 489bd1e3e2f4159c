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
  'handbook.candidate': 'what is asked again and again: tens in a company, some hundreds over the years',
  'handbook.function': 'what the company does: ten or twenty',
  'licensing.signing_key': 'one a year and environment',
  'people.company': 'one row',
  'people.invitation': 'colleagues asked in: as many as people',
  'strategy.alignment_check': 'one row',
  'strategy.plan': 'one a team and year',
}

/** Growing tables that are read whole because what is asked is made of all their rows, by the asking and the table. It may only shrink too. */
export const madeOfAll: Record<string, string> = {}

/**
 * Orders of lists beside their own, and counts, that are answered by comparing all rows: no index gives them. The list may only shrink; a new
 * column comes with an index, or is neither sorted by nor asked for.
 */
export const comparesAll: Record<string, string> = {
  'billing.contracts.list': 'annual auto_renew currency customer entity owner product renewal seats state totals',
  'billing.documents.list': 'currency customer entity kind net open state tax totals',
  'billing.orders.list': 'contract currency customer gross kind product seats state totals',
  'billing.payments.list': 'applied currency customer entity reference source totals',
  'billing.quotes.list': 'answer_by currency customer gross kind lane net product seats state totals',
  'billing.runs.list': 'by charged contracts day documents failed finished renewed state totals',
  'customers.accounts.list': 'contacts country email kind main_contact owner segment source totals',
  'decisions.decisions.list':
    'audience decided_day expectation issue kind late need_by opened_by opened_day outcome review_on state to_review type waits_for_me',
  // 200 new ones of everyone outside a day at most, kept for a year
  'handbook.missed.list': 'first state tier times totals',
  // thousands at most, written by hand
  'handbook.pages.list': 'audience backup completeness mark owner state summary title',
  'licensing.licences.list':
    'contract customer deployment edition grace_until kind plan product seats serial starts_on state subscription totals',
  'people.persons.list': 'created initials kind left manager role state team title totals two_factor',
}
