import type { Context } from '../../../../kernel/context.ts'
import { notify, notifyAll, endNotices } from '../../../../kernel/notices.ts'
import { personBehind } from '../../../../kernel/rights.ts'
import { peopleInRoles, personsOf } from '../../../people/index.ts'
import { quoteSubject } from '../../subjects.ts'
import type { QuoteTable } from '../../tables.ts'

const reason = 'billing.approval.wanted'
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Tells everybody who may give a verdict that it is wanted; who made the deal approves none of it. */
export async function askApprovals(ctx: Context, quote: QuoteTable, roles: readonly string[]): Promise<void> {
  if (roles.length === 0) return
  const holders = await peopleInRoles(ctx, roles)
  const subject = await quoteSubject(ctx, quote)
  await notifyAll(
    ctx,
    roles.map((role) => ({
      to: (holders.get(role) ?? []).filter((person) => person !== quote.created_by),
      reason,
      subject,
      text: `${subject.title} needs the approval of ${role.replaceAll('_', ' ')} before it is offered.`,
      key: role,
    })),
  )
}

/** The colleague who made the deal is told what a role said of it. */
export async function tellVerdict(ctx: Context, quote: QuoteTable, role: string, verdict: 'approved' | 'rejected'): Promise<void> {
  const maker = quote.created_by
  const to = isId.test(maker) && maker !== personBehind(ctx.actor) ? [...(await personsOf(ctx, [maker])).keys()] : []
  const subject = await quoteSubject(ctx, quote)
  const text = `${subject.title} is ${verdict} as ${role.replaceAll('_', ' ')}.`
  await notify(ctx, { to, reason: 'billing.approval.given', rule: 'decided', subject, text, key: role })
}

/** One verdict of a role is enough; of a quote that is withdrawn none is wanted any more. */
export async function approvalGiven(ctx: Context, quote: QuoteTable, role?: string): Promise<void> {
  await endNotices(ctx, { reason, kind: 'quote', id: quote.id, ...(role === undefined ? {} : { key: role }) })
}
