import { newest, pageBy } from '../../../kernel/keyset.ts'
import type { Context } from '../../../kernel/context.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { safeNumber } from '../../../kernel/money.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import type { freshnessRead, quarantineList, sourcesList } from '../contract.ts'
import { life } from '../life.ts'
import { builtIn } from '../metrics/builtin.ts'
import { countQuarantine, findQuarantine } from '../store/landing.ts'
import { byKey, findSources, keysOf, type SourceRow } from '../store/sources.ts'
import { pullStates } from '../store/views.ts'
import type { WriteKeyTable } from '../tables.ts'
import { allParents, freshnessOf, stalledNow } from './ages.ts'
import { askWarehouse } from './answers.ts'
import { mayRead } from './policy.ts'

type SourceShown = OutputOf<typeof sourcesList>['items'][number]

export async function listSources(ctx: Context, input: InputOf<typeof sourcesList>): Promise<OutputOf<typeof sourcesList>> {
  const found = await findSources(ctx.tx, input)
  const page = pageBy(found, byKey, input.limit)
  const keys = await keysOf(
    ctx.tx,
    page.items.map((row) => row.id),
    ctx.now,
  )
  const counted = await countQuarantine(ctx.tx)
  return {
    items: page.items.map((row) =>
      sourceShown(
        row,
        keys,
        counted.filter((one) => one.source === row.key),
      ),
    ),
    next: page.next,
  }
}

export function sourceShown(row: SourceRow, keys: WriteKeyTable[], counted: { loaded: boolean; events: bigint }[]): SourceShown {
  const sum = (loaded: boolean) => counted.filter((one) => one.loaded === loaded).reduce((all, one) => all + Number(one.events), 0)
  return {
    key: row.key,
    name: row.name,
    kind: row.kind,
    subject: row.subject,
    owner: row.owner,
    class: row.class,
    state: row.state,
    last_event_at: row.last_event_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    keys: keys
      .filter((key) => key.source === row.id)
      .map((key) => ({ hint: key.hint, valid_until: key.valid_until?.toISOString() ?? null })),
    quarantined: sum(false),
    marked: sum(true),
  }
}

export async function listQuarantine(ctx: Context, input: InputOf<typeof quarantineList>): Promise<OutputOf<typeof quarantineList>> {
  const rows = await findQuarantine(ctx.tx, { source: input.source, reason: input.reason }, input)
  const page = pageBy(rows, newest(), input.limit)
  return {
    items: page.items.map((row) => ({
      id: row.id,
      segment: row.segment,
      line: safeNumber(row.line),
      index: row.idx,
      source: row.source,
      reason: row.reason,
      detail: row.detail,
      loaded: row.loaded,
      excerpt: row.excerpt,
      received_at: row.received_at.toISOString(),
    })),
    next: page.next,
  }
}

export async function readFreshness(ctx: Context): Promise<OutputOf<typeof freshnessRead>> {
  const states = new Map((await pullStates(ctx.tx)).map((state) => [state.view, state]))
  const living = life()
  const owner = await askWarehouse(ctx, 'state', {}).catch(() => undefined)
  const free = await living?.log.free().catch(() => undefined)
  const quarantine = await countQuarantine(ctx.tx)
  const stalled = await stalledNow(ctx)
  return {
    warehouse: owner ? 'open' : 'away',
    log: { unloaded_bytes: owner?.unloaded ?? null, free_bytes: free?.free ?? null },
    stalled: stalled.map(({ stage, since, trouble }) => ({
      stage,
      since: since.toISOString(),
      trouble: mayDo(ctx.actor, 'data.steward') ? trouble : null,
    })),
    parents: allParents().map((name) => ({
      name,
      kind: name === 'events' ? ('events' as const) : ('view' as const),
      complete_through: (owner?.complete.get(name) ?? states.get(name)?.complete_through)?.toISOString() ?? null,
      rows: states.has(name) ? Number(states.get(name)?.rows ?? 0n) : null,
    })),
    metrics: [...builtIn().catalogue.values()]
      .filter((metric) => mayRead(ctx, metric))
      .map((metric) => {
        const age = freshnessOf(metric, ctx.now, stalled)
        return { metric: metric.id, label: metric.definition.label, state: age.state, complete_through: age.completeThrough }
      }),
    quarantine: quarantine.map((row) => ({ source: row.source, reason: row.reason, loaded: row.loaded, events: Number(row.events) })),
  }
}
