import type { Context } from '../../../../kernel/context.ts'
import { notify, notifyAll, endNotices } from '../../../../kernel/notices.ts'
import { personBehind } from '../../../../kernel/rights.ts'
import type { Day } from '../../../../kernel/period.ts'
import { record as recordDecision } from '../../../decisions/index.ts'
import { approvingRoles, noticesInPlace, peopleInRoles, personsOf } from '../../../people/index.ts'
import { approvalThing } from '../../queries/approved.ts'
import { quotesById } from '../../store/quotes.ts'
import { quoteSubject } from '../../subjects.ts'
import type { QuoteTable } from '../../tables.ts'

const reason = 'billing.approval.wanted'
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Tells everybody who may give a verdict that it is wanted; who made the deal approves none of it. */
export async function askApprovals(ctx: Context, quote: QuoteTable, roles: readonly string[]): Promise<void> {
  if (roles.length === 0) return
  const [holders, approving, subject] = await Promise.all([
    peopleInRoles(ctx, roles),
    peopleInRoles(ctx, approvingRoles),
    quoteSubject(ctx, quote),
  ])
  const notices = roles.map((role) => ({
    to: (holders.get(role) ?? []).filter((person) => person !== quote.created_by),
    reason,
    subject,
    text: `${subject.title} needs the approval of ${role.replaceAll('_', ' ')} before it is offered.`,
    key: role,
  }))
  const approvers = new Set([...approving.values()].flat())
  const inPlace = await noticesInPlace(ctx, notices, 'approvals', [quote.created_by])
  await notifyAll(ctx, [...notices, ...inPlace.filter(({ to }) => to.every((one) => approvers.has(one)))])
}

type Given = { role: string; verdict: 'approved' | 'rejected'; reason: string; for_id?: string | null }

/**
 * Enters what was said in the name of a role: a sign-off of exactly what is offered, by whoever said it. For the few, as a deal is: who made it is
 * told of it and sees it.
 */
export async function signOff(ctx: Context, quote: QuoteTable, given: Given): Promise<{ number: string }> {
  return enterVerdict(ctx, quote, { ...given, order_hash: quote.order_hash, by_id: ctx.actor.id, by_name: ctx.actor.name })
}

type Entered = Given & { order_hash: string; by_id: string; by_name: string; at?: Date; day?: Day }

export async function enterVerdict(ctx: Context, quote: QuoteTable, said: Entered): Promise<{ number: string }> {
  const deal = await quoteSubject(ctx, quote)
  const as = said.role.replaceAll('_', ' ')
  return recordDecision(ctx, {
    kind: 'signoff',
    issue: `Is ${deal.title} approved as ${as}?`,
    text: `The deal as it was priced is approved in the name of the role ${as}.`,
    said: said.reason,
    subjects: [
      {
        ...approvalThing(quote.id, said.role),
        version_hash: said.order_hash,
        title: `${deal.title}, as ${as}`,
        href: deal.href,
        audience: 'restricted',
      },
    ],
    decider: said.by_id,
    decider_name: said.by_name,
    decided_for: said.for_id ?? null,
    outcome: said.verdict === 'approved' ? 'accept' : 'reject',
    day: said.day ?? ctx.today,
    ...(said.at && { at: said.at }),
    made_in: { room: deal.room, kind: deal.kind, id: deal.id, title: deal.title, href: deal.href },
    audience: 'restricted',
    informed: quote.channel === 'rep' && isId.test(quote.created_by) ? [{ person: quote.created_by, read: false }] : [],
  })
}

/** The colleague who made the deal is told what a role said of it. */
export async function tellVerdict(ctx: Context, quote: QuoteTable, role: string, verdict: 'approved' | 'rejected'): Promise<void> {
  const maker = quote.created_by
  const to = isId.test(maker) && maker !== personBehind(ctx.actor) ? [...(await personsOf(ctx, [maker])).keys()] : []
  const subject = await quoteSubject(ctx, quote)
  const text = `${subject.title} is ${verdict} as ${role.replaceAll('_', ' ')}.`
  await notify(ctx, { to, reason: 'billing.approval.given', rule: 'decided', subject, text, key: role })
}

/** A sign-off that was taken back is asked for again while the deal is open, and whoever made it is told. */
export async function approvalEnded(ctx: Context, things: readonly { room: string; kind: string; id: string }[]): Promise<void> {
  const ended = things.filter(({ room, kind }) => room === 'billing' && kind === 'approval').map(({ id }) => id.split('/'))
  const quotes = await quotesById(
    ctx.tx,
    ended.map(([id = '']) => id),
  )
  // a sign-off is of one role of one deal
  for (const [id = '', role = ''] of ended) {
    const quote = quotes.get(id)
    if (!quote || quote.accepted_at !== null || quote.withdrawn_at !== null || quote.declined_at !== null) continue
    await askApprovals(ctx, quote, [role])
    const subject = await quoteSubject(ctx, quote)
    const to = isId.test(quote.created_by) ? [quote.created_by] : []
    const text = `The approval of ${subject.title} as ${role.replaceAll('_', ' ')} was taken back.`
    await notify(ctx, { to, reason: 'billing.approval.ended', rule: 'decided', subject, text, key: role })
  }
}

/** One verdict of a role is enough; of a quote that is withdrawn none is wanted any more. */
export async function approvalGiven(ctx: Context, quote: QuoteTable, role?: string): Promise<void> {
  await endNotices(ctx, { reason, kind: 'quote', id: quote.id, ...(role === undefined ? {} : { key: role }) })
}
