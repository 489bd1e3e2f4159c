import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './chromium.ts'
import { harness } from './harness.ts'

/** The frame alone on a page, around eleven made-up areas; the house behind it is played by the test. */

let browser: Browser
let code = ''
let styles = ''
beforeAll(async () => {
  ;({ code, styles } = await harness('frame-harness.tsx'))
  browser = await openBrowser()
}, 240_000)
afterAll(() => browser?.close())

const person = { kind: 'person', id: '0198c0de-0000-7000-8000-000000000001', name: 'Ilse Brandt' }
const session = {
  actor: person,
  may: ['house.jobs', 'house.comment'],
  company: { name: 'Tidewater Systems', zone: 'UTC', currency: 'USD', locale: 'en-US', fiscal_year_end: '01-31' },
  needs: null,
  demo: true,
  today: '2026-11-28',
}
const notices = { open: 12, unread: 12, actions: 7, late: 1, snoozed: 3 }
const favourite = (n: number) => ({ id: `0198c0de-0000-7000-8000-00000000000${n}`, href: `/data/${n}`, title: `Favourite ${n}` })
type Answers = Record<string, unknown>
const answers: Answers = {
  '/api/session': session,
  '/api/notices/count': notices,
  '/api/favourites': { items: [favourite(2), favourite(3), favourite(4)] },
  '/api/jobs': { items: [], next: null },
  '/api/comments': { items: [], next: null },
  '/api/search': { hits: [{ kind: 'account', title: 'Maple Bank', note: '$68,040 a year', href: '/customers/1' }] },
}

type House = {
  page: Page
  asked: { method: string; path: string; body: unknown }[]
  headers: Record<string, string>
  gone: boolean
  answers: Answers
}

async function opened(path: string, more: BrowserContextOptions & { answers?: Answers; recent?: number } = {}): Promise<House> {
  const { answers: own = {}, recent = 2, ...options } = more
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC', viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const house: House = { page, asked: [], headers: {}, gone: false, answers: { ...answers, ...own } }
  await page.addInitScript(
    ([id, count]) => {
      const list = Array.from({ length: count as number }, (_, n) => ({
        href: `/customers/${n + 2}`,
        title: `Recent ${n}`,
        area: 'Customers',
      }))
      localStorage.setItem(`quarterdeck.recent.${id}`, JSON.stringify(list))
    },
    [person.id, recent] as const,
  )
  await page.route('https://house.test/**', async (route) => {
    const request = route.request()
    const { pathname } = new URL(request.url())
    if (pathname === '/page.js') return route.fulfill({ contentType: 'text/javascript', body: code })
    if (pathname === '/page.css') return route.fulfill({ contentType: 'text/css', body: styles })
    if (!pathname.startsWith('/api/')) {
      const head = '<meta charset="utf-8"><title>Frame</title><meta name="build" content="one"><link rel="stylesheet" href="/page.css">'
      return route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><head>${head}</head><body><div id="root"></div><script type="module" src="/page.js"></script></body></html>`,
      })
    }
    if (house.gone) return route.abort()
    if (request.method() !== 'GET') house.asked.push({ method: request.method(), path: pathname, body: request.postDataJSON() })
    const body = house.answers[pathname]
    return route.fulfill({
      status: body === undefined ? 404 : 200,
      headers: house.headers,
      contentType: 'application/json',
      body: JSON.stringify(body ?? { code: 'missing', detail: 'Nothing here.' }),
    })
  })
  await page.goto(`https://house.test${path}`)
  await page.locator('.shell').waitFor()
  return house
}
const end = (house: House) => house.page.context().close()

describe('the ground at the left', () => {
  test('holds eleven areas and twelve open pages without scrolling; recents yield before favourites', async () => {
    const house = await opened('/app/revenue', { recent: 8 })
    const { page } = house
    const nav = page.getByRole('navigation', { name: 'Rooms' })
    // twelve open pages leave room for the first of them
    await nav.getByText('Favourite 2').waitFor()
    const heights = await page.evaluate(() =>
      [...document.querySelectorAll('.nav, .nav-rows, .nav-short')].map((one) => [one.className, one.scrollHeight - one.clientHeight]),
    )
    expect(heights).toEqual([
      ['nav', 0],
      ['nav-rows', 0],
      ['nav-short', 0],
    ])
    expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true)
    await page.setViewportSize({ width: 1440, height: 800 })
    await expect.poll(() => nav.getByText(/^Recent \d/).count()).toBe(0)
    expect(await nav.getByText('Company').isVisible()).toBe(true)
    await end(house)
  })

  test('marks the open area and the one present page', async () => {
    const house = await opened('/app/revenue/5')
    const current = house.page.getByRole('navigation', { name: 'Rooms' }).locator('[aria-current]')
    expect(await current.allInnerTexts()).toEqual(['Revenue page 5'])
    await end(house)
  })

  test('G shows the letters, a letter goes; in a field it is a letter; ? lists the keys', async () => {
    const house = await opened('/app/revenue')
    const { page } = house
    const letter = page.locator('.nav-letter').first()
    expect(await letter.isVisible()).toBe(false)
    await page.keyboard.press('g')
    await expect.poll(() => letter.isVisible()).toBe(true)
    await page.keyboard.press('d')
    await page.waitForURL('**/app/data')
    expect(await letter.isVisible()).toBe(false)
    await page.getByLabel('Your comment').click()
    await page.keyboard.type('gd?')
    expect(await page.getByLabel('Your comment').inputValue()).toBe('gd?')
    await page.locator('#main').focus()
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Keys' })
    await dialog.getByText('All keys').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await end(house)
  })

  test('on a phone all rooms come up on a sheet, and nothing is smaller than a thumb', async () => {
    const house = await opened('/app/revenue', { viewport: { width: 390, height: 844 }, hasTouch: true })
    const { page } = house
    await page.getByRole('button', { name: 'Rooms' }).click()
    const sheet = page.getByRole('dialog', { name: 'Rooms' })
    await sheet.getByText('Revenue page 12').waitFor()
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('.phone-nav a, .phone-nav button, .phone-rooms a, .phone-rooms .phone-area, .nav-person')]
        .map((one) => ({ text: one.textContent, height: one.getBoundingClientRect().height }))
        .filter(({ height }) => height > 0 && height < 44),
    )
    expect(small).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await end(house)
  })
})

describe('the palette', () => {
  test('takes what is typed at once after Ctrl K, and offers deeds on the open record first', async () => {
    const house = await opened('/app/revenue')
    const { page } = house
    await page.getByRole('heading', { name: 'Maple Bank' }).waitFor({ state: 'attached' })
    await page.keyboard.press('Control+K')
    await page.keyboard.type('renew mapl', { delay: 0 })
    const field = page.getByRole('dialog').getByLabel('Search')
    await field.waitFor()
    await expect.poll(() => field.inputValue()).toBe('renew mapl')
    const first = page.getByRole('option').first()
    await expect.poll(() => first.textContent()).toContain('Renew Maple Bank')
    expect(await first.locator('mark').allTextContents()).toEqual(['Renew', 'Mapl'])
    expect(await first.getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.title()).toBe('renewed')
    await end(house)
  })

  test('loses no key while it comes up, however slow the machine is', async () => {
    const house = await opened('/app/revenue')
    const { page } = house
    const machine = await page.context().newCDPSession(page)
    const field = page.getByRole('dialog').getByLabel('Search')
    for (const [turn, rate] of [1, 13, 5, 9, 3, 1, 7].entries()) {
      await machine.send('Emulation.setCPUThrottlingRate', { rate })
      await page.keyboard.press('Control+K')
      await page.keyboard.type('renew mapl', { delay: turn % 5 })
      await expect.poll(() => field.inputValue()).toBe('renew mapl')
      await page.keyboard.press('Escape')
      await field.waitFor({ state: 'hidden' })
    }
    await end(house)
  })

  test('finds a slip, shows recents first, and goes where Enter says', async () => {
    const house = await opened('/app/revenue')
    const { page } = house
    await page.keyboard.press('Control+K')
    await expect.poll(() => page.getByRole('group').allTextContents()).toContainEqual(expect.stringContaining('Recent 0'))
    await page.keyboard.type('drak')
    await expect.poll(() => page.getByRole('option').first().textContent()).toContain('Dark colours')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('maple')
    await page.getByRole('option', { name: /68,040/ }).waitFor()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/app/customers/1')
    await end(house)
  })
})

describe('when something is wrong behind it', () => {
  test('a lost connection is said until it is back, and what was typed stays', async () => {
    const house = await opened('/app/revenue')
    const { page } = house
    const field = page.getByLabel('Your comment')
    await field.fill('Not to be lost')
    house.gone = true
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    const pill = page.getByText('No connection.')
    await pill.waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Comment', exact: true }).isEnabled(), { timeout: 20_000 }).toBe(true)
    expect(await field.inputValue()).toBe('Not to be lost')
    house.gone = false
    await page.getByRole('button', { name: 'Try now' }).click()
    await pill.waitFor({ state: 'hidden' })
    expect(await field.inputValue()).toBe('Not to be lost')
    await end(house)
  })

  test('a newer build offers itself and takes nothing away', async () => {
    const house = await opened('/app/revenue')
    const { page } = house
    await page.getByLabel('Your comment').fill('Still here')
    house.headers = { 'quarterdeck-build': 'two' }
    await page.keyboard.press('Control+K')
    await page.keyboard.type('maple')
    await page.getByRole('option', { name: /68,040/ }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('Quarterdeck has been renewed').waitFor()
    expect(await page.getByLabel('Your comment').inputValue()).toBe('Still here')
    await end(house)
  })

  test('long work is told how far it is, wherever one goes', async () => {
    const at = '2026-11-28T10:00:00Z'
    const told = { done: 212, of: 301, note: '', started_at: at, told_at: at, finished_at: null }
    const run = { id: person.id, name: 'billing.run.by_hand', state: 'running', ...told }
    const house = await opened('/app/revenue', { answers: { '/api/jobs': { items: [run], next: null } } })
    await house.page.getByText('Billing run: 212 of 301').waitFor()
    expect(await house.page.getByRole('link', { name: 'Show' }).getAttribute('href')).toBe(`/app/billing/runs/${person.id}`)
    await end(house)
  })
})

test('a place is kept at hand by its star', async () => {
  const house = await opened('/app/revenue?f.state=open', { answers: { '/api/favourites': { items: [] } } })
  await house.page.getByRole('button', { name: 'Favourite' }).click()
  await expect
    .poll(() => house.asked)
    .toEqual([{ method: 'POST', path: '/api/favourites', body: { href: '/revenue?f.state=open', title: 'Maple Bank' } }])
  await end(house)
})

test.each(['light', 'dark'])('nothing in the frame is out of reach, %s', { timeout: 60_000 }, async (scheme) => {
  const house = await opened(scheme === 'dark' ? '/app/revenue#dark' : '/app/revenue')
  const { page } = house
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const wrong = async () =>
    page.evaluate(async () => {
      const axe = Reflect.get(window, 'axe') as {
        run: (options: object) => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>
      }
      const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
    })
  expect(await wrong()).toEqual([])
  await page.keyboard.press('Control+K')
  await page.keyboard.type('maple')
  await page.getByRole('option', { name: /68,040/ }).waitFor()
  expect(await wrong()).toEqual([])
  await end(house)
})
