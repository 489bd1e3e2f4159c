import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { sourcesCreate, sourcesRotate } from '../contract.ts'
import { sourceShown } from '../queries/sources.ts'
import { giveKey } from './write-keys.ts'
import { endWriteKeys, findSource, keysOf, saveSource, type SourceRow, takeSource } from '../store/sources.ts'

/** How long an old write key goes on after a new one was given. */
const takeOverDays = 30

/** Opens a source. It is on when its first event arrived. */
export async function createSource(ctx: Context, input: InputOf<typeof sourcesCreate>): Promise<OutputOf<typeof sourcesCreate>> {
  if (await findSource(ctx.tx, input.key)) throw new Refusal('conflict', 'source.exists', `There is a source ${input.key} already.`)
  const row: SourceRow = {
    id: newId(),
    key: input.key,
    name: input.name,
    kind: 'events',
    subject: input.subject,
    owner: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    class: input.class,
    state: 'testing',
    last_event_at: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  await saveSource(ctx.tx, row)
  const writeKey = await giveKey(ctx, row.id, input.write_key)
  await record(ctx, {
    action: 'data.source.created',
    subject: { kind: 'source', id: row.id, label: row.name },
    after: { key: row.key, subject: row.subject, class: row.class },
  })
  return { ...sourceShown(row, await keysOf(ctx.tx, [row.id], ctx.now), []), write_key: writeKey }
}

export async function rotateKey(ctx: Context, input: InputOf<typeof sourcesRotate>): Promise<OutputOf<typeof sourcesRotate>> {
  const row = await takeSource(ctx.tx, input.key)
  if (!row) throw new Refusal('missing', 'source.unknown', `There is no source ${input.key}.`)
  if (row.state === 'retired') throw new Refusal('refused', 'source.retired', 'A retired source gets no new key.')
  const until = new Date(ctx.now.getTime() + takeOverDays * 86_400_000)
  await endWriteKeys(ctx.tx, row.id, until)
  const writeKey = await giveKey(ctx, row.id)
  await record(ctx, {
    action: 'data.source.key_rotated',
    subject: { kind: 'source', id: row.id, label: row.name },
    after: { old_key_until: until.toISOString() },
  })
  return { ...sourceShown(row, await keysOf(ctx.tx, [row.id], ctx.now), []), write_key: writeKey }
}
