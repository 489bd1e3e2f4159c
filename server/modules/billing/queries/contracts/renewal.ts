import type { Context } from '../../../../kernel/context.ts'
import { addDays } from '../../../../kernel/period.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { mayRenewLate, type RenewalPolicy, termState } from '../../rules/renewal.ts'
import { policyOn } from '../../store/policies.ts'
import type { ContractTable } from '../../tables.ts'
import { ended, requireEnd } from '../../changes.ts'

export async function renewalPolicy(ctx: Context, day: string): Promise<RenewalPolicy> {
  return (await policyOn(ctx.tx, 'renewal', day)).rows as RenewalPolicy
}

/** May the contract be renewed on the day? `renewal.too_early`, `contract.ended` (ended, or past the day on which it lapsed for good). */
export function requireRenewable(contract: ContractTable, policy: RenewalPolicy, day: string): void {
  const end = requireEnd(contract)
  if (contract.ended_on !== null) throw ended(contract)
  if (!mayRenewLate(end, day, policy)) {
    const last = addDays(end, policy.lapse_days - 1)
    throw new Refusal(
      'refused',
      'contract.ended',
      `${contract.number} ended on ${end} and could be renewed until ${last}. Buy again: a new contract starts today.`,
    )
  }
  if (day < renewableFrom(contract, policy)) {
    throw new Refusal('refused', 'renewal.too_early', `${contract.number} can be renewed from ${renewableFrom(contract, policy)}.`)
  }
}

export function renewableFrom(contract: ContractTable, policy: RenewalPolicy): string {
  return addDays(requireEnd(contract), -policy.early_days)
}

/** pending, active, in_grace, lapsed or ended on a day; derived from dates, never stored. */
export function stateOn(contract: ContractTable, policy: RenewalPolicy, day: string) {
  if (contract.ended_on !== null && contract.ended_on <= day) return 'ended' as const
  if (contract.start_day > day) return 'pending' as const
  return contract.end_day === null ? ('active' as const) : termState(contract.end_day, day, policy)
}
