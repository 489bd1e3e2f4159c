import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { shippedLane } from '../rules/lane.ts'
import { accounts } from '../rules/ledger.ts'
import { shippedMatching } from '../rules/payment.ts'
import { shippedRenewal } from '../rules/renewal.ts'
import { shippedRates } from '../rules/tax/rows/rates.ts'
import { shippedRules } from '../rules/tax/rows/rules.ts'
import { saveAccounts } from '../store/ledger.ts'
import { saveShipped } from '../store/policies.ts'
import type { PolicyTable } from '../tables.ts'

/** Shipped policies are in force since before any sale, as the oldest tax rows are; a company's own version begins later and wins. */
const since = '2015-01-01'

/**
 * Gives a house what every seller needs and nobody types: tax rates and rules with their sources, the approval and renewal policies, the chart
 * of accounts. Runs whenever the house opens: only rows that are not there yet are added, so that an update brings its new rates and twice is
 * once. Answers how many rows were added.
 */
export async function installShipped(ctx: Context): Promise<number> {
  const made = { created_at: ctx.now, created_by: ctx.actor.id }
  const chart = await saveAccounts(
    ctx.tx,
    accounts.map((account) => ({ ...account })),
  )
  const rows = await saveShipped(ctx.tx, {
    rates: shippedRates.map((row) => ({ id: newId(), ...row, needs_registration: row.needs_registration ?? false, ...made })),
    rules: shippedRules.map(({ id, ...rule }) => ({ id: newId(), rule: id, ...rule, ...made })),
    policies: [policy('lane', shippedLane), policy('renewal', shippedRenewal), policy('matching', shippedMatching)],
  })
  const added = chart + rows
  if (added > 0)
    await record(ctx, { action: 'billing.shipped.installed', subject: { kind: 'billing', id: 'shipped' }, after: { rows: added } })
  return added

  function policy(kind: string, shipped: unknown): PolicyTable {
    return { id: newId(), kind, version: 1, effective_from: since, rows: shipped, state: 'active', ...made }
  }
}
