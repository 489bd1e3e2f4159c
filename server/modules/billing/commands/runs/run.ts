import { type AuditEntry, record, recordAll } from '../../../../kernel/audit.ts'
import type { Context, Open } from '../../../../kernel/context.ts'
import { everything } from '../../../../kernel/reach.ts'
import { followed, type Report } from '../../../../kernel/job-runs.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import type { runsStart } from '../../contract.ts'
import { runView } from '../../queries/runs.ts'
import { countDue, takeDueContracts } from '../../store/contracts.ts'
import { countRun, failedIn, finishRun, getRun, type RunCounts, saveRun } from '../../store/runs.ts'
import type { RunItemTable } from '../../tables.ts'
import { booksOf, taxRowsFor } from '../../queries/contracts/books.ts'
import type { Issued } from '../documents/issue-work.ts'
import { askForMoney } from '../payments/charge.ts'
import { renewalPolicy } from '../../queries/contracts/renewal.ts'
import { mailDocuments } from '../documents/letters.ts'
import { tellPastEnd, tellOf } from './tell.ts'
import { issueAll, dueOf, type Failure, type Past } from './work.ts'

const batchSize = 500

/** The nightly (hourly) run: batches of due contracts, each batch one transaction; a second run finds nothing to do. */
export async function runBilling(
  open: Open,
  { size = batchSize, report }: { size?: number; report?: Report } = {},
): Promise<{ run: string; contracts: number; failed: number }> {
  const run = await open(beginRun)
  const sum = await billOn(open, run, { size, ...(report ? { report } : {}) })
  await open((ctx) => finishRun(ctx.tx, run, ctx.now))
  return { run, ...sum }
}

/**
 * The same by hand. The first batch is billed in the door's transaction, which for most houses is all there is; when more is due, the run
 * goes on by itself after the answer, and can be watched and stopped like the scheduled one.
 */
export async function startRun(
  ctx: Context,
  _input: InputOf<typeof runsStart>,
  { size = batchSize }: { size?: number } = {},
): Promise<OutputOf<typeof runsStart>> {
  const run = await beginRun(ctx)
  const batch = await runBatch(ctx, run, [], size)
  if (batch.claimed < size) return ended(ctx, run)
  // one after the other: two would only wait for each other's contracts
  await ctx.announce('billing.run.begun', { run_id: run }, { key: 'billing.run' })
  await record(ctx, { action: 'billing.run.begun', subject: { kind: 'run', id: run }, after: batch.counts })
  return runView(await getRun(ctx.tx, run))
}

/** What is left of a run that began through the door; taken up again after a crash, it goes on where it stood. */
export function continueRun(open: Open, run: string, size = batchSize): Promise<void> {
  return followed(open, 'billing.run.by_hand', async (report) => {
    if ((await open((ctx) => getRun(ctx.tx, run))).finished_at) return
    const tell = async () => report({ ...(await open((ctx) => progressOf(ctx, run))), id: run })
    if ((await tell()) === 'go on') await billOn(open, run, { size, report })
    await tell()
    await open((ctx) => ended(ctx, run))
  })
}

/** Batch after batch until nothing is due or somebody stops it: what is billed stays billed, and the next run goes on from there. */
async function billOn(open: Open, run: string, { size, report }: { size: number; report?: Report }) {
  const seen = await open((ctx) => failedIn(ctx.tx, run))
  for (;;) {
    const batch = await open((ctx) => runBatch(ctx, run, seen, size))
    seen.push(...batch.failed)
    if (batch.claimed < size) break
    if (report && (await report({ ...(await open((ctx) => progressOf(ctx, run))), id: run })) === 'stop') break
  }
  const { contracts, failed } = await open((ctx) => getRun(ctx.tx, run))
  return { contracts, failed }
}

async function progressOf(ctx: Context, run: string): Promise<{ done: number; of: number; note: string }> {
  const { contracts, failed } = await getRun(ctx.tx, run)
  const left = await countDue(ctx.tx, everything, ctx.now)
  const note = failed > 0 ? `${failed} contracts could not be billed` : 'Contracts billed'
  return { done: contracts, of: contracts + Math.max(0, left - failed), note }
}

async function ended(ctx: Context, run: string): Promise<OutputOf<typeof runsStart>> {
  await finishRun(ctx.tx, run, ctx.now)
  const view = runView(await getRun(ctx.tx, run))
  await record(ctx, {
    action: 'billing.run.done',
    subject: { kind: 'run', id: run },
    after: { contracts: view.contracts, documents: view.documents, failed: view.failed },
  })
  return view
}

async function beginRun(ctx: Context): Promise<string> {
  const id = newId()
  const none = { contracts: 0, documents: 0, renewed: 0, charged: 0, failed: 0 }
  await saveRun(ctx.tx, {
    id,
    kind: 'billing',
    day: ctx.today,
    started_at: ctx.now,
    finished_at: null,
    ...none,
    created_by: ctx.actor.id,
    created_by_name: ctx.actor.name,
  })
  return id
}

type Batch = { claimed: number; counts: RunCounts; failed: string[] }

/** Claims, plans, writes. A contract whose plan is refused is listed with its refusal and never stops the others. */
async function runBatch(ctx: Context, run: string, except: readonly string[], size: number): Promise<Batch> {
  const contracts = await takeDueContracts(ctx.tx, ctx.now, size, except)
  const counts: RunCounts = { contracts: 0, documents: 0, renewed: 0, charged: 0, failed: 0 }
  if (contracts.length === 0) return { claimed: 0, counts, failed: [] }
  const books = await booksOf(ctx, contracts)
  const rows = await taxRowsFor(
    ctx,
    books.flatMap((book) => [book.entity.country, book.profile.country]),
  )
  const policy = await renewalPolicy(ctx, ctx.today)
  const due = books.map((book) => dueOf(ctx, book, policy))
  const { issued, failures } = await issueAll(
    ctx,
    due.flatMap((one) => (one.work ? [one.work] : [])),
    rows,
  )
  const past = due.filter((one): one is Past => one.work === undefined)
  for (const one of past) await tellPastEnd(ctx, one)
  for (const one of issued) await tellOf(ctx, one)
  await mailDocuments(
    ctx,
    issued.flatMap(({ book, documents }) => documents.map((document) => ({ document, card: book.contract.method_id !== null }))),
  )
  await recordAll(ctx, [...issued.filter(({ work }) => work.added.length > 0).map(renewalEntry), ...past.map(pastEntry)])
  counts.charged = await askForMoney(ctx, ...issued)
  const items = [
    ...issued.map((one) => itemOf(run, one)),
    ...past.map((one) => pastItem(run, one)),
    ...failures.map((one) => failedItem(run, one)),
  ]
  counts.contracts = contracts.length
  counts.documents = issued.reduce((sum, one) => sum + one.documents.length, 0)
  counts.renewed = issued.filter((one) => one.work.added.length > 0).length
  counts.failed = failures.length
  await countRun(ctx.tx, run, counts, items)
  return { claimed: contracts.length, counts, failed: failures.map((failure) => failure.contract.id) }
}

function renewalEntry({ work, book: { contract }, documents }: Issued): AuditEntry {
  return {
    action: 'billing.contract.renewed',
    subject: { kind: 'contract', id: contract.id, label: contract.number },
    before: { end: work.added[0]?.effective },
    after: { end: contract.end_day, documents: documents.map((document) => document.number) },
    reason: work.added[0]?.reason ?? '',
  }
}

function pastEntry({ contract, state }: Past): AuditEntry {
  return {
    action: `billing.contract.${state}`,
    subject: { kind: 'contract', id: contract.id, label: contract.number },
    after: { end: contract.end_day },
  }
}

function itemOf(run: string, { work, book, documents }: Issued): RunItemTable {
  const outcome = work.added.length > 0 ? 'renewed' : documents.length > 0 ? 'billed' : 'nothing'
  return {
    run_id: run,
    contract_id: book.contract.id,
    outcome,
    documents: documents.map((document) => document.number),
    code: null,
    detail: null,
  }
}

function pastItem(run: string, { contract, state }: Past): RunItemTable {
  return { run_id: run, contract_id: contract.id, outcome: state, documents: [], code: null, detail: null }
}

function failedItem(run: string, { contract, code, detail }: Failure): RunItemTable {
  return { run_id: run, contract_id: contract.id, outcome: 'failed', documents: [], code, detail: detail.slice(0, 500) }
}
