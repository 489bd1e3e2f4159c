import { pageBy } from '../../../kernel/keyset.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { editionsPreview, editionsRevisions, editionsSource, PlanLine, plansGet, plansList } from '../contract.ts'
import { askingOf, companyOf } from '../../people/index.ts'
import { blocksOf, openingsOf } from '../rules/blocks.ts'
import { planRead } from '../reading-apart.ts'
import { bytesOf, textOf } from '../rules/reading.ts'
import { getEdition, getRevision, lastFirst, listEditions, listRevisions, planOf } from '../store/editions.ts'
import { listPlans } from '../store/plan-list.ts'
import { getPlan, type Line, listLines } from '../store/plans.ts'
import type { RevisionRow } from '../tables.ts'
import { mayBeSeen } from './seen.ts'
import { checkOf, defectOf, titleOf } from './shapes.ts'

export async function plans(ctx: Context, input: InputOf<typeof plansList>): Promise<OutputOf<typeof plansList>> {
  const seen = { asking: await askingOf(ctx), restricted: mayDo(ctx.actor, 'strategy.write') !== undefined }
  const page = await listPlans(ctx.tx, seen, { ...input, search: input.search ?? input.q })
  return { ...page, items: page.items.map(lineOf) }
}

export async function plan(ctx: Context, input: InputOf<typeof plansGet>): Promise<OutputOf<typeof plansGet>> {
  const row = await getPlan(ctx.tx, input.slug)
  mayBeSeen(ctx, row)
  const [line] = await listLines(ctx.tx, ctx.today, { slugs: [row.slug] }, { limit: 1 })
  const children = await listLines(ctx.tx, ctx.today, { parent: row.id }, { limit: 200 })
  const editions = await listEditions(ctx.tx, row.id)
  return {
    plan: lineOf(line as Line),
    children: children.filter((child) => isSeen(ctx, child)).map(lineOf),
    editions: editions.map((edition) => ({
      id: edition.id,
      no: edition.no,
      title: edition.title_core,
      state: edition.state,
      legacy: edition.legacy,
      period_from: edition.period_start,
      period_to: edition.period_end,
      vetted_on: edition.vetted_on,
      counts: line?.edition?.id === edition.id && line.edition.counts,
      changed_at: edition.changed_at.toISOString(),
    })),
    may: mayDo(ctx.actor, 'strategy.import') ? ['make_current'] : [],
  }
}

function isSeen(ctx: Context, line: Line): boolean {
  return line.plan.audience !== 'restricted' || mayDo(ctx.actor, 'strategy.write') !== undefined
}

function lineOf({ plan, parent_slug, edition }: Line): PlanLine {
  const { id, slug, title, level, framework, audience } = plan
  return {
    id,
    slug,
    title,
    level,
    framework,
    audience,
    parent_slug,
    edition: edition && {
      id: edition.id,
      no: edition.no,
      state: edition.state,
      legacy: edition.legacy,
      counts: edition.counts,
      completeness: edition.vetted_on ? null : edition.completeness,
      period_from: edition.period_start,
      period_to: edition.period_end,
      vetted_on: edition.vetted_on,
      items: edition.items,
      measures: edition.measures,
      lines_used: edition.lines_used,
      stub: edition.stub,
      errors: edition.errors,
      warnings: edition.warnings,
    },
  }
}

export async function source(ctx: Context, input: InputOf<typeof editionsSource>): Promise<OutputOf<typeof editionsSource>> {
  const edition = await getEdition(ctx.tx, input.id)
  mayBeSeen(ctx, await planOf(ctx.tx, edition))
  const revision = await getRevision(ctx.tx, edition.id, edition.head_rev)
  return { source: revision.source, rev: revision.rev }
}

/** How a text would be read; nothing is saved. */
export async function previewSource(ctx: Context, input: InputOf<typeof editionsPreview>): Promise<OutputOf<typeof editionsPreview>> {
  const edition = await getEdition(ctx.tx, input.id)
  const plan = await planOf(ctx.tx, edition)
  mayBeSeen(ctx, plan)
  const { fiscal_year_end } = await companyOf(ctx)
  const facts = { name: edition.title_core, title: edition.title_core, fiscalYearEnd: fiscal_year_end, goals: plan.framework === 'okr' }
  const source = textOf(bytesOf(input.source))
  const reading = await planRead(ctx, source, facts, edition.completeness_inherited)
  return {
    title: titleOf(reading, edition.vetted_on !== null),
    check: checkOf(reading, (section, index) => `${section}:${index}`),
    defects: reading.defects.map(defectOf),
    counts: reading.sections.map(({ name, label, items }) => ({ section: name, label, items: items.length })),
    blocks: blocksOf(source, reading),
    openings: openingsOf(source, reading),
  }
}

export async function revisions(ctx: Context, input: InputOf<typeof editionsRevisions>): Promise<OutputOf<typeof editionsRevisions>> {
  const edition = await getEdition(ctx.tx, input.id)
  mayBeSeen(ctx, await planOf(ctx.tx, edition))
  // one more than the page: the oldest shown is compared with the one before it
  const rows = await listRevisions(ctx.tx, edition.id, input)
  const page = pageBy(rows, lastFirst, input.limit)
  return {
    next: page.next,
    items: page.items.map((row, index) => ({
      rev: row.rev,
      at: row.at.toISOString(),
      by: row.actor_name,
      change_class: row.change_class,
      content_hash: row.content_hash,
      ...changedLines(rows[index + 1], row),
      source: row.source,
    })),
  }
}

/** How many lines came and went between two states of a text. */
function changedLines(before: RevisionRow | undefined, after: RevisionRow): { added: number; removed: number } {
  const counts = new Map<string, number>()
  for (const line of before ? before.source.split(/\r\n|\n|\r/) : []) counts.set(line, (counts.get(line) ?? 0) - 1)
  for (const line of after.source.split(/\r\n|\n|\r/)) counts.set(line, (counts.get(line) ?? 0) + 1)
  let added = 0
  let removed = 0
  for (const count of counts.values()) {
    if (count > 0) added += count
    else removed -= count
  }
  return { added, removed }
}
