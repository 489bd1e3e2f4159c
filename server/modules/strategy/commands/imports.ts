import { readFile } from 'node:fs/promises'
import { arrivedFile } from '../../../kernel/files/files.ts'
import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { companyOf, tellSigns } from '../../people/index.ts'
import type { importsColumns, importsConfirm, importsPreview } from '../contract.ts'
import { columnsOfDocument } from '../documents.ts'
import { nothingFound, previewOfImport, wholeOf } from '../queries/imports.ts'
import { documentRead, planRead } from '../reading-apart.ts'
import { columnsUnmet } from '../rules/goals-csv.ts'
import { freeSlug, planName, slugOf } from '../rules/naming.ts'
import { bytesOf, factsAlone, type PlanReading } from '../rules/reading.ts'
import { namesIn } from '../rules/signs.ts'
import { plainTitle } from '../rules/reading/title.ts'
import { saveColumns, saveConfirmation, saveImport, takeImport } from '../store/imports.ts'
import { followEditions, idsOfSlugs, plansNamed, saveParents, slugsLike } from '../store/plans.ts'
import type { ImportRow, PlanRow } from '../tables.ts'
import { checkPlans } from './alignment/check.ts'
import { readBound, type SaidBindings, saidBindings } from './import-bindings.ts'
import { newEdition, newPlan } from './plans.ts'

/** Keeps a document byte for byte and shows what was read in it. No plan is made before somebody confirms. */
export async function previewImport(ctx: Context, input: InputOf<typeof importsPreview>): Promise<OutputOf<typeof importsPreview>> {
  const bytes = await bytesIn(ctx, input)
  const name = input.name ?? input.file?.name ?? 'pasted.md'
  const { fiscal_year_end } = await companyOf(ctx)
  const whole = await documentRead(ctx, { name, bytes, columns: null, fiscalYearEnd: fiscal_year_end })
  const { reading } = whole
  const document = {
    id: newId(),
    name,
    sha256: sha256(bytes),
    bytes: Buffer.from(bytes),
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  const row = {
    id: newId(),
    document_id: document.id,
    fiscal_year_end,
    segments: reading.segments.map((segment) => ({ ...segment, edition_id: null })),
    created: [],
    columns: null,
    confirmed_at: null,
    confirmed_by: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  await saveImport(ctx.tx, document, row)
  await record(ctx, {
    action: 'strategy.import.previewed',
    subject: { kind: 'plan_import', id: row.id, label: name },
    after: { bytes: bytes.length, plans: reading.plans.length },
  })
  return previewOfImport(ctx, { ...row, name, bytes: document.bytes, sha256: document.sha256 }, whole)
}

/** The document's own bytes: a part of the request, base64, or what was pasted. */
async function bytesIn(ctx: Context, { text, content_base64, file }: InputOf<typeof importsPreview>): Promise<Uint8Array> {
  if (file) return file.content === undefined ? readFile(arrivedFile(ctx, file.sha256).path) : fromBase64(file.content)
  return content_base64 === undefined ? bytesOf(text ?? '') : fromBase64(content_base64)
}

function fromBase64(content: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(content))
    throw new Refusal('invalid', 'import.not_base64', 'The bytes of the file did not arrive whole. Try again.')
  return Buffer.from(content, 'base64')
}

/** What each column of a CSV holds, where its words do not say it; the document is read again. */
export async function chooseColumns(ctx: Context, input: InputOf<typeof importsColumns>): Promise<OutputOf<typeof importsColumns>> {
  const kept = await takeImport(ctx.tx, input.id)
  mustBeOpen(kept)
  const now = columnsOfDocument(kept.name, kept.bytes, kept.columns)
  if (!now) throw new Refusal('conflict', 'import.no_columns', 'This document is no CSV: it has no columns to choose for.')
  const wrong = columnsUnmet(input.columns, now.length)
  if (wrong) throw new Refusal('invalid', 'import.columns_wrong', wrong)
  const chosen = { ...kept, columns: input.columns }
  const whole = await wholeOf(ctx, chosen)
  const { segments } = whole.reading
  await saveColumns(
    ctx.tx,
    kept.id,
    input.columns,
    segments.map((segment) => ({ ...segment, edition_id: null })),
  )
  await record(ctx, {
    action: 'strategy.import.columns_chosen',
    subject: { kind: 'plan_import', id: kept.id, label: kept.name },
    before: { columns: now.map(({ as }) => as) },
    after: { columns: input.columns },
  })
  return previewOfImport(ctx, chosen, whole)
}

function mustBeOpen({ confirmed_at, created }: ImportRow): void {
  if (confirmed_at) throw new Refusal('conflict', 'import.confirmed', 'This import has been confirmed already.', { facts: { created } })
}

type Wish = InputOf<typeof importsConfirm>['plans'][number]

/** Makes the plans that were ticked, each with its bytes as they came; a plan of the same name gets a new edition. */
export async function confirmImport(ctx: Context, input: InputOf<typeof importsConfirm>): Promise<OutputOf<typeof importsConfirm>> {
  const kept = await takeImport(ctx.tx, input.id)
  mustBeOpen(kept)
  const { text, reading: found } = await wholeOf(ctx, kept)
  const { plans } = found
  if (plans.length === 0) throw nothingFound(found.seen, kept.name)
  const wishes = input.plans.map((request) => ({ request, plan: plans[request.index] }))
  if (wishes.some(({ plan }) => !plan))
    throw new Refusal('invalid', 'import.index_unknown', 'One of the chosen plans is not in this document.')
  fitSigns(ctx, input, plans)
  await tellSigns(ctx, input.signs)
  const chosen = await Promise.all(
    wishes.map(({ request, plan }) => ready(ctx, request, plan as PlanReading, { text, fiscalYearEnd: kept.fiscal_year_end })),
  )
  const existing = new Map(
    (
      await plansNamed(
        ctx.tx,
        chosen.map(({ name }) => name),
      )
    ).map((plan) => [plan.title.toLowerCase(), plan]),
  )
  const taken = await slugsLike(
    ctx.tx,
    chosen.map(({ name }) => slugOf(name)),
  )
  const created: OutputOf<typeof importsConfirm>['created'] = []
  const rows = new Map<number, PlanRow>()
  const unbound: OutputOf<typeof importsConfirm>['left'] = []
  for (const { request, name, source, reading, completeness } of chosen) {
    const known = existing.get(name.toLowerCase())
    const plan = known ?? (await newPlan(ctx, fresh(request, name, reading, taken)))
    existing.set(name.toLowerCase(), plan)
    taken.add(plan.slug)
    rows.set(request.index, plan)
    let said: SaidBindings = { keys: [], measures: [], left: [] }
    const edition = await newEdition(ctx, plan, {
      source,
      reading,
      inherited: reading.title.percent === null ? completeness : null,
      change: 'import',
      says: async (row) => {
        said = await saidBindings(ctx, row, reading)
        return said
      },
    })
    if (known) await followEditions(ctx.tx, ctx.today, plan.id)
    await readBound(ctx, edition, plan.slug, said, reading)
    unbound.push(...said.left.map((one) => ({ index: request.index, ...one })))
    created.push({
      index: request.index,
      slug: plan.slug,
      edition_id: edition.id,
      title: reading.title.core,
      state: edition.legacy ? 'vetted (legacy)' : edition.state,
      new_plan: !known,
      measures_bound: said.measures.length,
    })
  }
  const named = await idsOfSlugs(
    ctx.tx,
    input.plans.flatMap(({ parent_slug }) => parent_slug ?? []),
  )
  await saveParents(ctx.tx, parentsOf(plans, rows, input.plans, named))
  const editions = new Map(created.map(({ index, edition_id }) => [index, edition_id]))
  const segments = kept.segments.map((segment) => ({
    ...segment,
    edition_id: segment.plan === null ? null : (editions.get(segment.plan) ?? null),
  }))
  await saveConfirmation(
    ctx.tx,
    kept.id,
    segments,
    created.map(({ index, slug, edition_id, title }) => ({ index, slug, edition_id, title })),
    ctx.now,
    ctx.actor.id,
  )
  await record(ctx, {
    action: 'strategy.import.confirmed',
    subject: { kind: 'plan_import', id: kept.id, label: kept.name },
    after: { created: created.length },
  })
  await checkPlans(
    ctx,
    [...rows.values()].map(({ id }) => id),
  )
  const left = plans.flatMap((plan, index) =>
    editions.has(index) ? [] : [{ index, title: plan.title.core, why: 'It was not ticked; its text stays in the imported document.' }],
  )
  return { created, left: [...left, ...unbound] }
}

/** Only what this document says is told, once; and nobody says that they are the one who agrees or decides. */
function fitSigns(ctx: Context, { signs }: InputOf<typeof importsConfirm>, plans: readonly PlanReading[]): void {
  const said = new Set(plans.flatMap(namesIn))
  const strange = signs.find(({ sign }, at) => !said.has(sign) || signs.findIndex((one) => one.sign === sign) !== at)
  if (strange) throw new Refusal('invalid', 'import.sign_unknown', `“${strange.sign}” is not named in this document, or is told twice.`)
  const weighty = new Set(
    plans.flatMap(({ header }) =>
      header.parties.filter(({ letters }) => letters.includes('D') || letters.includes('A')).map(({ name }) => name),
    ),
  )
  const own = signs.find(({ sign, person_id }) => person_id === personBehind(ctx.actor) && weighty.has(sign))
  if (own)
    throw new Refusal('refused', 'import.sign_oneself', `“${own.sign}” agrees or decides here. Let a colleague import it who is not meant.`)
}

/** A plan's own stretch of the document, read by itself as its edition will be read from now on. */
async function ready(ctx: Context, request: Wish, found: PlanReading, { text, fiscalYearEnd }: { text: string; fiscalYearEnd: string }) {
  const source = text.slice(found.span.from, found.span.to)
  const title = found.titleSpan ? found.title.core : (request.title ?? found.title.core)
  const reading = await planRead(ctx, source, factsAlone(found, title, fiscalYearEnd), found.completeness)
  if (!found.titleSpan) reading.title = plainTitle(title)
  return { request, source, reading, completeness: found.completeness, name: planName(title) }
}

function fresh(request: Wish, name: string, reading: PlanReading, taken: ReadonlySet<string>) {
  return {
    slug: freeSlug(slugOf(name), taken),
    name,
    level: request.level ?? (reading.framework === 'okr' ? 'team' : 'department'),
    framework: reading.framework,
    audience: request.audience,
    parentId: null,
  }
}

/** Which new plan hangs under which: as somebody chose, else by the nesting of their headings. */
function parentsOf(
  plans: PlanReading[],
  rows: Map<number, PlanRow>,
  wishes: Wish[],
  named: Map<string, string>,
): { id: string; parent: string }[] {
  return wishes.flatMap(({ index, parent_slug }) => {
    const plan = rows.get(index)
    const nested = plans[index]?.parent
    const parent = parent_slug ? named.get(parent_slug) : nested === null || nested === undefined ? undefined : rows.get(nested)?.id
    return plan && parent && parent !== plan.id ? [{ id: plan.id, parent }] : []
  })
}
