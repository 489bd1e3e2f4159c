import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { cut, readCursor } from '../../../kernel/page.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import { publicMetrics, wordsOf } from '../../data/index.ts'
import { partiesMeant, signsByName } from '../../people/index.ts'
import { legendOf } from '../rules/legend.ts'
import type {
  editionsProjection,
  PublicPlan,
  publicPlansGet,
  publicPlansList,
  publicPlansMarkdown,
  publicPlansVersion,
} from '../contract.ts'
import { internalKeys, isLocked, namesIn, projected, type Projection, publicMarkdown, signFor, titles } from '../rules/projection.ts'
import { bytesOf, type PlanReading } from '../rules/reading.ts'
import { getEdition, getRevision, listItems, planOf } from '../store/editions.ts'
import { listMeasures, recentReadings } from '../store/measures.ts'
import { listPublic, type PublicEdition, publicEditions } from '../store/public.ts'
import type { EditionRow, MeasureRow, PlanRow, ReadingRow } from '../tables.ts'
import { mayBeSeen } from './seen.ts'

export async function publicPlans(ctx: Context, input: InputOf<typeof publicPlansList>): Promise<OutputOf<typeof publicPlansList>> {
  const [after] = readCursor(input.cursor) ?? []
  const rows = await listPublic(ctx.tx, ctx.today, after, input.limit)
  const page = cut(rows, input.limit, (row) => [row.slug])
  const titleFor = titles(await signsOf(ctx, [], ctx.today))
  return {
    next: page.next,
    items: page.items.filter(isListed).map(({ slug, plan_title, level, period_start, period_end, vetted_on }) => ({
      ...{ slug, title: titleFor(plan_title), level, period_from: period_start, period_to: period_end, vetted_on },
      href: `/plans/${slug}`,
    })),
  }
}

/** A plan whose title is for colleagues alone is not told of. */
export function isListed({ plan_title, title }: Pick<PublicEdition, 'plan_title' | 'title'>): boolean {
  return !isLocked(plan_title) && !isLocked(title)
}

/** Whether anyone may read a title as it stands: it bears no lock and names nobody, and neither does the address that is made of it. */
export async function mayBeTold(ctx: Context, title: string): Promise<boolean> {
  if (isLocked(title)) return false
  return titles(await signsOf(ctx, [], ctx.today))(title) === titles(new Map())(title)
}

export async function publicPlan(ctx: Context, { slug }: InputOf<typeof publicPlansGet>): Promise<PublicPlan> {
  return (await publishedPlan(ctx, slug)).plan
}

export async function publicVersion(ctx: Context, { slug, vetted_on }: InputOf<typeof publicPlansVersion>): Promise<PublicPlan> {
  return (await publishedPlan(ctx, slug, vetted_on)).plan
}

export async function publicText(ctx: Context, { slug }: InputOf<typeof publicPlansMarkdown>): Promise<FileAnswer> {
  const { plan, projection } = await publishedPlan(ctx, slug)
  return {
    type: 'text/markdown; charset=utf-8',
    name: `${plan.slug}.md`,
    bytes: bytesOf(publicMarkdown(projection, plan.vetted_on)),
    inline: true,
  }
}

/** A published plan, as it stands or as it stood. What is not published answers as what does not exist. */
export async function publishedPlan(ctx: Context, slug: string, vettedOn?: Day): Promise<{ plan: PublicPlan; projection: Projection }> {
  // no plan has such an address, and the database takes none
  const editions = /^[a-z0-9-]{1,200}$/.test(slug) ? await publicEditions(ctx.tx, slug) : []
  const now = inForceOn(editions, ctx.today)
  const edition = vettedOn === undefined ? now : editions.find(({ vetted_on }) => vetted_on === vettedOn)
  if (!edition || !now) throw new Refusal('missing', 'plan.unpublished', 'There is no such plan.')
  const row = await getEdition(ctx.tx, edition.id)
  if (isLocked(now.plan_title) || isLocked(now.title) || isLocked(edition.title))
    throw new Refusal('missing', 'plan.unpublished', 'There is no such plan.')
  return projectionOf(ctx, row, await planOf(ctx.tx, row), editions, now)
}

/** The edition that stands for a plan: in force today, else the newest that has begun, else the newest. */
function inForceOn(editions: readonly PublicEdition[], today: Day): PublicEdition | undefined {
  const begun = editions.filter(({ period_start }) => period_start === null || period_start <= today)
  const inForce = begun.find(
    (one) => one.state === 'vetted' && one.period_start !== null && (one.period_end === null || one.period_end >= today),
  )
  return inForce ?? begun[0] ?? editions[0]
}

async function projectionOf(
  ctx: Context,
  row: EditionRow,
  plan: PlanRow,
  editions: readonly PublicEdition[],
  now: PublicEdition | undefined,
): Promise<{ plan: PublicPlan; projection: Projection }> {
  const { source, reading } = await getRevision(ctx.tx, row.id, row.head_rev)
  const keys = await keysOf(ctx, row.id, reading)
  const since = await internalSince(ctx, row, editions, now)
  const projection = projected(source, reading, keys, await signsOf(ctx, namesIn(reading), row.vetted_on ?? ctx.today), since)
  const figures = await figuresOf(ctx, row)
  const { title, period, parties, sections, hash } = projection
  const days = new Set<string>()
  const versions = editions.filter(({ id, vetted_on }) => id !== row.id && id !== now?.id && !days.has(vetted_on) && days.add(vetted_on))
  const shaped: PublicPlan = {
    schema: 'quarterdeck.public-plan/1',
    ...{ slug: plan.slug, title, level: plan.level, framework: reading.framework },
    stands: standsOf(row, now, ctx.today),
    ...{ period, parties, legend: legendOf(parties), vetted_on: row.vetted_on, hash },
    sections: sections.map((section) => ({
      ...section,
      items: section.items.map(({ key, ...item }) => ({ ...item, figure: figures.get(key) ?? null })),
    })),
    counts: countsOf(projection),
    versions: versions.map(({ vetted_on, slug, period_start, period_end }) => ({
      vetted_on,
      title: period_start && period_end ? `${period_start} to ${period_end}` : vetted_on,
      href: `/plans/${slug}/versions/${vetted_on}`,
    })),
    internal_href: `/app/strategy/editions/${row.id}`,
  }
  return { plan: shaped, projection }
}

async function keysOf(ctx: Context, id: string, reading: PlanReading): Promise<string[][]> {
  const items = await listItems(ctx.tx, id)
  let at = 0
  return reading.sections.map((section) => section.items.map(() => items[at++]?.item_key ?? ''))
}

/** What is internal in the edition of now or in the newest one stays so in those before it. */
async function internalSince(
  ctx: Context,
  row: EditionRow,
  editions: readonly PublicEdition[],
  now: PublicEdition | undefined,
): Promise<Set<string>> {
  const newer = editions.slice(
    0,
    Math.max(
      0,
      editions.findIndex(({ id }) => id === row.id),
    ),
  )
  const [newest] = newer
  const inForce = newer.find(({ id }) => id === now?.id)
  const later = newest ? await internalIn(ctx, newest.id) : []
  const today = inForce && inForce.id !== newest?.id ? await internalIn(ctx, inForce.id) : []
  return new Set([...later, ...today])
}

async function internalIn(ctx: Context, id: string): Promise<Set<string>> {
  const edition = await getEdition(ctx.tx, id)
  const { source, reading } = await getRevision(ctx.tx, id, edition.head_rev)
  return internalKeys(source, reading, await keysOf(ctx, id, reading))
}

function standsOf(row: EditionRow, now: PublicEdition | undefined, today: Day): PublicPlan['stands'] {
  if (now && now.id !== row.id) return row.period_start !== null && row.period_start > today ? 'ahead' : 'former'
  if (row.period_start !== null && row.period_start > today) return 'ahead'
  return row.period_end !== null && row.period_end < today ? 'over' : 'in_force'
}

function countsOf({ sections }: Projection): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { name, items } of sections) counts[name] = (counts[name] ?? 0) + items.length
  return counts
}

/** By what sign everybody whom a plan names is known to anyone; full names too, since a text may call by them whom its header calls by initials. */
async function signsOf(ctx: Context, names: readonly string[], day: Day): Promise<Map<string, string>> {
  // a colleague whom the text calls by a full name is one whether or not its header names them; one word alone may be any word
  const signs = new Map(
    [...(await signsByName(ctx))]
      .filter(([name]) => /\S\s+\S/.test(name))
      .map(([name, initials]) => [name, initials ?? signFor(name)] as const),
  )
  for (const [name, party] of await partiesMeant(ctx, names, day)) {
    const full = party.kind === 'person' ? party.person.name : name
    const sign = party.kind === 'person' ? party.person.initials : party.kind === 'group' ? party.group.short_name : null
    signs.set(name, sign ?? signFor(full))
    signs.set(full, sign ?? signFor(full))
  }
  return signs
}

/**
 * Values are for anyone only where the metric is, whole and by the text that was opened: a part of it, such as one country's, was not. What a
 * plan says in its text is for anyone as the text is.
 */
async function figuresOf(ctx: Context, row: EditionRow) {
  const bound = (await listMeasures(ctx.tx, row.id)).flatMap((one) =>
    one.metric_id === null ? [] : [{ ...one, metric_id: one.metric_id }],
  )
  const open = await publicMetrics(
    ctx,
    bound.map(({ metric_id }) => metric_id),
  )
  const measures = bound.filter(({ metric_id, filter }) => open.has(metric_id) && Object.keys(filter ?? {}).length === 0)
  if (measures.length === 0) return new Map<string, never>()
  const last = new Map((await recentReadings(ctx.tx, row.id, 1)).map((one) => [one.item_key, one]))
  const readingOf = ({ item_key, metric_id }: (typeof measures)[number]) => {
    const reading = last.get(item_key)
    return reading?.definition_hash === open.get(metric_id) ? reading : undefined
  }
  return new Map(measures.map((one) => [one.item_key, figureOf(one, readingOf(one))]))
}

function figureOf({ metric_id, target, unit }: MeasureRow, last: ReadingRow | undefined) {
  const metric = wordsOf(metric_id ?? '')?.label ?? ''
  return { metric, value: last?.value ?? null, day: last?.day ?? null, target, unit: unit ?? '' }
}

/** What anyone would see of an edition, before it is vetted or published too. */
export async function projectionFor(
  ctx: Context,
  { id }: InputOf<typeof editionsProjection>,
): Promise<OutputOf<typeof editionsProjection>> {
  const row = await getEdition(ctx.tx, id)
  const plan = await planOf(ctx.tx, row)
  mayBeSeen(ctx, plan)
  const editions = await publicEditions(ctx.tx, plan.slug)
  const own = editions.find((one) => one.id === id)
  const now = inForceOn(editions, ctx.today)
  const shaped = await projectionOf(ctx, row, plan, editions, own ? now : undefined)
  const href = own && (own.id === now?.id ? `/plans/${plan.slug}` : `/plans/${plan.slug}/versions/${own.vetted_on}`)
  return {
    plan: shaped.plan,
    published: plan.audience === 'public',
    public_href: href ?? null,
    may: mayDo(ctx.actor, 'strategy.publish') !== undefined && plan.audience !== 'restricted' ? ['publish'] : [],
  }
}
