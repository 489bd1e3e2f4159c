import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './chromium.ts'
import { harness } from './harness.ts'

/** The field of amounts as a reader types into it, alone on a page; what its form would send is caught at the door. */

let browser: Browser
let page: Page
let code = ''
let sent: unknown[] = []
beforeAll(async () => {
  ;({ code } = await harness('money-harness.tsx'))
  browser = await openBrowser()
  page = await reader('en-US')
})
afterAll(() => browser?.close())

/** A page of a reader in a country, who is shown the harness and nothing else. */
async function reader(locale: string): Promise<Page> {
  const opened = await (await browser.newContext({ locale })).newPage()
  opened.setDefaultTimeout(15_000)
  await opened.route('https://house.test/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/page.js') return route.fulfill({ contentType: 'text/javascript', body: code })
    if (!pathname.startsWith('/api/')) {
      return route.fulfill({ contentType: 'text/html', body: '<div id="root"></div><script type="module" src="/page.js"></script>' })
    }
    sent.push(route.request().postDataJSON())
    return route.fulfill({ contentType: 'application/json', body: '{}' })
  })
  return opened
}

async function opened(currency: string, amount?: number) {
  sent = []
  await page.goto(`https://house.test/?currency=${currency}${amount === undefined ? '' : `&amount=${amount}`}`)
  return page.getByLabel('Amount')
}
async function paid(): Promise<unknown> {
  await page.getByRole('button', { name: 'Pay' }).click()
  await expect.poll(() => sent.length, { timeout: 15_000 }).toBe(1)
  return sent[0]
}

test.each([
  ['EUR', '12.5', 1250, '12.50'],
  ['EUR', '100.00', 10_000, '100.00'],
  ['EUR', '0', 0, '0.00'],
  ['EUR', '40,940.80', 4_094_080, '40,940.80'],
  ['EUR', '0.29', 29, '0.29'],
  ['JPY', '1500', 1500, '1,500'],
  ['KWD', '1.234', 1234, '1.234'],
])('of %s, %s is sent as %i minor units and shown as %s', async (currency, typed, minor, shown) => {
  const field = await opened(currency)
  await field.pressSequentially(typed, { delay: 60 })
  await field.blur()
  await expect.poll(() => field.inputValue(), { timeout: 15_000 }).toBe(shown)
  expect(await paid()).toEqual({ amount_minor: minor })
})

test('an amount that stands there already is shown whole, and goes as it came', async () => {
  const field = await opened('EUR', 123_456_789)
  await expect.poll(() => field.inputValue(), { timeout: 15_000 }).toBe('1,234,567.89')
  expect(await paid()).toEqual({ amount_minor: 123_456_789 })
})

test('more places than the currency has cannot be typed', async () => {
  const field = await opened('JPY')
  await field.pressSequentially('15.99', { delay: 60 })
  expect(await paid()).toEqual({ amount_minor: Number((await field.inputValue()).replaceAll(',', '')) })
  expect(await field.inputValue()).not.toContain('.')
})

test('an amount that was taken away again is missing, and nothing is sent', async () => {
  const field = await opened('EUR', 500)
  await field.fill('')
  await page.getByRole('button', { name: 'Pay' }).click()
  await page.getByText('This is needed.').waitFor()
  expect(sent).toEqual([])
})

test('a German reader types a comma before cents and points between thousands', async () => {
  const mine = page
  page = await reader('de-DE')
  try {
    const field = await opened('EUR')
    await field.pressSequentially('40.940,80', { delay: 60 })
    await expect.poll(() => field.inputValue(), { timeout: 15_000 }).toBe('40.940,80')
    expect(await paid()).toEqual({ amount_minor: 4_094_080 })
  } finally {
    page = mine
  }
})
