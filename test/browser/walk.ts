import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

type Look = { name: string; scheme: 'light' | 'dark'; width: number; height: number; rules: Rules }
type Rules = 'all' | 'contrast' | 'structure'

/** A page differs in colours from light to dark and in structure from wide to phone: axe looks again at what differs. */
const looks: Look[] = [
  { name: 'dark-wide', scheme: 'dark', width: 1440, height: 900, rules: 'contrast' },
  { name: 'light-wide', scheme: 'light', width: 1440, height: 900, rules: 'all' },
  { name: 'light-phone', scheme: 'light', width: 390, height: 844, rules: 'structure' },
]

/** How often a page is asked whether it is ready: each picture drawn would cost more than the waiting. */
const often = { polling: 50 }
const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

type Violation = { id: string; impact: string; nodes: { target: unknown[]; failureSummary: string }[] }

/**
 * Goes from page to page in one tab as a reader does, turns each through dark and light, wide and phone, and says what is wrong with it:
 * no title or not exactly one heading of the first rank, an answer that did not come, no page at all, wider than the window, something
 * that axe calls serious or critical. With a folder it keeps pictures there.
 */
export function walker(page: Page, pictures?: string): (path: string) => Promise<string[]> {
  // turning costs more than looking: each page begins as the one before it ended
  let turned: Look[] = []
  let lost = true
  return async (path) => {
    const found: string[] = []
    const say = (look: string, what: string) => found.push(`${path} ${look}: ${what.replaceAll(/\s+/g, ' ').slice(0, 400)}`)
    turned = turned.length > 0 ? turned.toReversed() : looks
    const [first] = turned
    if (first) await turn(page, first)
    // one that failed leaves the tab nobody knows where
    const from = lost ? undefined : new URL(page.url())
    lost = true
    await go(page, path, from)
    for (const look of turned) {
      await turn(page, look)
      await settled(page, look)
      const seen = await page.evaluate(lookAt)
      if (!seen.title || seen.title === 'Quarterdeck') say(look.name, `title “${seen.title}”`)
      if (seen.heads.length !== 1) say(look.name, `headings of the first rank: ${JSON.stringify(seen.heads)}`)
      if (seen.nowhere) say(look.name, 'no such page')
      if (seen.broken.length > 0) say(look.name, `an answer did not come: ${seen.broken.join(' / ')}`)
      if (seen.over > 0) say(look.name, `${seen.over} pixels wider than the window: ${seen.wide.join(', ')}`)
      const seenFirst = await axe(page, look.rules)
      // a colour may be on its way from the look before: what is wrong is so at the second look, too
      if (seenFirst.length > 0) await settled(page, look)
      for (const one of seenFirst.length > 0 ? await axe(page, look.rules) : []) {
        const [node] = one.nodes
        say(look.name, `${one.id} (${one.impact}), ${one.nodes.length} of them: ${node?.target.join(' ')} ${node?.failureSummary}`)
      }
      if (pictures) await page.screenshot({ path: join(pictures, `${path.replaceAll(/[^\w.]+/g, '_')}.${look.name}.png`), fullPage: true })
    }
    lost = false
    return found
  }
}

/** Within an app as its links lead, with nothing of the page before left to be taken for this one's; elsewhere by a whole load. */
async function go(page: Page, path: string, from: URL | undefined): Promise<void> {
  const app = /^\/(app|portal)(?=\/|$)/
  const to = from ? new URL(path, from) : undefined
  const [here] = app.exec(from?.pathname ?? '') ?? []
  if (!to || !here || app.exec(to.pathname)?.[0] !== here || to.pathname === from?.pathname) {
    await page.goto(path)
    await page.evaluate(axeSource)
    return
  }
  await page.evaluate((next) => {
    for (const head of document.querySelectorAll('h1')) head.dataset['before'] = 'yes'
    document.title = ''
    history.pushState(undefined, '', next)
  }, path)
  await page.waitForFunction(() => document.querySelector('h1, [role=alert]') && !document.querySelector('[data-before]'), undefined, often)
}

async function turn(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width: look.width, height: look.height })
}

/** The answers have come, the shapes of what was to come are gone, colours have stopped changing. */
async function settled(page: Page, look: Look): Promise<void> {
  await page.waitForFunction(
    (scheme) => {
      const shown = document.documentElement.dataset['mantineColorScheme'] ?? scheme
      return (
        shown === scheme &&
        document.querySelector('h1, [role=alert]') &&
        !document.querySelector('[aria-busy=true], .mantine-Skeleton-root')
      )
    },
    look.scheme,
    often,
  )
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))).then(() => undefined))
}

function lookAt() {
  const { clientWidth, scrollWidth } = document.documentElement
  const over = scrollWidth - clientWidth
  const parts = over > 0 ? [...document.querySelectorAll('body *')] : []
  const wide = parts.filter((part) => part.getBoundingClientRect().right > clientWidth + 1)
  return {
    title: document.title,
    heads: [...document.querySelectorAll('h1')].filter((head) => head.checkVisibility()).map((head) => head.textContent),
    broken: [...document.querySelectorAll('[role=alert]')].map((part) => part.textContent),
    nowhere: document.body.textContent.includes('There is nothing at this address'),
    over,
    wide: wide.slice(0, 4).map((part) => `${part.tagName.toLowerCase()}.${part.getAttribute('class') ?? ''}`),
  }
}

async function axe(page: Page, rules: Rules): Promise<Violation[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const how = {
    runOnly: rules === 'contrast' ? ['color-contrast'] : tags,
    resultTypes: ['violations'],
    ...(rules === 'structure' ? { rules: { 'color-contrast': { enabled: false } } } : {}),
  }
  const violations = await page.evaluate(async (options) => {
    const { axe: runner } = window as unknown as { axe: { run: (on: Document, how: object) => Promise<{ violations: unknown[] }> } }
    return (await runner.run(document, options)).violations
  }, how)
  return (violations as Violation[]).filter((one) => one.impact === 'serious' || one.impact === 'critical')
}
