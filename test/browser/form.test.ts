import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser } from './chromium.ts'
import { harness } from './harness.ts'

/** What is typed into a form outlives a reload and a colleague's change; two pages of the app, the house played behind them. */

let browser: Browser
let page: Page
let code = ''
let house: House
type House = {
  segments: Bands
  company: Record<string, unknown> & { version: number }
  sent: { path: string; match: string | undefined; body: unknown }[]
  /** what the next edit is refused for: a value and a sentence */
  refuses?: { path: string; text: string }
}
type Bands = { version: number; mid_market_from: number; enterprise_from: number; by: string }

beforeAll(async () => {
  ;({ code } = await harness('form-harness.tsx'))
  browser = await openBrowser()
}, 240_000)
afterAll(() => browser?.close())

// a busy machine draws late
const slow = { timeout: 15_000 }
const id = '0198c0de-0000-7000-8000-000000000007'
beforeEach(async () => {
  house = {
    segments: { version: 3, mid_market_from: 250, enterprise_from: 2000, by: 'Cato Lindholm' },
    company: {
      ...{ id, code: 'tide-de', name: 'Tidewater GmbH', address: { street: 'Kai 1', city: 'Kiel', postal_code: '24103' } },
      ...{ country: 'DE', region: null, currency: 'EUR', zone: 'Europe/Berlin', registrations: [], iban: null, bic: null },
      ...{ sells_to: ['DE', 'AT'], version: 5, may: [] },
    },
    sent: [],
  }
  await page?.context().close()
  page = await (await browser.newContext({ locale: 'en-US' })).newPage()
  page.setDefaultTimeout(40_000)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.route('https://house.test/**', (route) => {
    const request = route.request()
    const { pathname } = new URL(request.url())
    if (pathname === '/page.js') return route.fulfill({ contentType: 'text/javascript', body: code })
    if (!pathname.startsWith('/api/')) {
      return route.fulfill({ contentType: 'text/html', body: '<div id="root"></div><script type="module" src="/page.js"></script>' })
    }
    const [status, answer] = answered(pathname, request)
    return route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(answer) })
  })
})

/** Reads what stands there; an edit of another version than stands there is too late. */
function answered(path: string, request: Request): [status: number, answer: unknown] {
  if (path === '/api/session')
    return [
      200,
      { actor: { kind: 'person', id: 'me', name: 'Ilse Brandt' }, may: [], company: null, needs: null, demo: true, today: '2026-11-28' },
    ]
  const of = path === '/api/customers/segments' ? house.segments : house.company
  if (request.method() === 'GET') {
    if (of === house.company) return [200, { items: [of] }]
    return [200, { ...of, valid_from: '2026-02-01', reason: 'As it was', before: [], may: ['customers.segments.change'] }]
  }
  const match = request.headers()['if-match']
  const body = request.postDataJSON() as object
  house.sent.push({ path, match, body })
  if (house.refuses)
    return [422, { code: 'company.refused', detail: 'This cannot be.', unmet: [{ code: 'company.refused', ...house.refuses }] }]
  if (match !== `"${of.version}"`) return [412, { code: 'edit.stale', detail: 'Somebody changed this meanwhile.' }]
  Object.assign(of, body, { version: of.version + 1 })
  return [200, { ...of, valid_from: '2026-11-28', moved: 2 }]
}

const askAgain = () => page.evaluate(() => (Reflect.get(globalThis, 'askAgain') as () => Promise<void>)())
const conflict = () => page.getByRole('alert').filter({ hasText: 'changed this while you wrote' })

describe('from how many employees a customer is large', () => {
  const middle = () => page.getByLabel('Mid-market from so many employees')
  const reason = () => page.getByLabel('Reason')

  test('what was typed outlives a reload, and is gone when one begins anew', async () => {
    await page.goto('https://house.test/app/segments')
    await middle().fill('300')
    await reason().fill('They grew')
    await page.reload()
    await page.getByText('What you typed before is back.').waitFor()
    expect([await middle().inputValue(), await reason().inputValue()]).toEqual(['300', 'They grew'])
    await page.getByRole('button', { name: 'Start again' }).click()
    expect([await middle().inputValue(), await reason().inputValue()]).toEqual(['250', ''])
    await page.reload()
    await middle().waitFor()
    expect(await page.getByText('What you typed before is back.').count()).toBe(0)
  })

  test('a colleague’s change is shown at once to who has typed nothing, and takes nothing from who has', async () => {
    await page.goto('https://house.test/app/segments')
    await middle().waitFor()
    Object.assign(house.segments, { version: 4, mid_market_from: 260 })
    await askAgain()
    await expect.poll(() => middle().inputValue(), slow).toBe('260')
    await middle().fill('300')
    await reason().fill('They grew')
    Object.assign(house.segments, { version: 5, mid_market_from: 280 })
    await askAgain()
    await page.waitForTimeout(300)
    expect([await middle().inputValue(), await reason().inputValue()]).toEqual(['300', 'They grew'])
  })

  test('an edit that is too late shows both texts; mine is kept where it is mine, theirs everywhere else', async () => {
    await page.goto('https://house.test/app/segments')
    await middle().fill('300')
    await reason().fill('They grew')
    Object.assign(house.segments, { version: 4, mid_market_from: 280, enterprise_from: 3000 })
    await reason().press('Control+Enter')
    await conflict().waitFor()
    const said = await conflict().textContent()
    expect(said).toContain('Cato Lindholm changed this while you wrote')
    expect(said).toMatch(/yours\s*300/)
    expect(said).toMatch(/Cato’s\s*280/)
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await expect.poll(() => house.sent.length, slow).toBe(2)
    expect(house.sent[0]?.match).toBe('"3"')
    expect(house.sent[1]).toMatchObject({ match: '"4"', body: { mid_market_from: 300, enterprise_from: 3000, reason: 'They grew' } })
    await expect.poll(() => reason().inputValue(), slow).toBe('')
  })

  test('in a dialog ⌘↵ sends wherever the focus is, its button for leaving too', async () => {
    await page.goto('https://house.test/app/dialog')
    await reason().fill('They grew')
    await page.locator('.mantine-Modal-close').focus()
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => house.sent.length, slow).toBe(1)
  })

  test('⌘↵ sends from any field, and once', async () => {
    await page.goto('https://house.test/app/segments')
    await reason().fill('No change of bands')
    await reason().press('Meta+Enter')
    await expect.poll(() => house.sent.length, slow).toBe(1)
    await page.waitForTimeout(200)
    expect(house.sent).toHaveLength(1)
  })
})

describe('a selling company', () => {
  const name = () => page.getByLabel('Legal name')

  test('keeps what is typed when its version changes, and takes theirs when one says so', async () => {
    await page.goto(`https://house.test/app/companies/${id}`)
    await name().fill('Tidewater Nord GmbH')
    await page.getByLabel('Countries').fill('DE AT CH')
    Object.assign(house.company, { version: 6, name: 'Tidewater Kiel GmbH', sells_to: ['DE', 'NL'] })
    await askAgain()
    await page.waitForTimeout(300)
    expect(await name().inputValue()).toBe('Tidewater Nord GmbH')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await conflict().waitFor()
    expect(await conflict().textContent()).toContain('Tidewater Kiel GmbH')
    await page.getByRole('button', { name: 'Take theirs' }).click()
    expect([await name().inputValue(), await page.getByLabel('Countries').inputValue()]).toEqual(['Tidewater Kiel GmbH', 'DE NL'])
    expect(house.company.version).toBe(6)
  })

  test('what is refused is always said: at its field, and below them where a value has none', async () => {
    const problem = () => page.locator('form .problem')
    await page.goto(`https://house.test/app/companies/${id}`)
    house.refuses = { path: 'registrations', text: 'Name one registration at least.' }
    await page.getByRole('button', { name: 'Save changes' }).click()
    await problem().getByText('Name one registration at least.').waitFor()
    house.refuses = { path: 'name', text: 'Another company is called so.' }
    await name().fill('Tidewater Nord GmbH')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Another company is called so.').waitFor()
    expect(await problem().count()).toBe(0)
  })
})
