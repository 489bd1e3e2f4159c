import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quietLog } from '../server/kernel/log.ts'
import { loadSettings } from '../server/kernel/settings.ts'
import { runBilling, setUpBilling } from '../server/modules/billing/index.ts'
import { openAccount } from '../server/modules/customers/index.ts'
import { openProgram } from '../server/programs/open.ts'
import { conditions, printFigure } from './figure.ts'

/**
 * A billing run: every contract is due today and gets a numbered, chained invoice with journals; then the same run again, which must find
 * nothing; then a few hundred more one by one, to say what batching is worth. On the built-in PostgreSQL in a temporary folder.
 */
const contracts = Number(process.argv[2] ?? 20_000)
const single = Math.min(300, contracts)
const dataDir = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'))
const today = new Date().toISOString().slice(0, 10)
const program = await openProgram(loadSettings({ DATA_DIR: dataDir, LOG_LEVEL: 'error' }, []), { log: quietLog })
const { open, db } = program.house

conditions()
try {
  await open((ctx) => setUpBilling(ctx, { from: '2024-01-01' }))
  const { account } = await open((ctx) => openAccount(ctx, { name: 'Bench Works GmbH', kind: 'business', country: 'DE' }))
  await db.pool.query(
    `insert into billing.profile (id, account_id, entity_id, legal_name, address, country, kind, currency, created_at, created_by)
     select gen_random_uuid(), $1, id, 'Bench Works GmbH', '{"city":"Hamburg"}', 'DE', 'business', 'EUR', now(), 'bench' from billing.legal_entity where code = 'DE'`,
    [account.id],
  )
  await due(account.id, contracts, 'C-B')
  const first = await timed(() => runBilling(open))
  printFigure(
    `run of ${contracts} due contracts, with ledger`,
    `${first.seconds.toFixed(1)} s, ${Math.round(contracts / first.seconds)} contracts/s`,
  )
  const again = await timed(() => runBilling(open))
  printFigure('the same run again', `${Math.round(again.seconds * 1000)} ms, ${again.answer.contracts} contracts`)
  await due(account.id, single, 'C-S')
  const alone = await timed(() => runBilling(open, { size: 1 }))
  const ratio = alone.seconds / single / (first.seconds / contracts)
  printFigure(
    `${single} contracts, one transaction each`,
    `${Math.round(single / alone.seconds)} contracts/s; a batch of 500 is ${ratio.toFixed(1)} × as fast`,
  )
  const proof = await db.pool.query<{ documents: string; open: string; sum: string }>(
    `select (select count(*) from billing.document) as documents, (select count(*) from billing.document_balance where open_minor > 0) as open,
            (select coalesce(sum(amount_minor), 0) from billing.posting) as sum`,
  )
  printFigure('documents · open · sum of all postings', Object.values(proof.rows[0] ?? {}).join(' · '))
} finally {
  await program.close()
  rmSync(dataDir, { recursive: true, force: true })
}

/** Contracts of 25 seats by the month that begin today. */
async function due(accountId: string, count: number, prefix: string): Promise<void> {
  const item = {
    id: 'seats',
    product: 'harbor-enterprise',
    quantity: '25',
    unit_price: '15.60',
    per: 'month',
    cadence: 'month',
    tax_class: 'self_hosted',
    obligation: 'licence_pcs',
  }
  await db.pool.query(
    `with made as (
       insert into billing.contract (id, number, account_id, profile_id, entity_id, currency, zone, start_day, end_day, term_start, anchor_day, anchor_month,
         conventions, next_bill_day, created_at, created_by)
       select gen_random_uuid(), $3 || n, $1, p.id, p.entity_id, 'EUR', 'UTC', $2::date, ($2::date + interval '12 months')::date, $2::date,
         extract(day from $2::date), extract(month from $2::date), '{}', $2::date, now(), 'bench'
       from billing.profile p, generate_series(1, $4::int) n
       returning id, end_day)
     insert into billing.amendment (contract_id, seq, kind, body, effective, recorded_day, recorded_at, source, created_by, created_by_name)
     select id, 1, 'start', jsonb_build_object('kind', 'start', 'end', end_day, 'items', jsonb_build_array($5::jsonb), 'discounts', '[]'::jsonb),
       $2::date, $2::date, now(), 'import', 'bench', 'bench' from made`,
    [accountId, today, prefix, count, JSON.stringify(item)],
  )
  await db.pool.query('analyze billing.contract, billing.amendment')
}

async function timed<T>(work: () => Promise<T>): Promise<{ answer: T; seconds: number }> {
  const begun = performance.now()
  const answer = await work()
  return { answer, seconds: (performance.now() - begun) / 1000 }
}
