import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../../test/cast/billing.ts'
import { trailOf } from '../../../../../test/cast/trail.ts'
import { decisionsNear, decisionsReverse } from '../../../decisions/contract.ts'
import { standing } from '../../../decisions/index.ts'
import { takeOverApprovals } from '../../setup/approvals.ts'
import * as promise from '../../contract.ts'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

async function deal() {
  const customer = await shop.customer('US')
  const seller = shop.cast.as('sales')
  const quote = await seller.call(promise.quotesCreate, {
    ...{ account_id: customer.accountId, product: 'harbor-advanced', seats: 60, discount_percent: '20' },
  })
  expect(quote.lane.approve).toEqual(['sales_manager', 'finance'])
  return { customer, seller, quote, thing: (role: string) => ({ room: 'billing', kind: 'approval', id: `${quote.id}/${role}` }) }
}

const ledger = () =>
  shop.query(`select d.id, d.number, d.kind, d.state, d.method, d.audience, d.outcome, d.outcome_text, d.decided_day, d.decided_by, d.decided_by_name, d.issue,
    d.decided_at, d.made_in ->> 'id' as made_in, s.subject_id, s.version_hash from decisions.decision d join decisions.subject s on s.decision_id = d.id
    order by d.number`)

describe('the approval of a deal', () => {
  test('is a sign-off of the ledger, on the very hash, in the name of a role, for the few', async () => {
    const { seller, quote, thing } = await deal()
    const noa = shop.cast.as('sales_manager')
    await noa.call(promise.quotesApprove, { id: quote.id, role: 'sales_manager', verdict: 'approved', reason: 'Agreed' })
    const { rows } = await ledger()
    expect(rows).toMatchObject([
      {
        ...{ kind: 'signoff', state: 'done', audience: 'restricted', outcome: 'accept', outcome_text: 'Agreed' },
        ...{ decided_by: noa.actor.id, decided_by_name: 'sales_manager', made_in: quote.id },
        ...{ subject_id: thing('sales_manager').id, version_hash: quote.order_hash },
      },
    ])
    const { rows: told } = await shop.query('select person_id from decisions.informed')
    expect(told).toEqual([{ person_id: seller.actor.id }])
    const says = await shop.cast.open(async (ctx) => [
      await standing(ctx, thing('sales_manager'), quote.order_hash),
      await standing(ctx, thing('sales_manager'), '0'.repeat(64)),
      await standing(ctx, thing('finance'), quote.order_hash),
    ])
    expect(says.map((one) => one.is)).toEqual(['agreed', 'stale', 'none'])
    // the next deal is no second decision of this matter
    const asked = { issue: rows[0].issue, proposal: 'The deal as it was priced is approved.' }
    expect((await shop.cast.as('executive').call(decisionsNear, asked)).items).toEqual([])
  })

  test('is none once it was reversed in the ledger: the role is asked again', async () => {
    const { seller, quote } = await deal()
    for (const role of quote.lane.approve)
      await shop.cast.as(role).call(promise.quotesApprove, { id: quote.id, role, verdict: 'approved', reason: 'Agreed' })
    await shop.query(`update decisions.decision set state = 'reversed', ended_on = '2026-06-15' where issue like '%finance%'`)
    await expect(seller.call(promise.quotesOffer, { id: quote.id })).rejects.toMatchObject({
      code: 'quote.approvals_missing',
      facts: { roles: ['finance'] },
    })
    const again = await shop.cast
      .as('finance')
      .call(promise.quotesApprove, { id: quote.id, role: 'finance', verdict: 'approved', reason: 'Looked at again' })
    expect(again.approvals.map(({ role, state, reason }) => [role, state, reason])).toEqual([
      ['sales_manager', 'approved', 'Agreed'],
      ['finance', 'approved', 'Looked at again'],
    ])
    expect(await seller.call(promise.quotesOffer, { id: quote.id })).toMatchObject({ state: 'offered' })
  })

  test('is taken back by whoever gave it alone, and asked for again, also where the deal is offered', async () => {
    const { seller, quote } = await deal()
    const by = Object.fromEntries(quote.lane.approve.map((role) => [role, shop.cast.as(role)]))
    for (const [role, person] of Object.entries(by))
      await person.call(promise.quotesApprove, { id: quote.id, role, verdict: 'approved', reason: 'Agreed' })
    await seller.call(promise.quotesOffer, { id: quote.id })
    const { rows: found } = await shop.query(`select id from decisions.decision where issue like '%finance%'`)
    const id = found[0].id
    const mara = shop.cast.as('executive')
    await expect(mara.call(decisionsReverse, { id, reason: 'I want it so' })).rejects.toMatchObject({ code: 'decision.not_decider' })
    await by['finance']?.call(decisionsReverse, { id, reason: 'The rebate was counted twice' })
    await shop.cast.drain()
    const { rows: told } = await shop.query(`select reason from kernel.notice where reason like 'billing.approval.%' and done_at is null`)
    expect(told.map(({ reason }) => reason)).toContain('billing.approval.ended')
    const again = await shop.cast
      .as('finance')
      .call(promise.quotesApprove, { id: quote.id, role: 'finance', verdict: 'approved', reason: 'Counted once now' })
    expect([again.state, again.approvals.find(({ role }) => role === 'finance')?.reason]).toEqual(['offered', 'Counted once now'])
    await expect(
      shop.cast.as('finance').call(promise.quotesApprove, { id: quote.id, role: 'finance', verdict: 'rejected', reason: 'Twice' }),
    ).rejects.toMatchObject({ code: 'approval.decided' })
  })

  test('that was refused stands in the ledger as refused, and nobody stands for a second role beside it', async () => {
    const { seller, quote } = await deal()
    const both = shop.cast.as('finance', 'sales_manager')
    await both.call(promise.quotesApprove, { id: quote.id, role: 'finance', verdict: 'rejected', reason: 'Too cheap' })
    const { rows } = await ledger()
    expect(rows).toMatchObject([{ outcome: 'reject', outcome_text: 'Too cheap', method: 'written' }])
    const [no] = rows
    const { audit, events } = trailOf(shop.cast.house.db.pool)
    expect(await audit('billing.approval.rejected', quote.id)).toMatchObject([
      { actor: both.actor.id, after: { role: 'finance', order_hash: quote.order_hash, sign_off: no.number }, reason: 'Too cheap' },
    ])
    expect(await audit('decisions.decision.recorded', no.id)).toMatchObject([{ after: { outcome: 'reject' } }])
    expect(await events('decisions.decision.decided', no.id)).toMatchObject([{ payload: { kind: 'signoff', outcome: 'reject' } }])
    await expect(
      both.call(promise.quotesApprove, { id: quote.id, role: 'sales_manager', verdict: 'approved', reason: 'Agreed' }),
    ).rejects.toMatchObject({ code: 'approval.same_person' })
    const seen = await seller.call(promise.quotesGet, { id: quote.id })
    expect(seen.approvals.map(({ role, state, by }) => [role, state, by])).toEqual([
      ['sales_manager', 'pending', null],
      ['finance', 'rejected', both.actor.name],
    ])
    await expect(seller.call(promise.quotesOffer, { id: quote.id })).rejects.toMatchObject({ code: 'quote.approvals_missing' })
    // a no that was reversed is none either: the role is asked again
    await shop.query(`update decisions.decision set state = 'reversed', ended_on = '2026-06-15'`)
    const again = await seller.call(promise.quotesGet, { id: quote.id })
    expect(again.approvals.map(({ role, state }) => [role, state])).toEqual([
      ['sales_manager', 'pending'],
      ['finance', 'pending'],
    ])
  })

  test('from before the ledger kept it is entered there once, with its day, its hash and whoever gave it', async () => {
    const { seller, quote, thing } = await deal()
    const noa = shop.cast.as('sales_manager').actor
    const before = `insert into billing.approval (quote_id, order_hash, role, state, by_id, by_name, at, reason, created_at, created_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8, now(), 'x')`
    const at = '2026-03-02T23:30:00Z'
    await shop.query(before, [quote.id, quote.order_hash, 'sales_manager', 'approved', noa.id, 'Noa Berg', at, 'As agreed in spring'])
    await shop.query(before, [quote.id, quote.order_hash, 'finance', 'pending', null, null, null, null])
    expect([await shop.cast.open(takeOverApprovals), await shop.cast.open(takeOverApprovals)]).toEqual([1, 0])
    const { rows } = await ledger()
    expect(rows).toMatchObject([
      {
        ...{ outcome: 'accept', outcome_text: 'As agreed in spring', decided_by: noa.id, decided_by_name: 'Noa Berg' },
        ...{ decided_at: new Date(at), decided_day: '2026-03-02', subject_id: thing('sales_manager').id, version_hash: quote.order_hash },
      },
    ])
    expect(await shop.count('approval')).toBe(0)
    const { approvals } = await seller.call(promise.quotesGet, { id: quote.id })
    expect(approvals).toMatchObject([
      { role: 'sales_manager', state: 'approved', by: 'Noa Berg', at: new Date(at).toISOString(), reason: 'As agreed in spring' },
      { role: 'finance', state: 'pending' },
    ])
    const { rows: trail } = await shop.query(`select after from kernel.audit where action = 'billing.approvals.taken_over'`)
    expect(trail).toEqual([{ after: { entered: 1 } }])
  })
})
