import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

type Look = { name: string; scheme: 'light' | 'dark'; width: number; height: number; rules: Rules }
type Rules = 'all' | 'contrast' | 'structure'

/** A page differs in colours from light to dark and in structure from wide to phone: axe looks again at what differs. */
const looks: Look[] = [
  { name: 'light-wide', scheme: 'light', width: 1440, height: 900, rules: 'all' },
  { name: 'dark-wide', scheme: 'dark', width: 1440, height: 900, rules: 'contrast' },
  { name: 'dark-phone', scheme: 'dark', width: 390, height: 844, rules: 'contrast' },
  { name: 'light-phone', scheme: 'light', width: 390, height: 844, rules: 'structure' },
]

const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

type Violation = { id: string; impact: string; nodes: { target: unknown[]; failureSummary: string }[] }

/**
 * Opens a page, turns it through light and dark, wide and phone, and says what is wrong with it: no title or not exactly one heading of
 * the first rank, an answer that did not come, no page at all, wider than the window, something that axe calls serious or critical. With a folder it
 * keeps pictures there.
 */
export async function walk(page: Page, path: string, pictures?: string): Promise<string[]> {
  const found: string[] = []
  const say = (look: string, what: string) => found.push(`${path} ${look}: ${what.replaceAll(/\s+/g, ' ').slice(0, 400)}`)
  await turn(page, looks[0] as Look)
  await page.goto(path)
  await page.evaluate(axeSource)
  for (const look of looks) {
    await turn(page, look)
    await settled(page, look)
    const seen = await page.evaluate(lookAt)
    if (look === looks[0]) {
      if (!seen.title || seen.title === 'Quarterdeck') say(look.name, `title “${seen.title}”`)
      if (seen.heads.length !== 1) say(look.name, `headings of the first rank: ${JSON.stringify(seen.heads)}`)
      if ((await page.getByText('There is nothing at this address').count()) > 0) say(look.name, 'no such page')
      if (seen.broken.length > 0) say(look.name, `an answer did not come: ${seen.broken.join(' / ')}`)
    }
    if (seen.over > 0) say(look.name, `${seen.over} pixels wider than the window: ${seen.wide.join(', ')}`)
    for (const one of await axe(page, look.rules)) {
      const [first] = one.nodes
      say(look.name, `${one.id} (${one.impact}), ${one.nodes.length} of them: ${first?.target.join(' ')} ${first?.failureSummary}`)
    }
    if (pictures) await page.screenshot({ path: join(pictures, `${path.replaceAll(/[^\w.]+/g, '_')}.${look.name}.png`), fullPage: true })
  }
  return found
}

async function turn(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width: look.width, height: look.height })
}

/** The answers have come, the shapes of what was to come are gone, colours have stopped changing. */
async function settled(page: Page, look: Look): Promise<void> {
  await page.waitForFunction((scheme) => {
    const shown = document.documentElement.dataset['mantineColorScheme'] ?? scheme
    return (
      shown === scheme && document.querySelector('h1, [role=alert]') && !document.querySelector('[aria-busy=true], .mantine-Skeleton-root')
    )
  }, look.scheme)
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))).then(() => undefined))
}

function lookAt() {
  const { clientWidth, scrollWidth } = document.documentElement
  const wide = [...document.querySelectorAll('body *')].filter((part) => part.getBoundingClientRect().right > clientWidth + 1)
  return {
    title: document.title,
    heads: [...document.querySelectorAll('h1')].filter((head) => head.checkVisibility()).map((head) => head.textContent),
    broken: [...document.querySelectorAll('[role=alert]')].map((part) => part.textContent),
    over: scrollWidth - clientWidth,
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
