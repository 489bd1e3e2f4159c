import { jcs, sha256 } from '../../../kernel/canonical.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Day } from './engine/shapes.ts'
import type { Signature } from './lane.ts'

/** The exact text that a person saw: its hash is the SHA-256 of the stored bytes. */
export type TermsRef = { code: string; version: string; locale: string; sha: string }
/** A value that may be erased while the seal still verifies: `sha256(salt ‖ value)`. */
export type Commitment = { commitment: string }

export type AcceptanceRecord = {
  id: string
  terms: TermsRef[]
  order_hash: string
  screen: { template: string; html_sha: string; button: string; locale: string; viewport: string }
  events: { seq: number; kind: 'viewed' | 'opened' | 'ticked' | 'submitted'; at: string }[]
  signer: { name: Commitment; email: Commitment; title: Commitment; entity: Commitment }
  auth: { method: 'email_code' | 'sso' | 'passkey' | 'password'; verified_at: string | null }
  ip: Commitment
  user_agent: Commitment
  total_minor: number
  currency: string
  lane: { policy_version: number; row: string; inputs: Record<string, unknown> }
  mail_id: string | null
}

/** `SHA-256(JCS(snapshot))`: the offer that an acceptance binds to, word for word. */
export function orderHash(snapshot: unknown): string {
  return sha256(jcs(snapshot))
}

/** `sha256(salt ‖ value)`; the salt has 16 bytes of its own for each value. */
export function commitmentTo(value: string, salt: Uint8Array): Commitment {
  if (salt.length !== 16) throw new RangeError('a commitment has a salt of 16 bytes')
  return { commitment: sha256(Buffer.concat([salt, Buffer.from(value, 'utf8')])) }
}

/** `SHA-256(JCS(record))`: what the house's seal key signs. */
export function sealOf(record: AcceptanceRecord): string {
  return sha256(jcs(record))
}

export type Offer = { order_hash: string; valid_until: Day; terms: readonly TermsRef[]; button: string; sign: Signature }
export type AcceptanceInput = { order_hash: string; terms: readonly TermsRef[]; ticked: boolean; button: string; email_verified: boolean }

/**
 * May this acceptance bind this offer today? Refuses `quote.changed` (409), `quote.expired`, `acceptance.lane`, `acceptance.unverified_email`,
 * `acceptance.box_not_ticked`, `acceptance.text_changed`.
 */
export function requireAcceptable(offer: Offer, acceptance: AcceptanceInput, today: Day): void {
  if (acceptance.order_hash !== offer.order_hash)
    throw new Refusal('conflict', 'quote.changed', 'The offer has changed since you opened it. Read the new one and accept it again.')
  if (today > offer.valid_until)
    throw new Refusal('refused', 'quote.expired', `This offer was valid until ${offer.valid_until}. Ask for a new one with today’s prices.`)
  if (offer.sign !== 'click')
    throw new Refusal('refused', 'acceptance.lane', 'This offer needs a signature; a click is not enough. We will send the papers.')
  if (!acceptance.email_verified)
    throw new Refusal('refused', 'acceptance.unverified_email', 'Confirm your e-mail address first: enter the code that we sent.')
  if (!acceptance.ticked) throw new Refusal('refused', 'acceptance.box_not_ticked', 'Tick the box beside the button to accept the terms.')
  if (acceptance.button !== offer.button || !sameTerms(offer.terms, acceptance.terms))
    throw new Refusal(
      'refused',
      'acceptance.text_changed',
      'The terms have changed since you opened them. Read the new text and accept again.',
    )
}

function sameTerms(a: readonly TermsRef[], b: readonly TermsRef[]): boolean {
  const text = (terms: readonly TermsRef[]) => terms.map((one) => jcs([one.code, one.version, one.locale, one.sha])).sort()
  return jcs(text(a)) === jcs(text(b))
}

/** The same for whatever is not due with the acceptance: a renewal ordered ahead is charged when its term begins. */
export function paidLaterOn(
  quote: { start_day: string | null; totals: { gross_minor: number }; shown: { start: string }; lane: { term_net_minor: number } },
  accepted: string,
): string | null {
  const nothingNow = quote.totals.gross_minor === 0 && quote.lane.term_net_minor > 0 && quote.shown.start > accepted
  return chargedLaterOn(quote, accepted) ?? (nothingNow ? quote.shown.start : null)
}

/** The day on which an order accepted on a day is charged, when what it buys begins later; null: at once. */
export function chargedLaterOn(quote: { start_day: string | null }, accepted: string): string | null {
  return quote.start_day !== null && quote.start_day > accepted ? quote.start_day : null
}
