import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import { partiesMeant } from '../../people/index.ts'
import { isCsv, isWord } from '../documents.ts'
import { documentRead } from '../reading-apart.ts'
import type { WholeDocument } from '../reading-work.ts'
import type { importsDocument, importsGet, PreviewPlan } from '../contract.ts'
import { bindingIn } from '../rules/bindings.ts'
import { entersVetted, type Signed } from '../rules/life.ts'
import { planName } from '../rules/naming.ts'
import { displayText } from '../rules/reading/inline.ts'
import { namesIn } from '../rules/signs.ts'
import { type DocumentReading, type PlanReading, underWithoutSaid } from '../rules/reading.ts'
import { getImport } from '../store/imports.ts'
import { signedOf } from '../store/life.ts'
import { plansNamed, plansOfEditions } from '../store/plans.ts'
import { mayBeSeen } from './seen.ts'
import { defectOf, headerOf, hintOf, titleOf } from './shapes.ts'

/** An import with its reading: read anew from the kept bytes, so that what is shown is what confirming would do. */
export async function importPreview(ctx: Context, input: InputOf<typeof importsGet>): Promise<OutputOf<typeof importsGet>> {
  const kept = await readableImport(ctx, input.id)
  return previewOfImport(ctx, kept, await wholeOf(ctx, kept))
}

/** What is worked out of the document of an import. */
export function wholeOf(ctx: Context, { name, bytes, columns, fiscal_year_end }: Kept): Promise<WholeDocument> {
  return documentRead(ctx, { name, bytes, columns, fiscalYearEnd: fiscal_year_end })
}
type Kept = Awaited<ReturnType<typeof getImport>>

/** The same where it has been read already. */
export async function previewOfImport(ctx: Context, kept: Kept, whole: WholeDocument): Promise<OutputOf<typeof importsGet>> {
  const { text, reading, heights } = whole
  const names = reading.plans.map((plan) => planName(plan.title.core))
  const existing = new Map((await plansNamed(ctx.tx, names)).map((plan) => [plan.title.toLowerCase(), plan]))
  const signed = await signedOf(
    ctx.tx,
    [...existing.values()].map(({ id }) => id),
  )
  const none = reading.plans.length === 0 ? nothingFound(reading.seen, kept.name) : undefined
  return {
    id: kept.id,
    name: kept.name,
    text,
    bytes: kept.bytes.length,
    sha256: kept.sha256,
    plans: reading.plans.map((plan, index) => {
      const known = existing.get(names[index]?.toLowerCase() ?? '')
      const height = heights[index] ?? { lines_used: 0, lines_over: 0 }
      return previewOf(plan, { index, height }, known && { slug: known.slug, signed: signed.get(known.id) ?? [] })
    }),
    segments: reading.segments,
    roles: reading.roles,
    defects: none ? [{ code: none.code, text: none.message }] : [...inPart(whole), ...leftOver(text, reading)],
    signs: await signsMeant(ctx, reading),
    columns: whole.columns,
    confirmed_at: kept.confirmed_at?.toISOString() ?? null,
    created: kept.created,
  }
}

/** Whom the plans of a document name, in the order of their first mention, and whom that means here. */
async function signsMeant(ctx: Context, { plans }: DocumentReading): Promise<OutputOf<typeof importsGet>['signs']> {
  const signs = [...new Set(plans.flatMap(namesIn))].slice(0, 500)
  const meant = await partiesMeant(ctx, signs, ctx.today)
  return signs.map((sign) => {
    const party = meant.get(sign)
    if (party?.kind === 'person') return { sign, is: 'person', name: party.person.name }
    return party?.kind === 'group' ? { sign, is: 'group', name: party.group.name } : { sign, is: 'unknown', name: null }
  })
}

/** A document may hold no plan at all; it is kept and exports as it came, but there is nothing to confirm. */
export function nothingFound({ lines, headings, labels }: DocumentReading['seen'], name: string): Refusal {
  if (isCsv(name))
    return new Refusal(
      'refused',
      'import.no_plan_found',
      'No objectives were found. Say which column of the file holds the titles, and which tells results from objectives.',
      { facts: { lines, headings, labels } },
    )
  return new Refusal(
    'refused',
    'import.no_plan_found',
    `No plan was found. Seen: ${lines} lines, ${headings} headings and ${labels} section words. Looked for: a line "Vision" with Priorities, Methods, Obstacles and Measures below it, or objectives with key results. How to write it: put "Vision" on a line of its own and the sentence below, then each section word with a list below – or "Objective 1: …" with a list of results such as "KR 1.1: 90 % of servers report (from 71 %)".`,
    { facts: { lines, headings, labels } },
  )
}

function inPart({ part }: WholeDocument): { code: string; text: string }[] {
  const said = 'The document holds more than is shown here. What is left out is kept, and is read again when it is confirmed.'
  return part ? [{ code: 'import.shown_in_part', text: said }] : []
}

/** What was read as no plan is told: how much, and where it begins; most of a document is worth another word. */
function leftOver(text: string, reading: DocumentReading): { code: string; text: string }[] {
  const rest = reading.segments.filter(({ kind }) => kind === 'rest').map(({ from, to }) => text.slice(from, to))
  const lines = rest.flatMap((part) => part.split(/\r\n|\r|\n/)).filter((line) => /[^\s\uFEFF]/.test(line))
  const [first] = lines
  if (first === undefined || reading.plans.length === 0) return []
  const count = (part: string) => part.replace(/\s+/g, '').length
  const share = rest.reduce((sum, part) => sum + count(part), 0) / Math.max(count(text), 1)
  if (share > 0.5) {
    const said = `${Math.round(share * 100)} % of the document was read as no plan; it is kept as it came. Is a plan missing? Look at the text without colour.`
    return [{ code: 'import.mostly_left_over', text: said }]
  }
  const much = lines.length === 1 ? 'One line belongs' : `${lines.length} lines belong`
  const begins = displayText(first.slice(0, 200))
    .replace(/^[#>\s]+/, '')
    .trim()
    .slice(0, 60)
  return [
    { code: 'import.left_over', text: `${much} to no plan, beginning with “${begins}”: kept as it came, and no part of what is made.` },
  ]
}

type Placed = { index: number; height: WholeDocument['heights'][number] }

function previewOf(
  plan: PlanReading,
  { index, height }: Placed,
  known: { slug: string; signed: readonly Signed[] } | undefined,
): PreviewPlan {
  const existing = known?.slug ?? null
  return {
    index,
    kind: plan.kind,
    // a stub has nothing to add to a plan that is there already
    ticked: plan.ticked && !(plan.kind === 'stub' && existing !== null),
    title: titleOf(plan, false),
    title_found: plan.titleSpan !== null,
    framework: plan.framework,
    level: plan.framework === 'okr' || plan.parent !== null ? 'team' : 'department',
    levels: plan.framework === 'okr' ? ['department', 'team', 'initiative'] : ['company', 'department', 'team', 'initiative'],
    asks: [...(plan.titleSpan ? [] : ['title' as const]), ...(plan.framework === 'okr' && existing === null ? ['level' as const] : [])],
    parent: plan.parent,
    existing_slug: existing,
    preface: plan.preface.map((note) => note.raw),
    header: headerOf(plan.header),
    sections: plan.sections.map((section) => ({
      name: section.name,
      label: section.label,
      qualifier: section.qualifier,
      plain: section.plain,
      lead: section.lead.map((note) => note.raw),
      notes: section.notes.map((note) => note.raw),
      items: section.items.map((item) => ({
        depth: item.depth,
        rank: item.rank,
        text: item.text,
        label: item.label,
        struck: item.struck,
        placeholder: item.placeholder,
        under: underWithoutSaid(item),
        said: item.said,
        hint: hintOf(item.hint),
      })),
    })),
    sketches: plan.sketches.length,
    defects: plan.defects.map(defectOf),
    ...height,
    will: willDo(plan, existing, known?.signed ?? []),
  }
}

/** What confirming would do, in words. */
function willDo(plan: PlanReading, existing: string | null, signed: readonly Signed[]): string {
  const state = entersVetted(plan.header, signed) ? 'as vetted (legacy)' : plan.kind === 'stub' ? 'as a stub to be filled' : 'as a draft'
  const bound = plan.sections.flatMap(({ name, items }) => items.flatMap((item) => bindingIn(name, item) ?? [])).length
  const binds =
    bound === 0 ? '' : ` Binds ${bound === 1 ? 'one measure' : `${bound} measures`} as the text says, where that is to be had here.`
  return existing ? `Adds an edition to the plan "${existing}", ${state}.${binds}` : `Makes a new plan, ${state}.${binds}`
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The imported document, byte for byte. */
export async function importedDocument(ctx: Context, input: InputOf<typeof importsDocument>): Promise<FileAnswer> {
  const kept = await readableImport(ctx, input.id)
  return { type: isWord(kept.bytes) ? wordType : 'text/markdown; charset=utf-8', name: kept.name, bytes: kept.bytes, sha256: kept.sha256 }
}

/** Who imports reads every import; others read a confirmed one, when they may see each of the plans that it made. */
async function readableImport(ctx: Context, id: string) {
  const kept = await getImport(ctx.tx, id)
  if (mayDo(ctx.actor, 'strategy.import')) return kept
  if (kept.confirmed_at === null && !mayDo(ctx.actor, 'strategy.restricted')) {
    throw new Refusal('missing', 'import.unknown', 'There is no such import.')
  }
  const plans = await plansOfEditions(
    ctx.tx,
    kept.created.map(({ edition_id }) => edition_id),
  )
  for (const plan of plans) mayBeSeen(ctx, plan)
  return kept
}
