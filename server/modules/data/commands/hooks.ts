import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { hooksSource } from '../rules/hook.ts'
import { findSource, saveSource, type SourceRow } from '../store/sources.ts'
import { giveKey } from './write-keys.ts'

/**
 * The source of what other systems tell as webhooks, where some may. It stands before its first event, since the loader asks what a
 * source's events are about. Nobody is shown its write key; _New key_ gives one.
 */
export async function readyForHooks(ctx: Context): Promise<void> {
  if (ctx.settings.eventsHookSecrets.length === 0 || (await findSource(ctx.tx, hooksSource))) return
  const row: SourceRow = {
    id: newId(),
    key: hooksSource,
    name: 'Other systems',
    kind: 'http',
    subject: 'person',
    owner: null,
    class: 'confidential',
    state: 'testing',
    last_event_at: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  await saveSource(ctx.tx, row)
  await giveKey(ctx, row.id)
  await record(ctx, { action: 'data.source.created', subject: { kind: 'source', id: row.id, label: row.name }, after: { key: row.key } })
}
