import { jcs, sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { keysFor, type Known } from '../rules/lineage.ts'
import { layOut } from '../rules/page.ts'
import { fitSize, type PlanReading } from '../rules/reading.ts'
import { keepDocuments } from '../../../kernel/search/documents.ts'
import { replaceItems, replaceParties, saveRevision } from '../store/editions.ts'
import { newestText } from '../store/plans.ts'
import type { ChangeClass, EditionRow, ItemRow, MeasureRow } from '../tables.ts'

type Binding = Pick<
  MeasureRow,
  | 'item_key'
  | 'kind'
  | 'metric_id'
  | 'metric_version'
  | 'filter'
  | 'window'
  | 'baseline'
  | 'target'
  | 'target_high'
  | 'direction'
  | 'due'
  | 'tolerance'
  | 'resolve_by'
  | 'curve'
  | 'rule'
  | 'milestones'
  | 'rubric'
  | 'assessor'
>

/** What a text says about its edition: the columns that are read from it. */
export function headOf(reading: PlanReading): Partial<EditionRow> {
  return {
    title_core: reading.title.core,
    title_suffixes: reading.title.suffixes,
    period_start: reading.header.period?.from ?? null,
    period_end: reading.header.period?.to ?? null,
    period_label: reading.header.period?.label ?? null,
    completeness: reading.completeness,
    internal_url: reading.header.internalUrl,
    dri: reading.header.dri ?? reading.title.initials,
    lines_used: layOut(reading).linesUsed,
    stub: reading.kind === 'stub',
  }
}

/** What is known of the items before: their words, by which they are recognised, or the key of each line of now, null of a new one. */
export type Before = readonly Known[] | { exact: readonly (string | null)[] }

function keysOf(reading: PlanReading, before: Before): string[][] {
  if (!('exact' in before)) return keysFor(reading, before, newId)
  let place = 0
  return reading.sections.map(({ items }) => items.map(() => before.exact[place++] ?? newId()))
}

/** Rows of the items of a reading; an item that was there before keeps its key. */
export function itemRows(editionId: string, source: string, reading: PlanReading, before: Before, bindings: readonly Binding[]): ItemRow[] {
  fitSize(reading)
  const keys = keysOf(reading, before)
  const bound = new Map(bindings.map((binding) => [binding.item_key, binding]))
  let place = 0
  return reading.sections.flatMap((section, at) =>
    section.items.map((item, index): ItemRow => {
      const key = keys[at]?.[index] as string
      place += 1
      return {
        edition_id: editionId,
        item_key: key,
        section: section.name,
        parent_key: item.parent < 0 ? null : (keys[at]?.[item.parent] ?? null),
        place,
        depth: item.depth,
        rank: item.rank,
        span_from: item.span.from,
        span_to: item.span.to,
        raw: item.raw,
        text: item.text,
        label: item.label,
        sep: item.sep,
        gloss: item.gloss,
        marker: item.marker,
        struck: item.struck,
        placeholder: item.placeholder,
        audience: item.audience,
        dri: null,
        systems: [],
        projects: [],
        external: false,
        item_hash: sha256(jcs({ source: source.slice(item.span.from, item.span.to), binding: plain(bound.get(key)) })),
      }
    }),
  )
}

/** SHA-256 over the RFC 8785 form of source, header, items, bindings and audiences: one changed byte is another hash. */
export function contentHash(source: string, reading: PlanReading, items: ItemRow[], bindings: readonly Binding[]): string {
  return sha256(
    jcs({
      source,
      header: reading.header.rows.map(({ key, raw }) => [key, raw]),
      items: items.map(({ item_key, item_hash }) => [item_key, item_hash]),
      bindings: bindings.map(plain),
      audiences: items.map(({ item_key, audience }) => [item_key, audience]),
    }),
  )
}

function plain(binding: Binding | undefined): unknown {
  if (!binding) return null
  const { item_key, metric_id, metric_version, filter, window, baseline, target, target_high, direction, due } = binding
  return { item_key, metric_id, metric_version, filter, window, baseline, target, target_high, direction, due, ...besides(binding) }
}

/** What a binding promises beside its numbers, where it does: what was agreed to before there was such a thing keeps its hash. */
function besides({ kind, tolerance, resolve_by, curve, rule, milestones, rubric, assessor }: Binding): Record<string, unknown> {
  return {
    ...(tolerance === null ? {} : { tolerance }),
    ...(resolve_by === null ? {} : { resolve_by }),
    ...(curve === 'linear' ? {} : { curve }),
    ...(kind === 'milestones' ? { rule, milestones: milestones.map(({ id, title, due }) => ({ id, title, due })) } : {}),
    ...(kind === 'qualitative' ? { rubric, assessor } : {}),
  }
}

type Text = {
  edition: string
  rev: number
  source: string
  reading: PlanReading
  before: Before
  bindings: readonly Binding[]
}

/** Saves one state of a text: the revision, and its items and parties as rows. */
export async function saveText(ctx: Context, text: Text, why: { change: ChangeClass; reason?: string | undefined }): Promise<ItemRow[]> {
  const items = itemRows(text.edition, text.source, text.reading, text.before, text.bindings)
  await saveRevision(ctx.tx, {
    edition_id: text.edition,
    rev: text.rev,
    source: text.source,
    reading: text.reading,
    content_hash: contentHash(text.source, text.reading, items, text.bindings),
    change_class: why.change,
    reason: why.reason ?? null,
    actor: ctx.actor.id,
    actor_name: ctx.actor.name,
    at: ctx.now,
  })
  await replaceItems(ctx.tx, text.edition, items)
  const parties = text.reading.header.parties.map((party, position) => ({
    edition_id: text.edition,
    position,
    name: party.name,
    person_id: null,
    group_id: null,
    letters: party.letters,
  }))
  await replaceParties(ctx.tx, text.edition, parties)
  await tellSearch(ctx, text, items)
  return items
}

/** A plan is found by its names and by the lines of its newest edition. A restricted one is found by nobody: who reads it has its address.
 * A published one is found by colleagues alone: its lines are those of the whole plan. */
async function tellSearch(ctx: Context, { edition, reading }: Text, items: readonly ItemRow[]): Promise<void> {
  const plan = await newestText(ctx.tx, edition)
  if (!plan) return
  await keepDocuments(ctx.tx, [
    {
      ...{ room: 'strategy', kind: 'plan', id: plan.id, title: plan.title, href: `/strategy/plans/${plan.slug}` },
      aliases: reading.title.core === plan.title ? [] : [reading.title.core],
      headings: items.filter((item) => !item.struck).map((item) => item.text),
      ...{ body: '', audience: plan.audience === 'restricted' ? plan.audience : 'internal', groups: [], updated_at: ctx.now },
    },
  ])
}
