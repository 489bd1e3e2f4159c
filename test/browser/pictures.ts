import { join } from 'node:path'
import { openBrowser } from './chromium.ts'

/** Takes the README's pictures of a running demo: `node test/browser/pictures.ts http://localhost:8080`. */
const base = process.argv[2] ?? 'http://localhost:8080'
const folder = join(import.meta.dirname, '../../docs/images')
const browser = await openBrowser()
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', reducedMotion: 'reduce' })
const page = await context.newPage()
await page.request.post(`${base}/api/people/sign-ins`, {
  data: { email: 'ilse@tidewater.example', password: 'quarterdeck demo' },
  headers: { origin: base },
})

async function shot(name: string, path: string): Promise<void> {
  await page.goto(base + path)
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(800)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

await shot('home', '/app/')
const today = new Date().toISOString().slice(0, 10)
const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10)
await shot('metric', `/app/data/metrics/arr?from=${today}&to=${tomorrow}&rows=1`)
await shot('pricing', '/pricing?country=DE&product=harbor-enterprise&seats=25')
const { items } = await (await page.request.get(`${base}/api/billing/contracts?limit=1&search=C-000022`)).json()
await shot('contract', `/app/billing/contracts/${items[0]?.id}`)
await browser.close()
