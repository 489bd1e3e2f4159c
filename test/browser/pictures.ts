import { join } from 'node:path'
import { openBrowser } from './chromium.ts'

/** Takes the README's pictures of a running demo: `node test/browser/pictures.ts http://localhost:8080`. */
const base = process.argv[2] ?? 'http://localhost:8080'
const folder = join(import.meta.dirname, '../../docs/images')
const browser = await openBrowser()

type Look = { as?: string; dark?: true; phone?: true }

async function shot(
  name: string,
  path: string | ((first: (list: string) => Promise<string>) => Promise<string>),
  look: Look = {},
): Promise<void> {
  const context = await browser.newContext({
    viewport: look.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    colorScheme: look.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-US',
  })
  const page = await context.newPage()
  if (look.as) {
    const data = { email: `${look.as}@tidewater.example`, password: 'quarterdeck demo' }
    await page.request.post(`${base}/api/people/sign-ins`, { data, headers: { origin: base } })
  }
  const first = async (list: string) => (await (await page.request.get(`${base}/api${list}`)).json()).items[0].id as string
  const address = base + (typeof path === 'string' ? path : await path(first))
  // the second visit is what one sees every day: what is lazy is there, and tiles know how tall they are
  await page.goto(address, { waitUntil: 'networkidle' })
  await page.goto(address, { waitUntil: 'networkidle' })
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('[aria-label="Loading"], [aria-busy="true"]'))
  await page.waitForTimeout(800)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await context.close()
}

await shot('home', '/app/', { as: 'mara' })
await shot('list', '/app/billing/contracts', { as: 'ilse' })
await shot(
  'contract',
  async (first) => `/app/billing/contracts/${await first('/billing/contracts?where=state:is:active&where=seats:at_least:250&limit=1')}`,
  { as: 'ilse' },
)
await shot('metric', '/app/data/metrics/arr?against=year', { as: 'ilse' })
await shot(
  'decision',
  async (first) => `/app/decisions/decisions/${await first('/decisions/decisions?where=state:is:collecting|ready&limit=1')}`,
  { as: 'mara' },
)
await shot('plan', '/app/strategy/plans/company', { as: 'mara', dark: true })
await shot('pricing', '/pricing?country=DE&product=harbor-enterprise&seats=25')
await shot('phone', '/app/', { as: 'ilse', phone: true })
await browser.close()
