import type { Context } from '../../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { addDays, addMonths, plainDate } from '../../../../kernel/period.ts'
import { rateFor } from '../../../../kernel/rates.ts'
import type { lanePreview } from '../../contract.ts'
import { converted, type LaneAnswer as Answer, type LaneFacts, type LanePolicy, laneOf } from '../../rules/lane.ts'
import { policyOn } from '../../store/policies.ts'
import { recentAutomatic } from '../../store/quotes.ts'
import type { ProfileTable } from '../../tables.ts'

/** The lane of a deal with the policy version that gave it. */
type LaneAnswer = Answer & { policy_version: number }
type LaneQuestion = {
  kind: string
  channel: string
  profile: Pick<ProfileTable, 'country' | 'terms_approved' | 'account_id'>
  currency: string
  months: number
  day: string
  discount: string
  custom: boolean
  /** what an expansion or a renewal changes; null for a new deal */
  contract: { id: string } | null
  priced: { termNet: number }
}

/** Who decides and how it is signed, by the policy in force and the month's rate; other automatic orders of the last days count too. */
export async function laneFor(ctx: Context, question: LaneQuestion): Promise<LaneAnswer> {
  const { version, policy } = await lanePolicyOn(ctx, question.day)
  const [recent, rate] = await Promise.all([
    recentMinor(ctx, question, policy),
    rateInto(ctx, question.currency, policy.currency, question.day),
  ])
  const facts: LaneFacts = {
    total_net_minor: BigInt(question.priced.termNet),
    currency: question.currency,
    discount_pct: question.discount,
    term_months: question.months,
    terms: question.custom ? 'custom' : 'standard',
    payment: question.channel === 'self_service' ? 'card' : 'transfer',
    country: question.profile.country,
    kind: question.kind,
    channel: question.channel,
    partner: false,
    screening: 'clear',
    recent_auto_minor: recent,
    terms_approved: question.profile.terms_approved,
    ...rate,
  }
  return { ...laneOf(facts, policy), policy_version: version }
}

/**
 * The splitting guard: a new deal counts with other new orders, an expansion or renewal with other expansions of the same contract, never with
 * the order that began it.
 */
async function recentMinor(ctx: Context, question: LaneQuestion, policy: LanePolicy): Promise<bigint> {
  if (!question.profile.account_id) return 0n
  const since = new Date(ctx.now.getTime() - policy.split_guard_days * 86_400_000)
  let sum = 0n
  for (const { currency, net_minor } of await recentAutomatic(ctx.tx, question.profile.account_id, since, question.contract?.id ?? null)) {
    const { rate } = await rateInto(ctx, currency, policy.currency, question.day)
    sum += rate === undefined ? net_minor : converted(net_minor, currency, rate, policy.currency)
  }
  return sum
}

/** Until the month's own rate stands, which is the last month's where nobody gives another (`carryRates`), the last month's measures. */
async function rateInto(ctx: Context, from: string, into: string, day: string): Promise<{ rate?: string }> {
  if (from === into) return {}
  const rate = (await rateFor(ctx.tx, from, into, day)) ?? (await rateFor(ctx.tx, from, into, addMonths(`${day.slice(0, 7)}-01`, -1)))
  return rate === undefined ? {} : { rate }
}

export async function lanePolicyOn(ctx: Context, day: string): Promise<{ version: number; from: string; policy: LanePolicy }> {
  const row = await policyOn(ctx.tx, 'lane', day)
  return { version: row.version, from: row.effective_from, policy: row.rows as LanePolicy }
}

/** Two working days (Monday to Friday): the day by which a customer who asks gets an answer. */
export function answerDay(day: string, workingDays = 2): string {
  let left = workingDays
  let answer = day
  while (left > 0) {
    answer = addDays(answer, 1)
    if (plainDate(answer).dayOfWeek <= 5) left -= 1
  }
  return answer
}

/** The policy on given facts; nothing is stored. */
export async function previewLane(ctx: Context, input: InputOf<typeof lanePreview>): Promise<OutputOf<typeof lanePreview>> {
  const day = input.day ?? ctx.today
  const { policy } = await lanePolicyOn(ctx, day)
  const { total_net_minor, recent_auto_minor, day: _day, ...facts } = input
  return laneOf(
    {
      ...facts,
      total_net_minor: BigInt(total_net_minor),
      ...(recent_auto_minor !== undefined && { recent_auto_minor: BigInt(recent_auto_minor) }),
      ...(await rateInto(ctx, input.currency, policy.currency, day)),
    },
    policy,
  )
}
