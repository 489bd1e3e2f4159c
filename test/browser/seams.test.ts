import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { quotesCreate, quotesOffer } from '../../server/modules/billing/contract.ts'
import { openAccount } from '../../server/modules/customers/index.ts'
import { lettersTo } from '../cast/staff.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

/** What was seen, for whoever looks: only when a folder is named. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['QUARTERDECK_PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

async function signedIn() {
  const reader = await stage.reader()
  await reader.page.goto('/app/')
  await reader.page.getByLabel('E-mail').fill(stage.lead.email)
  await reader.page.getByLabel(/^Password/).fill(stage.lead.password)
  await reader.page.getByRole('button', { name: 'Sign in' }).click()
  await reader.page.getByRole('heading', { level: 1, name: /Ines/ }).waitFor()
  return reader
}

describe('a visitor without scripts', () => {
  test.each([
    ['light', { colorScheme: 'light' as const }],
    ['dark', { colorScheme: 'dark' as const }],
    ['phone', { colorScheme: 'light' as const, viewport: { width: 390, height: 844 } }],
  ])('asks for a quote from the prices: %s', async (look, options) => {
    const email = `pat-${look}@lynx.example`
    const { page, context } = await stage.reader({ ...options, javaScriptEnabled: false })
    await page.goto('/pricing?country=DE')
    await page.getByRole('link', { name: 'Ask for a quote' }).click()
    await shot(page, `ask-${look}`)
    for (const [label, text] of [
      ['Seats', '40'],
      ['Your name', 'Pat Hara'],
      ['E-mail', email],
      ['Company', `Lynx ${look} GmbH`],
      ['Street and number', 'Kai 7'],
      ['Postal code', '20457'],
      ['City', 'Hamburg'],
    ] as const)
      await page.getByRole(label === 'Seats' ? 'spinbutton' : 'textbox', { name: label }).fill(text)
    await page.getByLabel('What should we know?').fill('Two sites')
    await page.getByRole('button', { name: 'Send the request' }).click()
    await page.getByRole('heading', { name: 'Confirm your address' }).waitFor()
    await page.getByLabel('Code').fill('000001')
    await page.getByRole('button', { name: 'Confirm and send' }).click()
    await page.getByRole('alert').waitFor()
    await shot(page, `ask-code-${look}`)
    await expect.poll(async () => (await lettersTo(stage.cast, email)).length).toBeGreaterThan(0)
    const code = /code is (\d{6})/.exec((await lettersTo(stage.cast, email)).at(-1) ?? '')?.[1] ?? ''
    await page.getByLabel('Code').fill(code)
    await page.getByRole('button', { name: 'Confirm and send' }).click()
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    await shot(page, `ask-thanks-${look}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1).catch(() => true)).toBe(true)
    await context.close()
  })
})

test('the signed form goes as a part of the request, from its dialog', async () => {
  const { page, context } = await signedIn()
  const { account } = await stage.cast.open((ctx) =>
    openAccount(ctx, {
      name: 'Signal Works Inc',
      kind: 'business',
      country: 'US',
      region: 'CA',
      billing_address: { line1: 'Pier 1', postal_code: '94105', city: 'San Francisco' },
      contact: { name: 'Pat Hara', email: 'pat@signal.example', roles: ['owner'] },
    }),
  )
  const seller = stage.cast.as('sales')
  const quote = await seller.call(quotesCreate, { account_id: account.id, product: 'harbor-advanced', seats: 11 })
  await seller.call(quotesOffer, { id: quote.id })
  await page.goto(`/app/billing/quotes/${quote.id}`)
  await page.getByRole('button', { name: /sign/i }).first().click()
  await page.getByLabel('Who signed').fill('Pat Hara')
  await page.getByLabel('Signed on').fill('2026-06-15')
  await page.locator('input[type=file]').setInputFiles({
    name: 'Signed.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(6_000_000, 0x61)]),
  })
  await page.getByText(/Signed\.pdf/).waitFor()
  await shot(page, 'sign')
  const sent = page.waitForRequest((request) => request.url().endsWith('/signatures'))
  await page.getByRole('button', { name: 'Start the contract' }).click()
  expect((await sent).headers()['content-type']).toContain('multipart/form-data')
  expect((await (await sent).response())?.status()).toBe(201)
  const kept = await stage.cast.house.db.pool.query(
    "select size from kernel.file_bytes b join kernel.file f using (sha256) where f.name = 'Signed.pdf'",
  )
  expect(kept.rows).toEqual([{ size: 6_000_009 }])
  await context.close()
})

test('a billing run under way is watched and stopped on its page', async () => {
  const { page, context } = await signedIn()
  const id = '019a0000-0000-7000-8000-000000000001'
  const { pool } = stage.cast.house.db
  await pool.query(
    `insert into billing.run (id, kind, day, started_at, created_by, created_by_name) values ($1, 'billing', '2026-06-15', now(), 'x', 'Ines')`,
    [id],
  )
  await pool.query(
    `insert into kernel.job_run (id, name, started_at, told_at, done, of, note) values ($1, 'billing.run.by_hand', now(), now(), 500, 1800, 'Contracts billed')`,
    [id],
  )
  await page.goto(`/app/billing/runs/${id}`)
  await page.getByText('Contracts billed: 500 of 1800').waitFor()
  await shot(page, 'run')
  await page.getByRole('button', { name: 'Stop the run' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop the run' }).click()
  await page.getByRole('heading', { name: 'Ending after this batch' }).waitFor()
  const { rows } = await pool.query('select cancel_asked_at is not null as asked from kernel.job_run where id = $1', [id])
  expect(rows).toEqual([{ asked: true }])
  await context.close()
})
