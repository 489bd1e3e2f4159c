import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'

/** What one visit brought over the wire, as it came (packed), by what it is for. */
type Weight = { script: number; style: number; font: number; data: number; other: number }

/** A reader who was never here: no cache, nothing stored. */
export async function visitor(browser: Browser): Promise<{ context: BrowserContext; page: Page; cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  const page = await context.newPage()
  return { context, page, cdp: await context.newCDPSession(page) }
}

/** Counts the packed bytes of every answer's body while `work` runs. */
export async function weighed(cdp: CDPSession, work: () => Promise<unknown>): Promise<Weight> {
  const kinds = new Map<string, string>()
  const weight: Weight = { script: 0, style: 0, font: 0, data: 0, other: 0 }
  await cdp.send('Network.enable')
  cdp.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  cdp.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    weight[kindOf(kinds.get(requestId) ?? '')] += encodedDataLength
  })
  await work()
  return weight
}

function kindOf(type: string): keyof Weight {
  if (type === 'Script') return 'script'
  if (type === 'Stylesheet') return 'style'
  if (type === 'Font') return 'font'
  return type === 'Fetch' || type === 'XHR' ? 'data' : 'other'
}

export function kilo(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`
}
