import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { type Approver, mayVerdict, missingRoles, requireApproved, requireVerdict, type Verdict } from './approval.ts'

const roles = ['sales_manager', 'finance', 'executive']
const deal = { number: 'Q-000001', made_by: 'maker', order_hash: 'now', approve: roles }
const open: Verdict[] = roles.map((role) => ({ role, order_hash: 'now', state: 'pending', by_id: null }))
const decided = (role: string, by: string, more: Partial<Verdict> = {}): Verdict[] =>
  open.map((one) => (one.role === role ? { ...one, state: 'approved', by_id: by, ...more } : one))
const noa: Approver = { person: 'noa', roles: new Set(['sales_manager', 'finance']), role: 'finance' }

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
    ['needs the role itself', open, { roles: new Set(['admin', 'sales']) }, 'approval.not_yours'],
    ['is only for roles of the lane', open, { roles: new Set(['legal']), role: 'legal' }, 'approval.not_waiting'],
    ['is given once', decided('finance', 'eva'), {}, 'approval.decided'],
    ['is for the price that was read', open, { seen: 'then' }, 'approval.voided'],
    ['stands when the price read is the present one', open, { seen: 'now' }, undefined],
    ['is not given on an older hash', open.map((one) => ({ ...one, order_hash: 'then' })), {}, 'approval.voided'],
    ['is not given on a void row', decided('finance', 'noa', { state: 'void', by_id: null }), {}, 'approval.voided'],
    ['of one person is for one role', decided('sales_manager', 'noa'), {}, 'approval.same_person'],
    ['counts a no for one role as well', decided('sales_manager', 'noa', { state: 'rejected' }), {}, 'approval.same_person'],
    ['is free again when the other one was for an older price', decided('sales_manager', 'noa', { order_hash: 'then' }), {}, undefined],
  ])('%s', (_says, verdicts, who, code) => {
    expect(codeOf(verdicts, who)).toBe(code)
    expect(mayVerdict(deal, verdicts, { ...noa, ...who })).toBe(code === undefined)
  })
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

  it('was approved by as many people as its lane has roles, whoever tries in whatever order', () => {
    const people = ['maker', 'noa', 'eva', 'tom', 'ida']
    const held = fc.record(Object.fromEntries(people.map((one) => [one, fc.subarray(roles)])))
    const tries = fc.array(fc.tuple(fc.constantFrom(...people), fc.constantFrom(...roles)), { maxLength: 40 })
    fc.assert(
      fc.property(held, tries, (holds, attempts) => {
        let verdicts = [...open]
        for (const [person, role] of attempts) {
          if (!mayVerdict(deal, verdicts, { person, role, roles: new Set(holds[person]) })) continue
          verdicts = verdicts.map((one) => (one.role === role ? { ...one, state: 'approved', by_id: person } : one))
        }
        const who = verdicts.flatMap((one) => one.by_id ?? [])
        expect(new Set(who).size).toBe(who.length)
        expect(who).not.toContain('maker')
        for (const one of verdicts) if (one.by_id) expect(holds[one.by_id]).toContain(one.role)
      }),
    )
  })
})
