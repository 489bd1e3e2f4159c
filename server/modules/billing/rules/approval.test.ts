import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { type Approver, mayVerdict, missingRoles, requireApproved, requireVerdict, type Seats, seatFor, type Verdict } from './approval.ts'

const roles = ['sales_manager', 'finance', 'executive']
const deal = { number: 'Q-000001', made_by: 'maker', order_hash: 'now', approve: roles }
const open: Verdict[] = roles.map((role) => ({ role, order_hash: 'now', state: 'pending', by_id: null }))
const decided = (role: string, by: string, more: Partial<Verdict> = {}): Verdict[] =>
  open.map((one) => (one.role === role ? { ...one, state: 'approved', by_id: by, ...more } : one))
const own = (...held: string[]): Seats => new Map(held.map((role) => [role, [null]]))
/** farid and mara hold finance, are away, and both named noa */
const two: Partial<Approver> = { seats: new Map([['finance', ['farid', 'mara']]]) }
const noa: Approver = { person: 'noa', seats: own('sales_manager', 'finance'), role: 'finance' }
/** noa holds no role of finance, but stands in for farid, who does */
const inPlace: Partial<Approver> = {
  seats: new Map([
    ['sales_manager', [null]],
    ['finance', ['farid']],
  ]),
}

function codeOf(verdicts: readonly Verdict[], who: Partial<Approver>): string | undefined {
  try {
    requireVerdict(deal, verdicts, { ...noa, ...who })
  } catch (error) {
    if (isRefusal(error)) return error.code
    throw error
  }
  return undefined
}

describe('a verdict', () => {
  it.each<[string, readonly Verdict[], Partial<Approver>, string | undefined]>([
    ['belongs to whoever holds the role', open, {}, undefined],
    ['is no program’s', open, { person: undefined }, 'approval.person_only'],
    ['is never on one’s own deal', open, { person: 'maker' }, 'approval.own_deal'],
    ['needs the role itself', open, { seats: own('admin', 'sales') }, 'approval.not_yours'],
    ['is only for roles of the lane', open, { seats: own('legal'), role: 'legal' }, 'approval.not_waiting'],
    ['is given once', decided('finance', 'eva'), {}, 'approval.decided'],
    ['is for the price that was read', open, { seen: 'then' }, 'approval.voided'],
    ['stands when the price read is the present one', open, { seen: 'now' }, undefined],
    ['is not given on an older hash', open.map((one) => ({ ...one, order_hash: 'then' })), {}, 'approval.voided'],
    ['is not given on a void row', decided('finance', 'noa', { state: 'void', by_id: null }), {}, 'approval.voided'],
    ['of one person is for one role', decided('sales_manager', 'noa'), {}, 'approval.same_person'],
    ['counts a no for one role as well', decided('sales_manager', 'noa', { state: 'rejected' }), {}, 'approval.same_person'],
    ['is given in the place of one who is away', open, inPlace, undefined],
    [
      'is never given in the place of whoever made the deal',
      open,
      { ...inPlace, seats: new Map([['finance', ['maker']]]) },
      'approval.own_deal',
    ],
    ['in somebody’s place is the second of the same person', decided('sales_manager', 'noa'), inPlace, 'approval.same_person'],
    ['in the place of one who has decided already is their second', decided('executive', 'farid'), inPlace, 'approval.same_person'],
    [
      'counts what was said in the place of the same one',
      decided('executive', 'eva', { for_id: 'farid' }),
      inPlace,
      'approval.same_person',
    ],
    ['counts what was said in one’s own place', decided('executive', 'eva', { for_id: 'noa' }), {}, 'approval.same_person'],
    ['is free of what others said for others', decided('executive', 'eva', { for_id: 'mara' }), inPlace, undefined],
    ['of two who are away is one', open, two, undefined],
    ['of two who are away is the other’s, where one made the deal', open, { seats: new Map([['finance', ['maker', 'mara']]]) }, undefined],
    ['of two who are away is the other’s, where one has decided already', decided('executive', 'farid'), two, undefined],
    [
      'of two who are away is nobody’s, where both have decided already',
      decided('executive', 'farid').map((one) => (one.role === 'sales_manager' ? { ...one, state: 'approved', by_id: 'mara' } : one)),
      two,
      'approval.same_person',
    ],
    ['of two who are away is one all the same', decided('finance', 'noa', { for_id: 'farid' }), two, 'approval.decided'],
    ['is free again when the other one was for an older price', decided('sales_manager', 'noa', { order_hash: 'then' }), {}, undefined],
  ])('%s', (_says, verdicts, who, code) => {
    expect(codeOf(verdicts, who)).toBe(code)
    expect(mayVerdict(deal, verdicts, { ...noa, ...who })).toBe(code === undefined)
  })
})

it('whoever has spoken hears that they have, and not that the one did in whose place they speak', () => {
  const said = (verdicts: readonly Verdict[]) => {
    try {
      requireVerdict(deal, verdicts, { ...noa, ...inPlace })
    } catch (error) {
      return isRefusal(error) ? error.message : undefined
    }
    return undefined
  }
  expect(said(decided('sales_manager', 'noa'))).toMatch(/^You have decided Q-000001 as sales manager already\./)
  expect(said(decided('executive', 'eva', { for_id: 'noa' }))).toMatch(/^You have decided/)
  expect(said(decided('executive', 'farid'))).toMatch(/^Whoever you stand in for has decided Q-000001 as executive already\./)
})

it('in whose place it is said, of two who are away', () => {
  const seat = (verdicts: readonly Verdict[], who = two) => seatFor(deal, verdicts, { ...noa, ...who })
  expect(seat(open)).toBe('farid')
  expect(seat(decided('executive', 'farid'))).toBe('mara')
  expect(seat(open, { seats: new Map([['finance', ['maker', 'mara']]]) })).toBe('mara')
  expect(seat(open, { seats: own('finance') })).toBe(null)
  expect(seat(decided('finance', 'eva'))).toBe(undefined)
})

describe('an approved deal', () => {
  it('has a yes of every role for exactly this hash', () => {
    const all = open.map((one) => ({ ...one, state: 'approved' as const }))
    expect(missingRoles(deal, all)).toEqual([])
    expect(missingRoles(deal, [])).toEqual(roles)
    expect(() =>
      requireApproved(
        deal,
        all.map((one, at) => (at === 1 ? { ...one, order_hash: 'then' } : one)),
      ),
    ).toThrowError(expect.objectContaining({ code: 'quote.approvals_missing', message: 'Still to approve: finance.' }))
  })

  it('was approved by as many people as its lane has roles, whoever tries in whatever order and in whose place', () => {
    const people = ['maker', 'noa', 'eva', 'tom', 'ida']
    const held = fc.record(Object.fromEntries(people.map((one) => [one, fc.subarray(roles)])))
    const tries = fc.array(fc.tuple(fc.constantFrom(...people), fc.constantFrom(...roles), fc.subarray(people)), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(held, tries, (holds, attempts) => {
        let verdicts = [...open]
        for (const [person, role, places] of attempts) {
          const seats = new Map<string, readonly (string | null)[]>()
          for (const one of places) for (const lent of holds[one] ?? []) seats.set(lent, [...(seats.get(lent) ?? []), one])
          for (const one of holds[person] ?? []) seats.set(one, [null])
          const seat = seatFor(deal, verdicts, { person, role, seats })
          if (seat === undefined) continue
          const said = { state: 'approved' as const, by_id: person, for_id: seat }
          verdicts = verdicts.map((one) => (one.role === role ? { ...one, ...said } : one))
        }
        // everybody has one voice, their own or lent
        const voices = verdicts.flatMap(({ by_id, for_id }) => [...new Set([by_id, for_id])].filter((one) => typeof one === 'string'))
        expect(new Set(voices).size).toBe(voices.length)
        expect(voices).not.toContain('maker')
        for (const { by_id, for_id, role } of verdicts) if (by_id) expect(holds[for_id ?? by_id]).toContain(role)
      }),
    )
  })
})
