import type { Open } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'

/** What a payment page's card field hands to the provider. The number never goes further than the provider. */
export type CardField = { number: string; exp_month: number; exp_year: number; cvc: string }

/** What we may keep of a card. */
export type CardToken = {
  token: string
  brand: string
  last4: string
  exp_month: number
  exp_year: number
  /** that issued the card; null where the provider does not say */
  country: string | null
}

/** `key` is the promise: the same key again answers the same charge and never makes a second one. */
type ChargeWish = { key: string; token: string; amount_minor: bigint; currency: string }

export type ChargeAnswer =
  | { outcome: 'succeeded'; ref: string; brand: string; last4: string }
  /** `hard`: trying the same card again is pointless */
  | { outcome: 'declined'; ref: string; code: string; hard: boolean; brand: string; last4: string }

/**
 * A company that takes money for us. `charge` is called outside any of our transactions; when its answer is lost, the caller asks
 * again with the same key.
 */
export type Provider = {
  name: string
  tokenOf: (tx: Tx, card: CardField, now: Date) => Promise<CardToken>
  cardOf: (tx: Tx, token: string) => Promise<CardToken | undefined>
  charge: (open: Open, request: ChargeWish) => Promise<ChargeAnswer>
}
