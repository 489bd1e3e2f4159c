import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../test/cast/billing.ts'
import { listFile } from '../../../doors/export/file.ts'
import * as promise from '../contract.ts'
import { room } from '../index.ts'

/** What a spreadsheet or an accountant's program reads: each list through a reader that we did not write. */

let shop: Shop
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-csv-'))
  shop = await openShop({ now: '2026-06-15T10:00:00Z' })
  const customer = await shop.customer('DE', 'DE811569869', '=Kestrel; "Süd", GmbH')
  const sales = shop.cast.as('sales')
  const quote = await sales.call(promise.quotesCreate, { account_id: customer.accountId, product: 'harbor-enterprise', seats: 220 })
  await shop.query(`update billing.quote set lane = jsonb_set(lane, '{approve}', '[]')`)
  await sales.call(promise.quotesOffer, { id: quote.id })
  await sales.call(promise.quotesSign, { id: quote.id, signer: 'Pat Buyer', signed_on: '2026-06-15', file: shop.form })
  const [open] = (await shop.cast.as('finance').call(promise.documentsList, {})).items
  await shop.cast.as('finance').call(promise.paymentsRecord, { document_id: open?.id ?? '', amount_minor: 1_000_050 }, { key: 'p' })
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await shop.close()
})

/** Heading and rows, every cell as text. */
async function read(operation: { name: string }): Promise<{ columns: string[]; rows: Record<string, unknown>[] }> {
  const bound = room.operations.find((one) => one.operation.name === operation.name)
  if (!bound) throw new Error('no such list')
  const answer = await listFile(shop.cast.house, bound, shop.cast.as('finance').actor, {}, { format: 'csv' }, new AbortController().signal)
  const path = join(folder, `${operation.name}.csv`)
  writeFileSync(path, await answer.text())
  const duck = await (await DuckDBInstance.create()).connect()
  const reader = await duck.runAndReadAll(
    `select * from read_csv('${path}', header = true, all_varchar = true, strict_mode = true, delim = ',', quote = '"', escape = '"')`,
  )
  return { columns: reader.columnNames(), rows: reader.getRowObjects() as Record<string, unknown>[] }
}
const ids = /(^|_)(id|ids|href)$/

test('invoices: the columns of the screen, amounts with their currency, ISO days, ids last', async () => {
  const { columns, rows } = await read(promise.documentsList)
  expect(columns).toEqual([
    ...['customer', 'number', 'kind', 'entity', 'issue_day', 'due_day', 'net', 'tax', 'gross', 'open', 'currency', 'state'],
    ...['contract', 'id', 'account_id'],
  ])
  expect(rows).toMatchObject([
    {
      number: 'DE-INV-2026-000001',
      customer: `'=Kestrel; "Süd", GmbH`,
      issue_day: '2026-06-15',
      due_day: '2026-07-15',
      net: '34320.00',
      tax: '6520.80',
      gross: '40840.80',
      open: '30840.30',
      currency: 'EUR',
      contract: 'C-000001',
    },
  ])
})

test('journals: one row for each posting, and they sum to zero', async () => {
  const { columns, rows } = await read(promise.journalsList)
  expect(columns.slice(0, 8)).toEqual(['day', 'event', 'memo', 'entity', 'account', 'account_name', 'amount', 'currency'])
  expect(columns.slice(8)).toEqual(['id', 'source_id', 'href'])
  expect(rows.length).toBe(5)
  const sums = new Map<unknown, number>()
  for (const row of rows) sums.set(row['id'], (sums.get(row['id']) ?? 0) + Math.round(Number(row['amount']) * 100))
  expect([...sums.values()]).toEqual([0, 0])
  expect(rows.map((row) => `${row['account']} ${row['amount']}`)).toContain('2100 -34320.00')
})

test.each([
  [
    promise.paymentsList,
    { amount: '10000.50', applied: '10000.50', documents: 'DE-INV-2026-000001', day: '2026-06-15', source: 'transfer' },
  ],
  [promise.ordersList, { number: 'O-000001', gross: '40840.80', currency: 'EUR', seats: '220', created: '2026-06-15T10:00:00.000Z' }],
  [promise.contractsList, { number: 'C-000001', annual: '34320.00', start: '2026-06-15', runs_until: '2027-06-14', auto_renew: 'true' }],
  [promise.quotesList, { number: 'Q-000001', net: '34320.00', state: 'accepted' }],
  [promise.runsList, undefined],
  [promise.balancesList, undefined],
  [promise.periodsList, { period: '2026-06', entity: 'DE', state: 'open', id: 'DE-2026-06' }],
])('$name: plain cells, ids last', async (operation, first) => {
  const { columns, rows } = await read(operation)
  const named = columns.filter((name) => ids.test(name))
  expect(columns.slice(columns.length - named.length)).toEqual(named)
  expect(columns.some((name) => name.endsWith('_minor'))).toBe(false)
  if (first) expect(rows[0]).toMatchObject(first)
  for (const row of rows) for (const value of Object.values(row)) expect(String(value)).not.toMatch(/^[[{]/)
})

test('what does not declare its list is no workbook, and says so', async () => {
  const bound = room.operations.find((one) => one.operation.name === promise.journalsList.name)
  if (!bound) throw new Error('no such list')
  const { actor } = shop.cast.as('finance')
  await expect(listFile(shop.cast.house, bound, actor, {}, { format: 'xlsx' }, new AbortController().signal)).rejects.toMatchObject({
    code: 'export.not_a_list',
  })
})
