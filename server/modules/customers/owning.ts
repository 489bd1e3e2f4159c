import { recordAll } from '../../kernel/audit.ts'
import type { Context, Handing, Owned, Owning } from '../../kernel/context.ts'
import { accountsOwnedBy, handAccounts } from './store/accounts.ts'

/** Accounts are what a person is responsible for here; the pool is nobody's, and anybody there may take one meanwhile. */
export const owning: Owning = { ownedBy, handOver }

async function ownedBy(ctx: Context, personId: string): Promise<Owned[]> {
  const rows = await accountsOwnedBy(ctx.tx, personId)
  return rows.map(({ id, name }) => ({ kind: 'account', id, title: name, href: `/customers/accounts/${id}` }))
}

async function handOver(ctx: Context, { ids, from, to, left }: Handing): Promise<string[]> {
  const owner = left ? null : to
  const rows = await handAccounts(ctx.tx, { ids, from, to: owner }, { at: ctx.now, who: ctx.actor.id })
  const entries = rows.map((row) => ({
    action: 'customers.account.handed_over',
    subject: { kind: 'account', id: row.id, label: row.name },
    before: { owner_id: from },
    after: { owner_id: owner },
  }))
  for (let at = 0; at < entries.length; at += 1000) await recordAll(ctx, entries.slice(at, at + 1000))
  for (const { id } of rows) await ctx.announce('customers.account.changed', { account_id: id, fields: ['owner_id'] }, { key: id })
  return rows.map((row) => row.id)
}
