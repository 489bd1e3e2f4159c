import { timingSafeEqual } from 'node:crypto'
import type { Context as Hono_, Hono } from 'hono'
import type { OpenHouse } from '../kernel/house.ts'
import { deliveryCounts } from '../kernel/waiting.ts'
import { Refusal } from '../kernel/refusal.ts'
import { addressOf } from './request.ts'
import type { Unwell } from '../kernel/room.ts'

type Line = { count: number; seconds: number }
const lines = new Map<string, Line>()
let stopping = false

/** Counts one answered operation for `/metrics`. */
export function counted(operation: string, status: number, ms: number): void {
  const key = `operation="${operation}",status="${status}"`
  const line = lines.get(key) ?? { count: 0, seconds: 0 }
  line.count += 1
  line.seconds += ms / 1000
  lines.set(key, line)
}

/** Figures are for operators: with the token of the settings, or from this machine itself and through no proxy. */
function refuseStrangers(c: Hono_, house: OpenHouse): void {
  const { metricsToken } = house.settings
  if (metricsToken) {
    const given = Buffer.from(c.req.header('authorization') ?? '')
    const right = Buffer.from(`Bearer ${metricsToken}`)
    if (given.length === right.length && timingSafeEqual(given, right)) return
    throw new Refusal('unauthenticated', 'metrics.token_needed', 'Send the METRICS_TOKEN of this house as a bearer token.')
  }
  const forwarded = c.req.header('x-forwarded-for') ?? c.req.header('forwarded')
  if (!forwarded && /^(127\.|::1$)/.test(addressOf(c, house))) return
  throw new Refusal(
    'forbidden',
    'metrics.not_here',
    'Figures are read on the machine itself; set METRICS_TOKEN to read them from elsewhere.',
  )
}

/** From now on `/readyz` says no, so that a balancer sends no new work while open requests end. */
export function sayStopping(): void {
  stopping = true
}

/** `/livez`: the process answers. `/readyz`: the database answers too; a second line on names what does not do its work. `/metrics`: Prometheus text; its labels are names of operations, never of people. */
export function health(app: Hono, house: OpenHouse): void {
  app.get('/livez', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    if (stopping) return c.text('stopping', 503)
    try {
      // asked anew each time; what is unwell is named, but keeps no request from rooms that are well
      const unwell = await unwellNow(house)
      return c.text(unwell.length === 0 ? 'ready' : `degraded\n${unwell.map((one) => `${one.part}: ${one.text}`).join('\n')}`)
    } catch {
      return c.text('no database', 503)
    }
  })
  app.get('/metrics', async (c) => {
    refuseStrangers(c, house)
    // a scrape must answer, above all when the database does not
    const counts = await house.open((ctx) => deliveryCounts(ctx.tx)).catch(() => undefined)
    const unwell = await unwellNow(house).catch(() => undefined)
    const memory = process.memoryUsage()
    return c.text(
      [
        '# TYPE quarterdeck_operations_total counter',
        ...[...lines].map(([labels, line]) => `quarterdeck_operations_total{${labels}} ${line.count}`),
        '# TYPE quarterdeck_operation_seconds_total counter',
        ...[...lines].map(([labels, line]) => `quarterdeck_operation_seconds_total{${labels}} ${line.seconds.toFixed(6)}`),
        '# TYPE quarterdeck_deliveries gauge',
        ...(counts
          ? [`quarterdeck_deliveries{state="waiting"} ${counts.waiting}`, `quarterdeck_deliveries{state="dead"} ${counts.dead}`]
          : []),
        '# TYPE quarterdeck_unwell gauge',
        ...(unwell ?? []).map((one) => `quarterdeck_unwell{part="${one.part}"} 1`),
        '# TYPE process_resident_memory_bytes gauge',
        `process_resident_memory_bytes ${memory.rss}`,
        '# TYPE quarterdeck_database_connections gauge',
        `quarterdeck_database_connections{state="open"} ${house.db.pool.totalCount}`,
        `quarterdeck_database_connections{state="waiting"} ${house.db.pool.waitingCount}`,
        '',
      ].join('\n'),
      200,
      { 'content-type': 'text/plain; version=0.0.4' },
    )
  })
}

async function unwellNow(house: OpenHouse): Promise<Unwell[]> {
  return house.open(async (ctx) => {
    const found: Unwell[] = []
    for (const room of house.rooms) found.push(...((await room.unwell?.(ctx)) ?? []))
    return found
  })
}
