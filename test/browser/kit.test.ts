import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './chromium.ts'
import { built } from './harness.ts'
import { changes, looksOf, written } from './kit-look.ts'

/**
 * The page of the kit, photographed: each part's numbers stand in `kit-kept.txt`. After a change that was meant, `KEEP_KIT=1` writes them anew; with
 * QUARTERDECK_PICTURES the pictures themselves are kept in that folder, to be looked at.
 */
const keptAt = join(import.meta.dirname, 'kit-kept.txt')
const pictures = process.env['QUARTERDECK_PICTURES']
const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const groups = ['values', 'controls', 'forms', 'records', 'lists', 'charts', 'boards', 'layouts', 'states']
const looks = [
  { name: 'light wide', scheme: 'light', width: 1440, rules: 'all' },
  { name: 'dark wide', scheme: 'dark', width: 1440, rules: 'contrast' },
  { name: 'dark phone', scheme: 'dark', width: 390, rules: 'none' },
  { name: 'light phone', scheme: 'light', width: 390, rules: 'structure' },
] as const

let browser: Browser
const files = new Map<string, string | Uint8Array>()
const now: string[] = []
beforeAll(async () => {
  if (pictures) mkdirSync(pictures, { recursive: true })
  const root = join(import.meta.dirname, '../../web')
  for (const { name, body } of await built({ root, build: { rolldownOptions: { input: join(root, 'kit.html') } } }))
    files.set(`/${name}`, body)
  browser = await openBrowser()
}, 240_000)
afterAll(() => browser?.close())

const kinds: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

async function opened(group: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-US', timezoneId: 'UTC', reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(20_000)
  await page.clock.setFixedTime('2026-11-28T18:00:00Z')
  await page.route('https://kit.test/**', (route) => {
    const { pathname } = new URL(route.request().url())
    const path = pathname === '/kit' ? '/kit.html' : pathname
    const body = files.get(path)
    const contentType = kinds[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    return body === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ contentType, body: Buffer.from(body) })
  })
  await page.goto(`https://kit.test/kit?group=${group}&bare`)
  await page.locator('.kit-part').first().waitFor()
  // a change of width would else be photographed on its way
  await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important; animation: none !important }' })
  // a dialog that was closed gives its button the focus back when it gets round to it: neither ring nor tip is looked at
  await page.addStyleTag({ content: ':focus, :focus-visible { outline: none !important } [role=tooltip] { display: none !important }' })
  await page.evaluate(axeSource)
  return page
}

async function turn(page: Page, look: (typeof looks)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width: look.width, height: 900 })
  await page.waitForFunction((scheme) => document.documentElement.dataset['mantineColorScheme'] === scheme, look.scheme)
  await settled(page)
}

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(async () => {
    await document.fonts.ready
    for (const one of document.images) one.loading = 'eager'
    await Promise.all([...document.images].map((one) => one.decode().catch(() => undefined)))
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  })
}

/** Colours differ from light to dark, structure from wide to phone: axe looks again at what differs. */
async function wrong(page: Page, rules: 'all' | 'contrast' | 'structure' | 'none'): Promise<string[]> {
  return page.evaluate(async (which) => {
    const { scrollWidth, clientWidth } = document.documentElement
    const wide = scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} pixels wider than the window`] : []
    if (which === 'none') return wide
    const axe = Reflect.get(window, 'axe') as {
      run: (options: object) => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>
    }
    const { violations } = await axe.run({
      runOnly: which === 'contrast' ? ['color-contrast'] : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
      ...(which === 'structure' ? { rules: { 'color-contrast': { enabled: false } } } : {}),
    })
    return [...wide, ...violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)]
  }, rules)
}

test.each(groups)(
  'the kit’s %s are in reach in light and dark, wide and on a phone, and their numbers are taken',
  { timeout: 240_000 },
  async (group) => {
    const page = await opened(group)
    for (const look of looks) {
      const named = look.name.replace(' ', '-')
      await turn(page, look)
      if (pictures) await page.screenshot({ path: join(pictures, `kit-${group}-${named}.png`), fullPage: true })
      for (const [name, seen] of await looksOf(page)) now.push(written(`${group}: ${name}, ${look.name}`, seen))
      expect(await wrong(page, look.rules)).toEqual([])
      for (const opens of await page.locator('[data-opens]').evaluateAll((all) => all.map((one) => one.getAttribute('data-opens') ?? ''))) {
        await page.locator(`[data-opens=${opens}]`).click()
        await page.getByRole('dialog').waitFor()
        await settled(page)
        if (pictures) await page.screenshot({ path: join(pictures, `kit-${opens}-${named}.png`) })
        for (const [name, seen] of await looksOf(page, opens)) now.push(written(`open ${name}, ${look.name}`, seen))
        expect(await wrong(page, look.rules)).toEqual([])
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'hidden' })
      }
    }
    await page.context().close()
  },
)

test('no part looks other than it did: after a change that is meant, KEEP_KIT=1 keeps the new numbers', () => {
  if (process.env['KEEP_KIT']) writeFileSync(keptAt, `${now.join('\n')}\n`)
  const kept = readFileSync(keptAt, 'utf8').trimEnd().split('\n')
  expect(now.length).toBeGreaterThan(200)
  expect(changes(kept, now)).toEqual([])
})
