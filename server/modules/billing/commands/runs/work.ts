import type { Context } from '../../../../kernel/context.ts'
import { addDays } from '../../../../kernel/period.ts'
import { isRefusal } from '../../../../kernel/refusal.ts'
import type { Book, TaxRows } from '../../book.ts'
import { type RenewalPolicy, termState } from '../../rules/renewal.ts'
import { attempt } from '../../../../kernel/outbox.ts'
import type { AmendmentTable, ContractTable } from '../../tables.ts'
import { type Issued, issueWork, type Work } from '../documents/issue-work.ts'
import { renewChange, renewed } from '../../changes.ts'
import { todayOf } from '../../today.ts'

export type Past = { work: undefined; contract: ContractTable; state: 'in_grace' | 'lapsed'; next: string | null }
type Due = { work: Work } | Past

/** What the day asks of a contract: renew it, bill it, or note that it is past its end. */
export function dueOf(ctx: Context, book: Book, policy: RenewalPolicy): Due {
  const { contract } = book
  const today = todayOf(contract, ctx)
  const end = contract.end_day
  const work: Work = { book, added: [], asOf: today, today, alone: false, bill: true, order: null, poNumber: null, paidBy: null }
  if (end === null || today < end || contract.ended_on !== null) return { work }
  if (contract.auto_renew && termState(end, today, policy) !== 'lapsed') return { work: renewalWork(ctx, work, policy) }
  const lapsed = termState(end, today, policy) === 'lapsed'
  return { work: undefined, contract, state: lapsed ? 'lapsed' : 'in_grace', next: lapsed ? null : addDays(end, policy.grace_days) }
}

function renewalWork(ctx: Context, work: Work, policy: RenewalPolicy): Work {
  const { contract, amendments } = work.book
  const first = amendments[0]?.body
  const months = first?.kind === 'start' && first.items[0]?.per === 'month' ? 12 : monthsOf(contract)
  const change = renewChange(contract, policy, months, work.today, {})
  const added: AmendmentTable = {
    contract_id: contract.id,
    seq: amendments.length + 1,
    kind: 'renew',
    body: change,
    effective: change.effective,
    recorded_day: work.today,
    recorded_at: ctx.now,
    reason: 'Renewed automatically',
    source: 'renewal',
    quote_id: null,
    acceptance_id: null,
    created_by: ctx.actor.id,
    created_by_name: ctx.actor.name,
  }
  const next = { ...contract, version: contract.version + 1, subscription_version: contract.subscription_version + 1 }
  return { ...work, book: { ...work.book, contract: renewed(next, change) }, added: [added] }
}

/** The length of the term that ends, in months. */
function monthsOf(contract: ContractTable): number {
  const index = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  return Math.max(1, index(contract.end_day ?? contract.term_start) - index(contract.term_start))
}

export type Failure = { contract: ContractTable; code: string; detail: string }

/** All at once, which is fast; when one of them is refused, each alone, so that only that one stays behind. */
export async function issueAll(ctx: Context, works: Work[], rows: TaxRows): Promise<{ issued: Issued[]; failures: Failure[] }> {
  const failures: Failure[] = []
  try {
    return { issued: await attempt(ctx.tx, () => issueWork(ctx, works, rows)), failures }
  } catch (error) {
    if (works.length === 1 && works[0]) return { issued: [], failures: [failureOf(works[0], error)] }
  }
  const issued: Issued[] = []
  for (const work of works) {
    try {
      issued.push(...(await attempt(ctx.tx, () => issueWork(ctx, [work], rows))))
    } catch (error) {
      failures.push(failureOf(work, error))
    }
  }
  return { issued, failures }
}

function failureOf(work: Work, error: unknown): Failure {
  const { contract } = work.book
  if (isRefusal(error)) return { contract, code: error.code, detail: error.message }
  return { contract, code: 'bug', detail: error instanceof Error ? error.message : String(error) }
}
