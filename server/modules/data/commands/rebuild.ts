import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { life } from '../life.ts'

/** Builds the warehouse anew from the log and the rooms' views; figures are away meanwhile, nothing is lost. */
export async function rebuildWarehouse(ctx: Context): Promise<{ events: number; built_at: string }> {
  const engine = life()?.engine
  // a process that has just started may take the lease itself
  if (engine && !engine.owns()) await engine.settle()
  if (!engine?.owns())
    throw new Refusal('busy', 'warehouse.elsewhere', 'The process with the role worker holds the warehouse. Ask that one.')
  await engine.rebuild()
  const [row] = (await engine.warehouse()?.query('select count(*) as events from raw.raw_events')) ?? []
  const events = Number(row?.['events'] ?? 0)
  await record(ctx, { action: 'data.warehouse.rebuilt', subject: { kind: 'warehouse', id: 'warehouse' }, after: { events } })
  return { events, built_at: new Date().toISOString() }
}
