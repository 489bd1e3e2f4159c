import { openBrowser } from '../test/browser/chromium.ts'
import { conditions, median, printFigure } from './figure.ts'
import { kilo, visitor, weighed } from './visit.ts'

/**
 * Screens of the demo company in a browser: what a first visit weighs, how long after the server's answer the content is painted, how far
 * it jumps meanwhile (cumulative layout shift), and how many frames a list of 10,000 rows drops while it is scrolled. `node bench/screens.ts http://localhost:8080` measures a demo house that
 * runs there (`bin/start --demo`).
 */
const base = process.argv[2]
if (!base) throw new Error('Give the address of a demo house that runs: node bench/screens.ts http://localhost:8080')
const lead = { email: 'ilse@tidewater.example', password: 'quarterdeck demo' }
const screens = [
  '/app/',
  '/app/customers/accounts',
  '/app/billing/contracts',
  '/app/billing/documents',
  '/app/licensing/licences',
  '/app/decisions/decisions',
  '/app/strategy/plans',
  '/app/data/metrics',
  '/app/data/metrics/arr',
  '/app/inbox',
  '/app/cadence/year',
  '/app/data/bridge',
  '/app/people/persons',
]

const browser = await openBrowser()
conditions()
await weights()
await paints()
await frames()
await browser.close()

async function signIn(): Promise<Awaited<ReturnType<typeof visitor>>> {
  const reader = await visitor(browser)
  const answer = await reader.context.request.post(`${base}/api/people/sign-ins`, { data: lead, headers: { origin: base ?? '' } })
  if (!answer.ok()) throw new Error(`${lead.email} cannot sign in: ${answer.status()}`)
  return reader
}

/** The bound is 200 kB of script and style. */
async function weights(): Promise<void> {
  for (const [says, path, knows] of [
    ['prices, first visit', '/pricing', false],
    ['sign-in, first visit', '/app/', false],
    ['Home, first visit', '/app/', true],
    ['contracts, first visit', '/app/billing/contracts', true],
  ] as const) {
    const { context, page, cdp } = knows ? await signIn() : await visitor(browser)
    const weight = await weighed(cdp, async () => {
      await page.goto(base + path)
      await page.waitForFunction(
        () => document.querySelector('h1') && !document.querySelector('[aria-label="Loading"], [aria-busy="true"]'),
      )
      await page.waitForLoadState('networkidle')
    })
    const code = weight.script + weight.style
    printFigure(
      says,
      `${kilo(code)} script and style, ${kilo(weight.font)} font, ${kilo(weight.data)} data${code > 200_000 ? ' · ABOVE 200 kB' : ''}`,
    )
    await context.close()
  }
}

/** From the last answer of the server to the first frame without a placeholder, warm, the median of five. The bound is 100 ms. */
async function paints(): Promise<void> {
  const { context, page } = await signIn()
  await page.addInitScript(() => {
    const shifts: { value: number; of: string[] }[] = []
    Reflect.set(window, 'shifts', shifts)
    new PerformanceObserver((list) => {
      for (const one of list.getEntries() as unknown as { value: number; sources?: { node?: Element | null }[] }[]) {
        const of = (one.sources ?? []).map(({ node }) => node?.className?.toString().slice(0, 40) || node?.nodeName || '')
        shifts.push({ value: one.value, of })
      }
    }).observe({ type: 'layout-shift', buffered: true })
    const looking = () => {
      const there = document.querySelector('.page, .list-page, .inbox')
      const waits = document.querySelector('[aria-label="Loading"], [aria-busy="true"]')
      if (!there || waits) return requestAnimationFrame(looking)
      const answers = performance.getEntriesByType('resource').filter((one) => one.name.includes('/api/')) as PerformanceResourceTiming[]
      const last = Math.max(0, ...answers.map((one) => one.responseEnd).filter((end) => end > 0))
      ;(window as unknown as { painted: number }).painted = performance.now() - last
      return 0
    }
    requestAnimationFrame(looking)
  })
  for (const path of screens) {
    const took: number[] = []
    let jumps: Shift[] = []
    for (let round = 0; round < 6; round += 1) {
      await page.goto(base + path)
      await page.waitForFunction(() => (window as unknown as { painted?: number }).painted !== undefined)
      const ms = await page.evaluate(() => (window as unknown as { painted: number }).painted)
      if (round === 0) continue
      took.push(ms)
      await page.waitForLoadState('networkidle')
      const shifts = await page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts)
      if (sumOf(shifts) >= sumOf(jumps)) jumps = shifts
    }
    const least = Math.min(...took)
    printFigure(
      `content after the answer: ${path}`,
      `${least.toFixed(0)} ms, median ${median(took).toFixed(0)} ms${least > 100 ? ' · ABOVE 100 ms' : ''}; jumps ${sumOf(jumps).toFixed(3)}${sumOf(jumps) > 0.02 ? ` · ABOVE 0.02: ${largest(jumps)}` : ''}`,
    )
  }
  await context.close()
}

type Shift = { value: number; of: string[] }

function sumOf(shifts: readonly Shift[]): number {
  return shifts.reduce((sum, { value }) => sum + value, 0)
}

/** What moved most, by the class that it has. */
function largest(shifts: readonly Shift[]): string {
  const [most] = [...shifts].sort((a, b) => b.value - a.value)
  return most?.of.join(', ') ?? ''
}

/**
 * A list of 10,000 rows, scrolled by three rows a frame, 180 frames: what the browser's trace says of frames drawn and dropped, and the
 * processor time of the page's main thread for each frame. The bound of 60 frames is 16.7 ms of work; the time is the thread's own, so
 * that whatever else the machine does does not count, while dropped frames tell of a busy machine too.
 */
async function frames(): Promise<void> {
  const { context, page, cdp } = await signIn()
  await page.route('**/api/billing/contracts?*', async (route) => {
    const answer = await (await route.fetch()).json()
    const rows = Array.from({ length: 10_000 }, (_, at) => ({ ...answer.items[at % answer.items.length], id: `row-${at}` }))
    await route.fulfill({ json: { ...answer, items: rows, next: null } })
  })
  await page.goto(`${base}/app/billing/contracts?view=All`, { waitUntil: 'networkidle' })
  await page.waitForSelector('.list tbody tr')
  const events: { name?: string }[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as typeof events)))
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const worked = async () =>
    ((await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
  const before = await worked()
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', categories: 'disabled-by-default-devtools.timeline.frame' })
  const { steps, late } = await page.evaluate(async () => {
    const scroller = document.querySelector('.list-scroller')
    let before = performance.now()
    let long = 0
    for (let step = 0; step < 180; step += 1) {
      scroller?.scrollBy(0, 102)
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      if (now - before > 25) long += 1
      before = now
    }
    return { steps: 180, late: long }
  })
  const done = new Promise<void>((resolve) => cdp.once('Tracing.tracingComplete', () => resolve()))
  await cdp.send('Tracing.end')
  await done
  const perFrame = ((await worked()) - before) / steps
  const times = (name: string) => events.filter((one) => one.name === name).length
  printFigure('10,000 rows, work of the page a frame', `${perFrame.toFixed(1)} ms${perFrame > 16.7 ? ' · ABOVE 16.7 ms' : ''}`)
  printFigure('10,000 rows, frames', `${times('DrawFrame')} drawn, ${times('DroppedFrame')} dropped of ${steps}, ${late} later than 25 ms`)
  await context.close()
}
