import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { startDispatch } from '../../server/kernel/dispatch.ts'
import { invitationAccept, invite } from '../../server/modules/people/contract.ts'
import { type Cast, openCast } from '../cast/cast.ts'
import { lettersTo } from '../cast/staff.ts'
import { foundTidewater, type Tidewater } from '../cast/tidewater.ts'
import { openBrowser } from './chromium.ts'

/** The whole app on a port, with a worker that delivers and a clock that runs from a known morning, and a browser before it. */
export type Stage = {
  cast: Cast
  company: Tidewater
  base: string
  browser: Browser
  /** a reader with a browser of their own; what the page complains of is kept in `complaints` */
  reader: (options?: BrowserContextOptions) => Promise<{ context: BrowserContext; page: Page; complaints: string[] }>
  /** the business-operations lead, invited and with a password */
  lead: { email: string; password: string; name: string }
  /** the clock goes on from there */
  moveTo: (instant: string) => void
  close: () => Promise<void>
}

// another build may be looked at: a folder named here wins
const webRoot = process.env['QUARTERDECK_WEB'] ?? join(import.meta.dirname, '../../dist/web')
const morning = Date.parse('2026-06-15T10:00:00Z')

export async function openStage(): Promise<Stage> {
  const { cast, ...stage } = await openEmptyStage()
  const company = await foundTidewater(cast)
  return { ...stage, cast, company, lead: await inviteLead(cast) }
}

/** The same before anybody is there: the first page makes the company. */
export async function openEmptyStage(): Promise<Omit<Stage, 'company' | 'lead'>> {
  if (!existsSync(join(webRoot, 'index.html'))) {
    throw new Error(`The web app is not built: ${webRoot}/index.html is missing. bin/test builds it before it runs the stories.`)
  }
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const cast = await openCast({ live: true, now: new Date(morning), webRoot, settings: { PUBLIC_URL: base } })
  let [from, started] = [morning, Date.now()]
  const tell = () => cast.setNow(new Date(from + Date.now() - started))
  const clock = setInterval(tell, 100)
  const dispatch = await startDispatch(cast.house)
  const server = serve({ fetch: (request) => cast.http(request), port, hostname: '127.0.0.1' })
  const browser = await openBrowser()
  return {
    cast,
    base,
    browser,
    reader: async (options = {}) => {
      const context = await browser.newContext({ baseURL: base, locale: 'en-US', timezoneId: 'UTC', ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      return { context, page, complaints: listenTo(page) }
    },
    moveTo: (instant) => {
      ;[from, started] = [Date.parse(instant), Date.now()]
      tell()
    },
    close: async () => {
      await browser.close()
      const closed = once(server, 'close')
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
      await dispatch.close()
      clearInterval(clock)
      await cast.close()
    },
  }
}

/** What a page says to nobody: errors on its console and exceptions that nothing caught. */
function listenTo(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

async function inviteLead(cast: Cast): Promise<Stage['lead']> {
  const lead = { name: 'Ines Halvorsen', email: 'ines@tidewater.example', password: 'seventeen lanterns on a pier' }
  await cast.as('admin').call(invite, { email: lead.email, name: lead.name, roles: ['bizops'] })
  const letter = (await lettersTo(cast, lead.email)).at(-1) ?? ''
  const token = /\/invitation#(\S+)/.exec(letter)?.[1] ?? ''
  await cast.visitor().call(invitationAccept, { token, name: lead.name, password: lead.password })
  return lead
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
