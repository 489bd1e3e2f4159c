import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { staffRoles } from '../../people/index.ts'
import type { policyChange, policyRead } from '../contract.ts'
import { policyShape } from '../queries/policy.ts'
import { savePolicy, takePolicy } from '../store/policy.ts'

export async function changePolicy(ctx: Context, input: InputOf<typeof policyChange>): Promise<OutputOf<typeof policyRead>> {
  const before = await takePolicy(ctx.tx)
  fitVersion(input.if_match, before.version)
  const { type1_role = before.type1_role, window_days = before.window_days } = input
  if (!staffRoles.some((role) => role === type1_role))
    throw new Refusal('refused', 'policy.role_unknown', `There is no role ${type1_role}. Choose one from the roles page.`, {
      unmet: [{ code: 'policy.role_unknown', text: 'Choose a role.', path: 'type1_role' }],
    })
  const off_cycle_limit_minor =
    input.off_cycle_limit_minor === undefined ? before.off_cycle_limit_minor : BigInt(input.off_cycle_limit_minor)
  const change = { type1_role, window_days, off_cycle_limit_minor, version: before.version + 1 }
  await savePolicy(ctx.tx, change)
  const { version: _, id: __, ...old } = before
  await record(ctx, {
    action: 'decisions.policy.changed',
    subject: { kind: 'decision_policy', id: '1', label: 'How the house decides' },
    before: old,
    after: { type1_role, window_days, off_cycle_limit_minor },
  })
  return policyShape(ctx, { ...before, ...change })
}
