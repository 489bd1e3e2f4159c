import { pageBy } from '../../../kernel/keyset.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { everything } from '../../../kernel/reach.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { askingOf, reachOf } from '../../people/index.ts'
import type { billingHome, runsItems, runsList } from '../contract.ts'
import { canSell } from '../rules/ready.ts'
import { contractCounts, countDue } from '../store/contracts.ts'
import { openSums } from '../store/money.ts'
import { countPaying, selfServiceShare } from '../store/orders.ts'
import { listRuns } from '../store/run-list.ts'
import { countRequested } from '../store/quotes.ts'
import { failuresFirst, getRun, itemsOfRun, lastRun } from '../store/runs.ts'
import type { RunTable } from '../tables.ts'
import { sellingFacts } from './selling/terms.ts'

type RunView = OutputOf<typeof runsList>['items'][number]

export function runView(run: RunTable): RunView {
  return {
    id: run.id,
    kind: run.kind,
    day: run.day,
    state: run.finished_at ? 'done' : 'running',
    started_at: run.started_at.toISOString(),
    finished_at: run.finished_at?.toISOString() ?? null,
    contracts: run.contracts,
    documents: run.documents,
    renewed: run.renewed,
    charged: run.charged,
    failed: run.failed,
    by: run.created_by_name,
  }
}

export async function findRuns(ctx: Context, input: InputOf<typeof runsList>): Promise<OutputOf<typeof runsList>> {
  const page = await listRuns(ctx.tx, await askingOf(ctx), input)
  return { ...page, items: page.items.map(runView) }
}

export async function findRunItems(ctx: Context, input: InputOf<typeof runsItems>): Promise<OutputOf<typeof runsItems>> {
  await getRun(ctx.tx, input.id)
  const rows = await itemsOfRun(ctx.tx, input.id, input)
  const page = pageBy(rows, failuresFirst, input.limit)
  return {
    items: page.items.map(({ contract_id, contract_number, outcome, documents, code, detail }) => ({
      contract_id,
      contract_number,
      outcome,
      documents,
      code,
      detail,
    })),
    next: page.next,
  }
}

/** Today's work on the accounts that the actor reaches, counted; the last run is of the whole company. */
export async function readHome(ctx: Context): Promise<OutputOf<typeof billingHome>> {
  const reach = await reachOf(ctx, 'billing.read')
  const sums = await openSums(ctx.tx, reach, ctx.now)
  const counts = await contractCounts(ctx.tx, reach, ctx.now, 60)
  const books = mayDo(ctx.actor, 'billing.books') !== undefined
  const run = books ? await lastRun(ctx.tx) : undefined
  return {
    ready: counts.active > 0 || canSell(await sellingFacts(ctx)),
    requested_quotes: await countRequested(ctx.tx, reach, ctx.now),
    open_documents: sums.reduce((total, row) => total + Number(row.documents), 0),
    overdue_documents: sums.reduce((total, row) => total + Number(row.overdue), 0),
    orders_waiting_for_money: await countPaying(ctx.tx, reach),
    contracts_active: counts.active,
    renewals_60_days: counts.renewals,
    due_today: await countDue(ctx.tx, reach, ctx.now),
    open_by_currency: sums.map((row) => ({
      currency: row.currency,
      open_minor: Number(row.open_minor),
      overdue_minor: Number(row.overdue_minor),
    })),
    self_service_30_days: await selfServiceShare(ctx.tx, reach, new Date(ctx.now.getTime() - 30 * 86_400_000)),
    last_run: run ? runView(run) : null,
    may: [
      ...(books ? ['books'] : []),
      ...(mayDo(ctx.actor, 'billing.bill') ? ['run'] : []),
      ...(mayDo(ctx.actor, 'billing.sell') ? ['sell'] : []),
      ...(mayDo(ctx.actor, 'billing.configure') ? ['set_up'] : []),
    ],
  }
}

/** How many contracts have something to bill on their local day now: a run is worth its while above zero. */
export function contractsDue(ctx: Context): Promise<number> {
  return countDue(ctx.tx, everything, ctx.now)
}
