import type { Row } from '../../adapters/warehouse/duckdb.ts'
import type { Context } from '../../kernel/context.ts'
import { builtIn } from './metrics/builtin.ts'

/** Tells the house what servers said about their days: once per server-day, and again when a field changed. */
export async function reported(ctx: Context, days: Row[]): Promise<void> {
  for (const day of days) {
    const number = (name: string) => (day[name] === null || day[name] === undefined ? null : Number(day[name]))
    await ctx.announce(
      'data.server.reported',
      {
        server_id: String(day['server_id']),
        licence_id: day['licence_id'] === null ? null : String(day['licence_id']),
        day: String(day['day']),
        activated_users: number('registered_users'),
        registered_users: number('registered_users'),
        mau: number('active_users_monthly'),
        dau: number('active_users_daily'),
        version: day['version'] === null ? null : String(day['version']),
        source: String(day['source']),
      },
      { key: String(day['server_id']) },
    )
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
