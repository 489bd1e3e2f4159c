import { ahead } from '../../../kernel/ahead.ts'
import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { rebuildsCreate } from '../contract.ts'
import { life } from '../life.ts'

/**
 * Builds the warehouse anew beside the present one, which answers meanwhile; a rebuild that fails changes nothing and says why. The more
 * events, the longer it takes: no transaction waits for it, since the database ends one that idles for a minute.
 */
export async function rebuildWarehouse(ctx: Context, input: InputOf<typeof rebuildsCreate>): Promise<OutputOf<typeof rebuildsCreate>> {
  const engine = life()?.engine
  const { events, serverDays, differences } = await ahead(ctx, 'rebuild', async () => {
    // a process that has just started may take the lease itself
    if (engine && !engine.owns()) await engine.ready()
    if (!engine?.owns())
      throw new Refusal('busy', 'warehouse.elsewhere', 'The process with the role worker holds the warehouse. Ask that one.')
    return engine.rebuild(input.accept_differences)
  })
  await record(ctx, {
    action: 'data.warehouse.rebuilt',
    subject: { kind: 'warehouse', id: 'warehouse' },
    after: { events, server_days: serverDays, differences: differences.length },
  })
  return { events, server_days: serverDays, built_at: new Date().toISOString(), differences }
}
