import { newest, pageBy } from '../../../../kernel/keyset.ts'
import type { Context } from '../../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import type { accountsOfLedger, journalsList, trialBalance } from '../../contract.ts'
import { findEntities } from '../../store/catalogue.ts'
import { type BalanceRow, balances, findAccounts, listJournals, postingsOf } from '../../store/ledger.ts'
import { todayOf } from '../../today.ts'

export async function findLedgerAccounts(ctx: Context): Promise<OutputOf<typeof accountsOfLedger>> {
  return { items: await findAccounts(ctx.tx) }
}

export async function findJournals(ctx: Context, input: InputOf<typeof journalsList>): Promise<OutputOf<typeof journalsList>> {
  const rows = await listJournals(ctx.tx, input)
  const page = pageBy(rows, newest(), input.limit)
  const postings = await postingsOf(
    ctx.tx,
    page.items.map((row) => row.id),
  )
  return {
    items: page.items.map((row) => ({
      id: row.id,
      entity: row.entity,
      day: row.day,
      currency: row.currency,
      event: row.event,
      memo: row.memo,
      source_id: row.source_id,
      href: row.event === 'payment' ? '/billing/payments' : `/billing/documents/${row.source_id}`,
      postings: postings
        .filter((posting) => posting.journal_id === row.id)
        .map((posting) => ({
          account: posting.account,
          account_name: posting.name,
          amount_minor: Number(posting.amount_minor),
          dims: posting.dims,
        })),
    })),
    next: page.next,
  }
}

export async function readTrialBalance(ctx: Context, input: InputOf<typeof trialBalance>): Promise<OutputOf<typeof trialBalance>> {
  const entities = (await findEntities(ctx.tx)).filter((one) => input.entity === undefined || one.code === input.entity)
  const days = new Map(entities.map((one) => [one.code, input.day ?? todayOf(one, ctx)]))
  const ledgers = new Map<string, BalanceRow[]>()
  for (const row of await balances(ctx.tx, days)) {
    const key = `${row.entity}|${row.currency}`
    ledgers.set(key, [...(ledgers.get(key) ?? []), row])
  }
  return {
    ledgers: [...ledgers.values()].map((rows) => ({
      entity: rows[0]?.entity ?? '',
      day: days.get(rows[0]?.entity ?? '') ?? '',
      currency: rows[0]?.currency ?? 'USD',
      sum_minor: rows.reduce((sum, row) => sum + Number(row.debit_minor - row.credit_minor), 0),
      accounts: rows.map((row) => ({
        code: row.code,
        name: row.name,
        kind: row.kind,
        debit_minor: Number(row.debit_minor),
        credit_minor: Number(row.credit_minor),
        balance_minor: Number(row.debit_minor - row.credit_minor),
      })),
    })),
  }
}
