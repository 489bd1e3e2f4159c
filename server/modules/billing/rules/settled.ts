/** One sum that closed a part of a document: a payment, or a credit note. */
export type Closing = {
  day: string
  source: 'card' | 'debit' | 'transfer' | 'balance' | 'manual' | 'write_off' | 'credit_note'
  /** of the payment or the credit note */
  number: string
  brand: string | null
  last4: string | null
}
/** As a document says it: by what, on which day. */
export type Settlement = { by: string; day: string; credit: boolean }

/** "Visa …4242": what is left of a card on paper and on screens. */
export function brandText(brand: string, last4: string): string {
  return `${brand.charAt(0).toUpperCase()}${brand.slice(1)} …${last4}`
}

/** How a document was settled, oldest first; several sums of one kind on one day are said once, a written-off difference never. */
export function settlementsFrom(closings: readonly Closing[]): Settlement[] {
  const said = closings.flatMap(({ day, source, number, brand, last4 }): Settlement | [] => {
    if (source === 'write_off') return []
    if (source === 'credit_note') return { by: `credit note ${number}`, day, credit: true }
    if (brand && last4) return { by: brandText(brand, last4), day, credit: false }
    return { by: words[source], day, credit: false }
  })
  return [...new Map(said.map((one) => [`${one.by} ${one.day}`, one])).values()]
}

const words = {
  card: 'card',
  debit: 'direct debit',
  transfer: 'bank transfer',
  balance: 'your balance with us',
  manual: 'bank transfer',
} as const
