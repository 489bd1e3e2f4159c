import { record } from '../../../kernel/audit.ts'
import { addBusinessDays } from '../../../kernel/calendar/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { endNotices } from '../../../kernel/notices.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal, type Unmet } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { calledOf } from '../../../kernel/subject.ts'
import { noteSubject, open } from '../../decisions/index.ts'
import { calendarOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { agreementOn, proposalState, rapidOf, thingOf, triggersUnmet, unmetFor, unmetStill } from '../queries/agreement.ts'
import { contentHash, opened } from '../queries/becoming.ts'
import { pageRef } from '../queries/pages.ts'
import { pageOfProposal, proposalLine } from '../queries/procedures.ts'
import { stepsUnmet } from '../rules/guards.ts'
import { whoUnmet } from '../queries/whose.ts'
import { changeOf, procedureOf } from '../rules/procedures.ts'
import { nextReview } from '../rules/reviews.ts'
import { stepsOf } from '../rules/steps.ts'
import { addProposal, endProposal, getProcedure, getProposal, openProposal, saveProcedure } from '../store/procedures.ts'
import { savePage } from '../store/pages.ts'
import { getVersion } from '../store/texts.ts'
import type { PageTable, ProposalTable } from '../tables.ts'
import { endAsked, fitKind } from './following.ts'
import { filledOrRefused } from './including.ts'
import { fitReaders } from './readers.ts'
import { followMethods } from './methods.ts'
import { takeOwn } from './pages.ts'
import { putOut } from './publish.ts'
import { pulled } from './pulling.ts'
import { followRule } from './training.ts'
import { fitText, keepPage, pageLabel, sayAgain } from './saying.ts'

type Line = OutputOf<typeof promise.proposalsCreate>

/** Working days that those who are asked have. */
const windowDays = 5

/** Asks those whom a text names whether they agree to exactly this text; one that was put forward before gives way to it. */
export async function putForward(ctx: Context, input: InputOf<typeof promise.proposalsCreate>): Promise<Line> {
  const page = await takeOwn(ctx, input.id)
  const row = await getProcedure(ctx.tx, page.id)
  const head = await getVersion(ctx.tx, page.id, page.no)
  if (input.base !== page.no)
    throw new Refusal(
      'conflict',
      'proposal.base_moved',
      'The page has another text by now. Read it, and put your text forward on top of it.',
      {
        facts: { no: page.no },
      },
    )
  const source = await filledOrRefused(ctx, { source: input.source ?? head.source, before: head.source, page: page.id })
  const hash = contentHash(source)
  if (hash === head.content_hash && row.in_force_no !== null && (await unmetStill(ctx, page, { source, hash })).length === 0)
    throw new Refusal('conflict', 'proposal.nothing_new', 'This very text is followed already, and agreed to.')
  fitKind(page, source)
  await fitText(ctx, source, page, { source: head.source })
  const named = await rapidOf(ctx, source)
  fitAsked(source, named, await whoUnmet(ctx, source))
  await fitReaders(ctx, page, { source, named })
  const before = await openProposal(ctx.tx, page.id)
  if (before) await endAsked(ctx, before, 'replaced', 'Another text is put forward in its place.')
  const kind =
    row.in_force_no === null
      ? ('first' as const)
      : changeOf({ source: head.source, audience: page.audience }, { source, audience: page.audience })
  const ref = pageRef(page)
  const decision_id = await open(ctx, {
    kind: 'signoff',
    issue: `Do we follow “${calledOf(ref)}” as it is put forward?`,
    proposal: `${page.number}${page.audience === 'restricted' ? '' : `: ${input.note}`}\n\nAn answer is given on exactly this text. What it changes stands on the page, under Agreement.`,
    subjects: [
      { ...thingOf(page.id), version_hash: hash, title: calledOf(ref), href: `${ref.href}?tab=agreement`, audience: page.audience },
    ],
    parties: [
      // whoever keeps it stands behind it, also where a program puts it forward
      ...(named.some(({ letter }) => letter === 'R') ? [] : [{ letter: 'R' as const, person_id: page.owner }]),
      ...named.map(({ letter, person_id, group_id }) => ({
        letter,
        person_id: person_id ?? undefined,
        group_id: group_id ?? undefined,
      })),
    ],
    need_by: input.need_by ?? addBusinessDays(ctx.today, windowDays, await calendarOf(ctx)),
    audience: page.audience === 'restricted' ? 'restricted' : 'internal',
  })
  const proposal: ProposalTable = {
    ...{ id: newId(), page_id: page.id, base: page.no, source, content_hash: hash, class: kind, note: input.note, decision_id },
    ...{ by_id: personBehind(ctx.actor), by_name: ctx.actor.name, at: ctx.now, ended_at: null, ended_as: null },
  }
  await addProposal(ctx.tx, proposal)
  await record(ctx, { action: 'handbook.proposal.opened', subject: pageLabel(page), after: { class: kind, decision: decision_id } })
  await ctx.announce('handbook.proposal.opened', { page_id: page.id, class: kind }, { key: page.id })
  return proposalLine(ctx, page, proposal)
}

/** What must hold before anybody is asked: steps that can be followed, and whose word it is. */
function fitAsked(source: string, named: Awaited<ReturnType<typeof rapidOf>>, nobody: readonly Unmet[]): void {
  const { tier, role } = procedureOf(source)
  const unmet: Unmet[] = [...stepsUnmet({ steps: stepsOf(source), tier, role }), ...triggersUnmet(source), ...nobody]
  const deciders = named.filter(({ letter }) => letter === 'D')
  if (deciders.length !== 1)
    unmet.push({
      code: 'rapid.one_decider',
      text: `Exactly one person decides: \`rapid: MO(D)\` at the top of the text, with their initials. ${deciders.length === 0 ? 'Nobody is named' : `${deciders.length} are named`} with D.`,
      path: 'source',
    })
  for (const { sign, name } of named)
    if (name === null)
      unmet.push({ code: 'rapid.unknown_party', text: `“${sign}” is nobody here. Write initials or a group’s short name.`, path: 'source' })
  const [first] = unmet
  if (first) throw new Refusal('refused', first.code, first.text, { unmet })
}

export async function withdrawProposal(ctx: Context, { id, reason }: InputOf<typeof promise.proposalsWithdraw>): Promise<Line> {
  const { page, proposal } = await takeOpen(ctx, id)
  const { state } = await proposalState(ctx, proposal)
  await endAsked(ctx, proposal, 'withdrawn', reason)
  await record(ctx, {
    action: 'handbook.proposal.withdrawn',
    subject: pageLabel(page),
    before: { state },
    ...(page.audience === 'restricted' ? {} : { reason }),
  })
  await ctx.announce('handbook.proposal.withdrawn', { page_id: page.id }, { key: page.id })
  return proposalLine(ctx, page, await getProposal(ctx.tx, id))
}

/** A text that was agreed to is followed from now on, when nothing else is missing; all that is, is said at once. */
export async function publishProposal(ctx: Context, { id, public_hash }: InputOf<typeof promise.proposalsPublish>): Promise<Line> {
  const { page, proposal } = await takeOpen(ctx, id)
  const row = await getProcedure(ctx.tx, page.id)
  const { source, content_hash: hash, note } = proposal
  const unmet = await unmetFor(ctx, page, { source, hash })
  const [first] = unmet
  if (first) throw new Refusal('refused', first.code, first.text, { unmet })
  const before = await getVersion(ctx.tx, page.id, page.no)
  const change = proposal.class === 'first' ? changeOf({ ...page, source: before.source }, { ...page, source }) : proposal.class
  const put =
    hash === before.content_hash ? page : await putOut(ctx, page, before, { source, note, class: change, seen: public_hash, agreed: true })
  const now = await inForce(ctx, put, source)
  const { months } = procedureOf(source)
  await saveProcedure(ctx.tx, {
    ...{ ...row, ...kept(source), in_force_no: now.no, in_force_since: ctx.today },
    ...{ reviewed_on: ctx.today, review_on: nextReview(ctx.today, months), pulled_to: null, pulled_by: null },
  })
  await endProposal(ctx.tx, id, 'published', ctx.now)
  await endNotices(ctx, { reason: pulled, kind: 'page', id: page.id })
  // of a draft that was read before a plan was vetted
  await followMethods(ctx, now, source)
  await followRule(ctx, now)
  await noteSubject(ctx, { ...thingOf(page.id), version_hash: hash, title: calledOf(pageRef(now)) })
  await record(ctx, {
    action: 'handbook.procedure.published',
    subject: pageLabel(now),
    before: { in_force: row.in_force_no },
    after: { in_force: now.no, label: now.label, decision: (await agreementOn(ctx, page.id, hash)).decision?.number },
  })
  await ctx.announce('handbook.procedure.published', { page_id: page.id, no: now.no, class: proposal.class }, { key: page.id })
  return proposalLine(ctx, now, await getProposal(ctx.tx, id))
}

/** The first text in force: only now everyone sees a page that is for them. */
async function inForce(ctx: Context, page: PageTable, source: string): Promise<PageTable> {
  if (!page.draft) return page
  const now = opened(ctx, page)
  await savePage(ctx.tx, page.id, { draft: now.draft, public_since: now.public_since })
  await keepPage(ctx, now, source)
  await sayAgain(ctx, page, now)
  return now
}

function kept(source: string) {
  const { tier, months, promise, triggers } = procedureOf(source)
  return { tier, months, promise: promise?.slice(0, 200) ?? null, triggers }
}

/** A procedure in force was read again and is still right: the clock begins anew. */
export async function reviewProcedure(
  ctx: Context,
  { id, note }: InputOf<typeof promise.proceduresReview>,
): Promise<OutputOf<typeof promise.proceduresReview>> {
  const page = await takeOwn(ctx, id)
  const row = await getProcedure(ctx.tx, id)
  if (row.in_force_no === null)
    throw new Refusal('conflict', 'procedure.not_in_force', 'Nobody follows this draft yet. Put it forward, so that it is agreed to.')
  const review_on = nextReview(ctx.today, row.months)
  await saveProcedure(ctx.tx, { ...row, reviewed_on: ctx.today, review_on, pulled_to: null, pulled_by: null })
  await endNotices(ctx, { reason: pulled, kind: 'page', id })
  await record(ctx, {
    action: 'handbook.procedure.reviewed',
    subject: pageLabel(page),
    before: { review_on: row.review_on },
    after: { review_on },
    ...(page.audience === 'restricted' ? {} : { reason: note }),
  })
  await ctx.announce('handbook.procedure.reviewed', { page_id: id, review_on }, { key: id })
  return { reviewed_on: ctx.today, review_on }
}

/** With its page locked, and still put forward. Refuses `proposal.ended`. */
async function takeOpen(ctx: Context, id: string): Promise<{ page: PageTable; proposal: ProposalTable }> {
  const { page: seen } = await pageOfProposal(ctx, id)
  const page = await takeOwn(ctx, seen.id)
  const proposal = await getProposal(ctx.tx, id)
  if (proposal.ended_as !== null)
    throw new Refusal('conflict', 'proposal.ended', `This text is put forward no more: it was ${proposal.ended_as}.`, {
      facts: { state: proposal.ended_as },
    })
  return { page, proposal }
}
