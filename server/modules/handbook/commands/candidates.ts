import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import type * as promise from '../contract.ts'
import { candidateDetail, draftFor } from '../queries/candidates.ts'
import { looksOf } from '../queries/looking.ts'
import { type CandidateLine, evidenceOf, judgeCandidate, takeCandidate } from '../store/candidates.ts'
import { getPage } from '../store/pages.ts'
import { getVersion } from '../store/texts.ts'
import { noteGaps } from './gaps.ts'
import { createPage } from './pages.ts'
import { keepPage, pageLabel } from './saying.ts'

type Detail = OutputOf<typeof promise.candidatesGet>
const mostEvidence = 100

/** Begins a procedure of what is asked for: a draft that whoever keeps it finishes. */
export async function acceptCandidate(ctx: Context, input: InputOf<typeof promise.candidatesAccept>): Promise<Detail> {
  const row = await takeOpen(ctx, input)
  const { audience, groups } = input
  if (row.readers !== null && audience !== 'restricted')
    throw new Refusal('refused', 'candidate.for_the_few', 'It is made of channels that only some read: its page is for groups.', {
      unmet: [{ code: 'candidate.for_the_few', text: 'Say which groups read it.', path: 'groups' }],
    })
  const evidence = await evidenceOf(ctx.tx, row.id, mostEvidence)
  const page = await createPage(ctx, {
    source: draftFor({ ...row, title: input.title ?? row.title }, evidence),
    note: 'Begun from what people ask for',
    ...(input.owner === undefined ? {} : { owner: input.owner }),
    ...{ backup: null, audience, groups },
  })
  await judge(ctx, row, { state: 'accepted', accepted_as: 'page', page_id: page.id })
  await noteGaps(ctx)
  return said(ctx, row, 'accepted', { as: 'page' })
}

/** A page has it: it is found by these words from now on. */
export async function aliasCandidate(
  ctx: Context,
  { page: id, words, ...input }: InputOf<typeof promise.candidatesAlias>,
): Promise<Detail> {
  const row = await takeOpen(ctx, input)
  const page = await getPage(ctx.tx, id, await looksOf(ctx))
  if (page.retired_on !== null) throw new Refusal('refused', 'missed.page_retired', 'A page that is retired is found no more.')
  await judge(ctx, row, { state: 'accepted', accepted_as: 'alias', page_id: page.id, alias: words })
  await keepPage(ctx, page, (await getVersion(ctx.tx, page.id, page.no)).source)
  await record(ctx, { action: 'handbook.page.called', subject: pageLabel(page), after: { words: row.readers === null ? words : null } })
  return said(ctx, row, 'accepted', { as: 'alias' })
}

/** Nothing is to be written. */
export async function dismissCandidate(ctx: Context, input: InputOf<typeof promise.candidatesDismiss>): Promise<Detail> {
  const row = await takeOpen(ctx, input)
  await judge(ctx, row, { state: 'dismissed', reason: input.reason, items_then: row.items })
  return said(ctx, row, 'dismissed', { reason: input.reason })
}

async function takeOpen(ctx: Context, { id, if_match }: { id: string; if_match?: number | undefined }): Promise<CandidateLine> {
  const row = await takeCandidate(ctx.tx, id, await looksOf(ctx), { now: ctx.now, version: if_match })
  if (row.state !== 'raised' && row.state !== 'known')
    throw new Refusal('conflict', 'candidate.wrong_state', 'Somebody has said already what becomes of it.', {
      facts: { state: row.state, legal: [] },
    })
  return row
}

async function judge(ctx: Context, row: CandidateLine, change: Parameters<typeof judgeCandidate>[2]): Promise<void> {
  await judgeCandidate(ctx.tx, row.id, {
    ...change,
    ...{ judged_by: personBehind(ctx.actor), judged_by_name: ctx.actor.name, judged_at: ctx.now, version: row.version + 1 },
  })
}

async function said(
  ctx: Context,
  row: CandidateLine,
  how: 'accepted' | 'dismissed',
  more: { as?: 'page' | 'alias'; reason?: string },
): Promise<Detail> {
  const { reason, ...after } = more
  await record(ctx, {
    action: `handbook.candidate.${how}`,
    subject: { kind: 'candidate', id: row.id, label: row.readers === null ? row.title : 'A candidate for the few' },
    before: { state: row.state },
    after: { state: how, ...after },
    ...(reason === undefined || row.readers !== null ? {} : { reason }),
  })
  await ctx.announce(`handbook.candidate.${how}`, how === 'accepted' ? { candidate_id: row.id, as: more.as } : { candidate_id: row.id }, {
    key: row.id,
  })
  return candidateDetail(ctx, row.id)
}
