import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../kernel/canonical.ts'
import {
  type AcceptanceRecord,
  commitmentTo,
  type Offer,
  orderHash,
  requireAcceptable,
  sealOf,
  type AcceptanceInput,
  paidLaterOn,
} from './acceptance.ts'

const terms = [{ code: 'msa', version: '3', locale: 'en', sha: 'a'.repeat(64) }]
const offer: Offer = { order_hash: orderHash({ seats: 25 }), valid_until: '2026-12-31', terms, button: 'Accept and pay', sign: 'click' }
const acceptance: AcceptanceInput = { order_hash: offer.order_hash, terms, ticked: true, button: 'Accept and pay', email_verified: true }
const refused = (code: string) => expect.objectContaining({ code })

describe('a yes', () => {
  it('binds the exact offer and the exact text until it expires', () => {
    expect(() => requireAcceptable(offer, acceptance, '2026-12-31')).not.toThrow()
    expect(() => requireAcceptable(offer, acceptance, '2027-01-01')).toThrowError(refused('quote.expired'))
    expect(() => requireAcceptable(offer, { ...acceptance, order_hash: orderHash({ seats: 26 }) }, '2026-12-01')).toThrowError(
      expect.objectContaining({ code: 'quote.changed', status: 409 }),
    )
  })

  it.each<[string, Partial<Offer>, Partial<AcceptanceInput>]>([
    ['acceptance.box_not_ticked', {}, { ticked: false }],
    ['acceptance.text_changed', {}, { terms: [{ ...terms[0], sha: 'b'.repeat(64) } as (typeof terms)[0]] }],
    ['acceptance.text_changed', {}, { terms: [] }],
    ['acceptance.text_changed', {}, { button: 'OK' }],
    ['acceptance.unverified_email', {}, { email_verified: false }],
    ['acceptance.lane', { sign: 'e_sign' }, {}],
  ])('is refused: %s', (code, changedOffer, changedYes) => {
    expect(() => requireAcceptable({ ...offer, ...changedOffer }, { ...acceptance, ...changedYes }, '2026-12-01')).toThrowError(
      refused(code),
    )
  })
})

it('hashes an order by its canonical form, whatever the order of its fields', () => {
  expect(orderHash({ b: 1, a: [{ d: 2, c: 3 }] })).toBe(orderHash({ a: [{ c: 3, d: 2 }], b: 1 }))
  expect(orderHash({ a: 1 })).toBe(sha256('{"a":1}'))
})

it('seals commitments, so that a person can be erased and the seal still verifies', () => {
  const salt = new Uint8Array(16).fill(7)
  const commitment = commitmentTo('Ada', salt)
  expect(commitment).toEqual(commitmentTo('Ada', salt))
  expect(commitment).not.toEqual(commitmentTo('Ada', new Uint8Array(16).fill(8)))
  const record: AcceptanceRecord = {
    id: 'x',
    terms,
    order_hash: offer.order_hash,
    screen: { template: 'buy', html_sha: 'c'.repeat(64), button: 'Accept and pay', locale: 'en', viewport: '1280x800' },
    events: [{ seq: 1, kind: 'submitted', at: '2026-12-01T10:00:00Z' }],
    signer: { name: commitment, email: commitment, title: commitment, entity: commitment },
    auth: { method: 'password', verified_at: '2026-12-01T09:00:00Z' },
    ip: commitment,
    user_agent: commitment,
    total_minor: 464100,
    currency: 'EUR',
    lane: { policy_version: 1, row: '4', inputs: {} },
    mail_id: null,
  }
  expect(sealOf(record)).toBe(sealOf(structuredClone(record)))
  expect(sealOf({ ...record, total_minor: 1 })).not.toBe(sealOf(record))
})

const offered = { start_day: null, totals: { gross_minor: 0 }, shown: { start: '2026-11-23' }, lane: { term_net_minor: 200_640 } }
it.each([
  ['a renewal ordered before its term', offered, '2026-11-20', '2026-11-23'],
  ['the same on the first day of its term', offered, '2026-11-23', null],
  ['one that is paid with the order', { ...offered, totals: { gross_minor: 238_762 } }, '2026-11-20', null],
  ['a deal that begins later', { ...offered, start_day: '2027-01-01', totals: { gross_minor: 5 } }, '2026-11-20', '2027-01-01'],
  ['what costs nothing at all', { ...offered, lane: { term_net_minor: 0 } }, '2026-11-20', null],
])('%s is charged later or not', (_name, quote, accepted, day) => expect(paidLaterOn(quote, accepted)).toBe(day))
