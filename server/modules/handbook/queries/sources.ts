import type { Context } from '../../../kernel/context.ts'
import type { OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { colleaguesOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { sourcesNow, waitingIn } from '../store/sources.ts'
import type { SourceTable } from '../tables-sources.ts'

type Line = OutputOf<typeof promise.sourcesCreate>

export async function findSources(ctx: Context): Promise<OutputOf<typeof promise.sourcesList>> {
  return { items: await sourceLines(ctx, await sourcesNow(ctx.tx)), folder: Boolean(ctx.settings.gitFolder) }
}

export async function sourceLines(ctx: Context, rows: readonly SourceTable[]): Promise<Line[]> {
  const [people, waiting] = await Promise.all([
    colleaguesOf(ctx, [...new Set(rows.map(({ owner }) => owner))]),
    waitingIn(
      ctx.tx,
      rows.flatMap(({ import_id }) => import_id ?? []),
    ),
  ])
  const may = mayDo(ctx.actor, 'handbook.maintain') !== undefined
  return rows.map(({ owner, by_id, by_name, import_id, paused_at, ...row }) => ({
    ...{ id: row.id, tree: row.tree, kind: row.kind, address: row.address, every_hours: row.every_hours },
    ...{ owner: { id: owner, name: people.get(owner)?.name ?? 'Somebody who left' }, by: { id: by_id, name: by_name } },
    ...{ state: paused_at === null ? 'running' : 'paused', looked_at: row.looked_at, tip: row.tip },
    ...{ outcome: row.outcome, code: row.code, says: row.says, import: import_id, waiting: waiting.get(import_id ?? '') ?? 0 },
    may: may ? ['look', paused_at === null ? 'pause' : 'go_on', 'end'] : [],
  }))
}
