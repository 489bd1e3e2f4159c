/** One sum that closed a part of a document: a payment, or a credit note. */
export type Closing = {
  day: string
  source: 'card' | 'debit' | 'transfer' | 'balance' | 'manual' | 'write_off' | 'credit_note'
  /** of the payment or the credit note */
  number: string
  brand: string | null
  last4: string | null
  amount_minor: bigint
}
/** As a document says it: by what, on which day, how much of it. */
export type Settlement = { by: string; day: string; credit: boolean; minor: bigint }

/** "Visa …4242": what is left of a card on paper and on screens. */
export function brandText(brand: string, last4: string): string {
  return `${brand.charAt(0).toUpperCase()}${brand.slice(1)} …${last4}`
}

/** How a document was settled, oldest first; several sums of one kind on one day are one, a written-off difference is not said. */
export function settlementsFrom(closings: readonly Closing[]): Settlement[] {
  const said = new Map<string, Settlement>()
  for (const closing of closings) {
    if (closing.source === 'write_off') continue
    const { by, credit } = waysOf(closing)
    const key = `${by} ${closing.day}`
    said.set(key, { by, credit, day: closing.day, minor: (said.get(key)?.minor ?? 0n) + closing.amount_minor })
  }
  return [...said.values()]
}

/** In one line for a list: "Visa …4242, bank transfer"; nothing while nothing was paid. */
export function paidByText(settled: readonly Settlement[]): string | null {
  const ways = [...new Set(settled.filter((one) => !one.credit).map((one) => one.by))]
  return ways.length > 0 ? ways.join(', ') : null
}

function waysOf({ source, number, brand, last4 }: Closing): { by: string; credit: boolean } {
  if (source === 'credit_note') return { by: `credit note ${number}`, credit: true }
  if (brand && last4) return { by: brandText(brand, last4), credit: false }
  return { by: source === 'write_off' ? '' : words[source], credit: false }
}

/** How money that was owed to the customer is named where it paid. */
export const balanceWords = 'your balance with us'

const words = {
  card: 'card',
  debit: 'direct debit',
  transfer: 'bank transfer',
  balance: balanceWords,
  manual: 'bank transfer',
} as const
