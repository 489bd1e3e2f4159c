/** Days for which a quote holds. */
export const validDays = 30

/** What happened to a quote, and until when it holds. */
export type QuoteLife = {
  requested_at: Date | null
  offered_at: Date | null
  accepted_at: Date | null
  declined_at: Date | null
  withdrawn_at: Date | null
  /** the last day, included */
  valid_until: string
}

export type QuoteState = 'draft' | 'requested' | 'offered' | 'accepted' | 'declined' | 'expired' | 'withdrawn'

/** How a quote stands on a day of its seller. An end that was given stays; `quoteStateOf` says the same in SQL. */
export function quoteState(quote: QuoteLife, today: string): QuoteState {
  if (quote.accepted_at) return 'accepted'
  if (quote.declined_at) return 'declined'
  if (quote.withdrawn_at) return 'withdrawn'
  if (quote.valid_until < today) return 'expired'
  if (quote.offered_at) return 'offered'
  return quote.requested_at ? 'requested' : 'draft'
}
