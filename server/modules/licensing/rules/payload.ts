import {
  type FlagName,
  flagNames,
  type LimitName,
  limitNames,
  type MattermostPayload,
} from '../../../../packages/licence-verifier/index.ts'
import { Refusal } from '../../../kernel/refusal.ts'

/** Everything that a payload says, before it has an order and bytes. Names may be of any length; they are cut here. */
export type PayloadFacts = {
  wireId: string
  issuedAt: Date
  startsAt: Date
  expiresAt: Date
  customer: { wireId: string; name: string; email: string; company: string }
  seats: number
  extraUsers: number | null
  features: Readonly<Record<FlagName, boolean>>
  limits: Readonly<Record<LimitName, number>> | null
  skuName: string
  skuShortName: string
  trial: boolean
  government: boolean
  seatCountEnforced: boolean
}

/** The product infers a trial from these lengths alone, in milliseconds: 30 d 8 h, and a whole 31-day month less one second. */
export const trialLengths: readonly number[] = [2_620_800_000, 2_678_399_000]
const previewLength = 3_600_000
/** A file is at most 10,000 characters: 4 · ⌈(7,244 + 256) / 3⌉. */
export const maxPayloadBytes = 7244
const maxNameLength = 128

/**
 * The payload in the format's key order. A paid term that has the length of a trial by accident ends one millisecond later (R5);
 * an hour-long cloud trial would mean "preview" to the product and is never made.
 */
export function payloadOf(facts: PayloadFacts): MattermostPayload {
  const startsAt = facts.startsAt.getTime()
  let expiresAt = facts.expiresAt.getTime()
  if (!facts.trial && trialLengths.includes(expiresAt - startsAt)) expiresAt += 1
  if (facts.trial && facts.features.cloud && expiresAt - startsAt === previewLength) {
    throw new Refusal('refused', 'licence.preview', 'One hour of cloud trial means "preview" to the product. Choose another length.')
  }
  return {
    id: facts.wireId,
    issued_at: facts.issuedAt.getTime(),
    starts_at: startsAt,
    expires_at: expiresAt,
    customer: {
      id: facts.customer.wireId,
      name: shortName(facts.customer.name),
      email: facts.customer.email,
      company: shortName(facts.customer.company),
    },
    features: { users: facts.seats, ...inOrder(flagNames, facts.features) },
    sku_name: facts.skuName,
    sku_short_name: facts.skuShortName,
    is_trial: facts.trial,
    is_gov_sku: facts.government,
    is_seat_count_enforced: facts.seatCountEnforced,
    extra_users: facts.extraUsers,
    signup_jwt: null,
    limits: facts.limits && inOrder(limitNames, facts.limits),
  }
}

/** UTF-8 JSON without whitespace; refuses a payload that would make the file longer than the product reads. */
export function payloadBytes(payload: MattermostPayload): Buffer {
  const bytes = Buffer.from(JSON.stringify(payload), 'utf8')
  if (bytes.length > maxPayloadBytes) {
    throw new Refusal('refused', 'licence.too_large', `The licence would hold ${bytes.length} bytes; the product reads ${maxPayloadBytes}.`)
  }
  return bytes
}

/** At most 128 characters, never half of one: a pair of surrogates stays whole. */
export function shortName(name: string): string {
  const letters = Array.from(name)
  return letters.length <= maxNameLength ? name : letters.slice(0, maxNameLength).join('')
}

function inOrder<N extends string, V>(names: readonly N[], values: Readonly<Record<N, V>>): Record<N, V> {
  const ordered = {} as Record<N, V>
  for (const name of names) ordered[name] = values[name]
  return ordered
}
