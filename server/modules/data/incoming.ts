import type { Row } from '../../adapters/warehouse/duckdb.ts'
import { sha256 } from '../../kernel/canonical.ts'
import type { Context } from '../../kernel/context.ts'
import { builtIn } from './metrics/builtin.ts'
import { noteTold } from './store/told.ts'

/** Tells the house what servers said about their days: once per server-day, and again when a field changed, whoever loads it again. */
export async function reported(ctx: Context, days: Row[]): Promise<void> {
  const payloads = days.map(payloadOf)
  const told = await noteTold(
    ctx.tx,
    payloads.map(({ source: _source, ...facts }) => ({ server: facts.server_id, day: facts.day, facts: sha256(JSON.stringify(facts)) })),
    ctx.now,
  )
  for (const at of told) {
    const payload = payloads[at]
    if (payload) await ctx.announce('data.server.reported', payload, { key: payload.server_id })
  }
}

/**
 * `activated_users`: registered and not deactivated, the number that seats are counted by; nothing when the server did not say, or said
 * of the deactivated what cannot be. A server that says nothing of them has none.
 */
function payloadOf(day: Row) {
  const number = (name: string) => (day[name] === null || day[name] === undefined ? null : Number(day[name]))
  const text = (name: string) => (day[name] === null || day[name] === undefined ? null : String(day[name]))
  const registered = number('registered_users')
  const unsure = text('implausible')?.split(',').includes('counts:registered_deactivated_users') ?? false
  return {
    server_id: String(day['server_id']),
    licence_id: text('licence_id'),
    day: String(day['day']),
    activated_users: registered === null || unsure ? null : Math.max(0, registered - (number('deactivated_users') ?? 0)),
    registered_users: registered,
    mau: number('active_users_monthly'),
    dau: number('active_users_daily'),
    version: text('version'),
    source: String(day['source']),
  }
}

/** Tells the house that figures may have moved. */
export async function refreshed(ctx: Context, metrics: string[], through: (metric: string) => Date | undefined): Promise<void> {
  for (const id of metrics) {
    const version = builtIn().catalogue.get(id)?.definition.version
    if (version === undefined) continue
    await ctx.announce('data.metric.refreshed', { metric: id, version, complete_through: through(id)?.toISOString() ?? null }, { key: id })
  }
}
