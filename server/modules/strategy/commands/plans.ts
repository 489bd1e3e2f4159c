import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { companyOf } from '../../people/index.ts'
import { type plansCreate, type plansMakeCurrent, textAsTyped } from '../contract.ts'
import { methodTold } from '../rules/told.ts'
import { entersVetted } from '../rules/life.ts'
import { freeSlug, planName, slugOf } from '../rules/naming.ts'
import { planRead } from '../reading-apart.ts'
import { bytesOf, type Framework, type PlanReading, textOf } from '../rules/reading.ts'
import { templateOf } from '../rules/template.ts'
import { getEdition, lastNo, saveEdition } from '../store/editions.ts'
import { signedOf } from '../store/life.ts'
import { saveMeasures } from '../store/measures.ts'
import type { Known } from '../rules/lineage.ts'
import { getPlan, saveCurrent, savePlan, slugsLike, takePlan } from '../store/plans.ts'
import type { ChangeClass, EditionRow, Level, MeasureRow, PlanAudience, PlanRow } from '../tables.ts'
import { checkPlans } from './alignment/check.ts'
import { headOf, saveText } from './texts.ts'

/** Starts a plan: from the text given, else from the template of its framework. */
export async function createPlan(ctx: Context, input: InputOf<typeof plansCreate>): Promise<OutputOf<typeof plansCreate>> {
  if (input.period_from && input.period_to && input.period_to < input.period_from) {
    throw new Refusal('invalid', 'plan.period_reversed', 'The period ends before it begins.')
  }
  const name = planName(input.title)
  const { title, framework, period_from: from, period_to: to } = input
  const source = textAsTyped(textOf(bytesOf(input.source ?? templateOf({ title, framework, from, to }))), '')
  const { fiscal_year_end } = await companyOf(ctx)
  const reading = await planRead(ctx, source, { name: input.title, title: input.title, fiscalYearEnd: fiscal_year_end }, null)
  const parent = input.parent_slug ? await getPlan(ctx.tx, input.parent_slug) : undefined
  const slug = freeSlug(slugOf(name), await slugsLike(ctx.tx, [slugOf(name)]))
  const plan = await newPlan(ctx, {
    slug,
    name,
    level: input.level,
    framework: input.framework,
    audience: input.audience,
    parentId: parent?.id ?? null,
  })
  const edition = await newEdition(ctx, plan, { source, reading, inherited: null, change: 'new' })
  await checkPlans(ctx, [plan.id])
  return { slug: plan.slug, edition_id: edition.id }
}

type NewPlan = { slug: string; name: string; level: Level; framework: Framework; audience: PlanAudience; parentId: string | null }

/** A plan's row. OKR plans serve a plan above them, so they never stand at company level. */
export async function newPlan(ctx: Context, request: NewPlan): Promise<PlanRow> {
  if (request.framework === 'okr' && request.level === 'company') {
    throw new Refusal(
      'refused',
      'plan.okr_at_company_level',
      'Objectives with key results are for plans below the company level; they serve a plan above them.',
    )
  }
  const plan: PlanRow = {
    id: newId(),
    slug: request.slug,
    former_slugs: [],
    title: request.name,
    level: request.level,
    framework: request.framework,
    parent_id: request.parentId,
    team_id: null,
    audience: request.audience,
    lang: 'en',
    current_edition_id: null,
    current_since: null,
    current_by: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  await savePlan(ctx.tx, plan)
  return plan
}

type NewEdition = {
  source: string
  reading: PlanReading
  inherited: number | null
  change: ChangeClass
  /** the edition whose items and measures it begins with; `amends`: it is to take that one's place */
  from?: { known: readonly Known[]; measures: readonly MeasureRow[]; amends: string | null }
  /** a key for each item of the text, and the measures that it says what they are bound to */
  says?: (edition: EditionRow) => Promise<{ keys: readonly string[]; measures: readonly MeasureRow[] }>
  reason?: string
}

/** The next edition of a plan. One that says when it was vetted enters as vetted (legacy), unless one signed here stands in its way: its defects are listed, nothing is blocked. */
export async function newEdition(ctx: Context, plan: PlanRow, text: NewEdition): Promise<EditionRow> {
  await takePlan(ctx.tx, plan.id)
  const last = await lastNo(ctx.tx, plan.id)
  const { reading } = text
  const { vetted, period } = reading.header
  const signed = (await signedOf(ctx.tx, [plan.id])).get(plan.id) ?? []
  const legacy = text.change === 'import' && entersVetted({ vetted, period }, signed)
  const row: EditionRow = {
    id: newId(),
    plan_id: plan.id,
    no: last.no + 1,
    title_core: reading.title.core,
    title_suffixes: [],
    period_start: null,
    period_end: null,
    period_label: null,
    completeness: null,
    completeness_inherited: text.inherited,
    state: legacy ? 'vetted' : 'draft',
    legacy,
    stub: false,
    dri: null,
    amends: text.from?.amends ?? null,
    predecessor: last.id,
    head_rev: 1,
    lines_used: 0,
    vetted_on: legacy ? reading.header.vetted : null,
    vetted_by: legacy ? (reading.header.parties.find(({ letters }) => letters.includes('D'))?.name ?? null) : null,
    internal_url: null,
    window_closes: null,
    signoff_id: null,
    signed_by: null,
    signed_at: null,
    signed_hash: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
    ...headOf(reading),
  }
  await saveEdition(ctx.tx, row)
  const says = await text.says?.(row)
  const bindings = (says?.measures ?? text.from?.measures ?? []).map((one) => ({
    ...one,
    edition_id: row.id,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }))
  const items = await saveText(
    ctx,
    { edition: row.id, rev: 1, source: text.source, reading, before: says ? { exact: says.keys } : (text.from?.known ?? []), bindings },
    { change: text.change, reason: text.reason },
  )
  const keys = new Set(items.map(({ item_key }) => item_key))
  await saveMeasures(
    ctx.tx,
    bindings.filter(({ item_key }) => keys.has(item_key)),
  )
  await record(ctx, {
    action: text.change === 'import' ? 'strategy.edition.imported' : 'strategy.edition.created',
    subject: { kind: 'edition', id: row.id, label: row.title_core },
    after: { plan: plan.slug, no: row.no, state: row.state, legacy, items: items.length, ...(row.amends ? { amends: row.amends } : {}) },
    ...(text.reason ? { reason: text.reason } : {}),
  })
  if (legacy && row.vetted_on) {
    const methods = items
      .filter((item) => item.section === 'methods' && item.depth === 0 && !item.struck)
      .map((item) => methodTold(item, plan))
    await ctx.announce(
      'strategy.edition.vetted',
      {
        edition_id: row.id,
        plan_id: plan.id,
        slug: plan.slug,
        title: row.title_core,
        level: plan.level,
        legacy,
        period_start: row.period_start,
        period_end: row.period_end,
        vetted_on: row.vetted_on,
        methods,
      },
      { key: plan.id },
    )
  }
  return row
}

/** Says which edition counts while none is vetted for today; who said so and when stays on the plan. */
export async function makeCurrent(ctx: Context, input: InputOf<typeof plansMakeCurrent>): Promise<OutputOf<typeof plansMakeCurrent>> {
  const plan = await getPlan(ctx.tx, input.slug)
  await takePlan(ctx.tx, plan.id)
  const edition = await getEdition(ctx.tx, input.edition_id)
  if (edition.plan_id !== plan.id) throw new Refusal('refused', 'edition.other_plan', 'This edition belongs to another plan.')
  if (edition.state === 'withdrawn' || edition.state === 'superseded') {
    throw new Refusal('conflict', 'edition.wrong_state', `This edition is ${edition.state} and cannot count.`, {
      facts: { state: edition.state, legal: ['draft', 'input', 'agreed', 'vetted'] },
    })
  }
  await saveCurrent(ctx.tx, plan.id, edition.id, ctx.now, ctx.actor.id)
  await record(ctx, {
    action: 'strategy.plan.current_set',
    subject: { kind: 'edition', id: edition.id, label: edition.title_core },
    before: { edition_id: plan.current_edition_id },
    after: { edition_id: edition.id },
    ...(input.reason ? { reason: input.reason } : {}),
  })
  await checkPlans(ctx, [plan.id])
  return { slug: plan.slug, edition_id: edition.id }
}
