import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal, type Unmet, unlessRefused } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { Attention } from '../../../kernel/room.ts'
import { standingsOf } from '../../decisions/index.ts'
import { askingOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { runsOf } from '../rules/differences.ts'
import { procedureOf } from '../rules/procedures.ts'
import { project } from '../rules/projection.ts'
import { readingOf } from '../rules/reading.ts'
import { rendered } from '../rules/render.ts'
import { freshness } from '../rules/reviews.ts'
import { listedAmong } from '../store/contents.ts'
import { getPage } from '../store/pages.ts'
import { getProcedure, getProposal, listProcedures, openProposal, reviewsDue, stepKeys } from '../store/procedures.ts'
import { schedulesOf } from '../store/schedules.ts'
import { getVersion } from '../store/texts.ts'
import type { PageTable, ProcedureTable, ProposalTable } from '../tables.ts'
import { agreementOn, proposalState, rapidOf, thingOf, unmetFor } from './agreement.ts'
import { filesInApp } from './attachments.ts'
import { scheduleLines } from './expected.ts'
import { inApp, inPublic, keeps, linkedFrom, looksOf, readerOf } from './looking.ts'
import { stepsFor } from './steps.ts'
import { publicHashOf } from './texts.ts'

const gone = 'Somebody who left'

export async function findProcedures(
  ctx: Context,
  input: InputOf<typeof promise.proceduresList>,
): Promise<OutputOf<typeof promise.proceduresList>> {
  const page = await listProcedures(ctx.tx, { asking: await askingOf(ctx), looks: await looksOf(ctx), today: ctx.today }, input)
  const standings = await standingsOf(
    ctx,
    page.items.map((row) => ({ ...thingOf(row.id), hash: row.in_force_hash ?? '' })),
  )
  const items = page.items.map((row, at) => ({
    id: row.id,
    number: row.number ?? '',
    title: row.title,
    function: row.function_name,
    state: stateOf(row, row, row.proposed),
    listed: row.function_id !== null,
    aligned: row.aligned,
    owner: { id: row.owner, name: row.owner_name ?? gone },
    backup: row.backup === null ? null : { id: row.backup, name: row.backup_name ?? gone },
    agreed: standings[at]?.is ?? ('none' as const),
    review_on: row.review_on,
    review: row.review_on === null || row.retired_on !== null ? null : freshness(row.review_on, ctx.today),
    tier: String(row.tier) as '1' | '2' | '3',
    audience: row.audience,
  }))
  return { ...page, items }
}

function stateOf(page: Pick<PageTable, 'retired_on'>, row: Pick<ProcedureTable, 'in_force_no'>, proposed: boolean) {
  if (page.retired_on !== null) return 'retired' as const
  if (row.in_force_no === null) return 'draft' as const
  return proposed ? ('revising' as const) : ('in_force' as const)
}

export async function readProcedure(
  ctx: Context,
  { id }: InputOf<typeof promise.proceduresGet>,
): Promise<OutputOf<typeof promise.proceduresGet>> {
  const looks = await looksOf(ctx)
  const page = await getPage(ctx.tx, id, looks)
  const row = await getProcedure(ctx.tx, id)
  const [{ source, content_hash }, keys, proposal, listed] = await Promise.all([
    getVersion(ctx.tx, id, page.no),
    stepKeys(ctx.tx, id, page.no),
    openProposal(ctx.tx, id),
    listedAmong(ctx.tx, [id]),
  ])
  const reader = await readerOf(ctx, page, source, looks)
  const _shown = project(source, reader)
  const { tier, purpose, scope, trigger, promise: promised, exceptions } = procedureOf(source)
  const own = keeps(ctx, page)
  const live = page.retired_on === null
  const draft = row.in_force_no === null
  return {
    ...{ id, number: page.number ?? '', title: page.title, state: stateOf(page, row, proposal !== undefined) },
    ...{ tier, purpose, scope, trigger, promise: promised, exceptions },
    function: listed.get(id) ?? null,
    in_force: draft ? null : { no: page.no, label: page.label, since: row.in_force_since ?? '' },
    agreed: await agreementOn(ctx, id, content_hash),
    review:
      row.review_on === null || !live
        ? null
        : {
            on: row.review_on,
            is: freshness(row.review_on, ctx.today),
            reviewed_on: row.reviewed_on ?? '',
            months: row.months,
            pulled_by: row.pulled_by,
          },
    rapid: (await rapidOf(ctx, source)).map(({ letter, sign, name }) => ({ letter, sign, name })),
    steps: await stepsFor(ctx, page, { source, no: page.no, keys, reader, looks }),
    schedules: await scheduleLines(ctx, await schedulesOf(ctx.tx, id)),
    triggers: row.triggers,
    unmet: draft && live ? (await unmetFor(ctx, page, { source, hash: content_hash })).map(toldOf) : [],
    proposal: proposal ? await proposalLine(ctx, page, proposal) : null,
    may: live
      ? [...(own ? ['propose', ...(draft ? [] : ['review'])] : []), ...(draft || !mayDo(ctx.actor, 'handbook.follow') ? [] : ['run'])]
      : [],
  }
}

function toldOf({ code, text, item }: Unmet) {
  return { code, text, ...(item === undefined ? {} : { item }) }
}

/** A text that was put forward, without its words. */
export async function proposalLine(
  ctx: Context,
  page: PageTable,
  proposal: ProposalTable,
): Promise<OutputOf<typeof promise.proposalsCreate>> {
  const { state, decision } = await proposalState(ctx, proposal)
  const { id, base, note, by_id, by_name, at, source, content_hash: hash } = proposal
  const open = proposal.ended_at === null
  return {
    ...{ id, page: page.id, base, class: proposal.class, note, by: { id: by_id, name: by_name }, at, state, decision },
    unmet: open && state !== 'returned' ? (await unmetFor(ctx, page, { source, hash })).map(toldOf) : [],
    may: open && page.retired_on === null && keeps(ctx, page) ? ['withdraw', ...(state === 'agreed' ? ['publish'] : [])] : [],
  }
}

/** The page of a text that was put forward. Refuses `proposal.unknown`, also for what the asker may not open. */
export async function pageOfProposal(ctx: Context, id: string): Promise<{ page: PageTable; proposal: ProposalTable }> {
  const proposal = await getProposal(ctx.tx, id)
  const page = await unlessRefused(getPage(ctx.tx, proposal.page_id, await looksOf(ctx)))
  if (!page) throw new Refusal('missing', 'proposal.unknown', 'No such text was put forward.')
  return { page, proposal }
}

export async function readProposal(
  ctx: Context,
  { id }: InputOf<typeof promise.proposalsGet>,
): Promise<OutputOf<typeof promise.proposalsGet>> {
  const { page, proposal } = await pageOfProposal(ctx, id)
  const looks = await looksOf(ctx)
  const { source: before } = await getVersion(ctx.tx, page.id, proposal.base)
  const { source } = proposal
  const reader = await readerOf(ctx, page, before + source, looks)
  const shown = project(source, reader)
  const { title } = readingOf(shown, page.path)
  const linked = await linkedFrom(ctx, source, page.path)
  const { leads, known } = inPublic(linked)
  const files = await filesInApp(ctx, page, page.no, source)
  const outside = page.audience === 'public'
  return {
    ...(await proposalLine(ctx, page, proposal)),
    title,
    html: rendered(shown, title, files.leads(inApp(linked, looks)), files.shows).html,
    public_html: outside ? rendered(project(source, 'everyone', known), title, files.leads(leads), files.shows).html : null,
    public_hash: outside ? publicHashOf(source) : null,
    runs: runsOf(project(before, reader), shown),
  }
}

/** What waits for whoever keeps procedures: those whose review is due. */
export async function dueReviews(ctx: Context): Promise<Attention[]> {
  const { person } = await looksOf(ctx)
  const due = await reviewsDue(ctx.tx, person, ctx.today)
  return due.map((page) => ({
    kind: 'procedure_review',
    title: `Is ${page.number} still right?`,
    detail: `“${page.title}” was to be read again on ${page.review_on}.`,
    href: `/handbook/pages/${page.id}`,
    act: 'Review',
    at: new Date(`${page.review_on}T12:00:00Z`),
  }))
}
