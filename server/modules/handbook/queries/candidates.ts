import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { askingOf, personsOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { bestAnswer, draftOf } from '../rules/mining/drafts.ts'
import { type CandidateLine, evidenceOf, getCandidate, listCandidates } from '../store/candidates.ts'
import type { QuestionTable } from '../tables-mining.ts'
import { looksOf } from './looking.ts'

type Line = OutputOf<typeof promise.candidatesList>['items'][number]
type Detail = OutputOf<typeof promise.candidatesGet>

const [mostEvidence, mostAsked] = [100, 8]

export async function findCandidates(
  ctx: Context,
  input: InputOf<typeof promise.candidatesList>,
): Promise<OutputOf<typeof promise.candidatesList>> {
  const page = await listCandidates(ctx.tx, { asking: await askingOf(ctx), looks: await looksOf(ctx), now: ctx.now }, input)
  return { ...page, items: page.items.map(lineOf) }
}

export async function readCandidate(ctx: Context, { id }: InputOf<typeof promise.candidatesGet>): Promise<Detail> {
  return candidateDetail(ctx, id)
}

/** A candidate with what it is made of: all of that is for the same readers. */
export async function candidateDetail(ctx: Context, id: string): Promise<Detail> {
  const row = await getCandidate(ctx.tx, id, await looksOf(ctx), ctx.now)
  const evidence = await evidenceOf(ctx.tx, id, mostEvidence)
  const named = [...evidence.flatMap(({ answerer }) => answerer ?? []), ...(row.held_by === null ? [] : [row.held_by])]
  const names = await personsOf(
    ctx,
    named.filter((one) => /^[0-9a-f-]{36}$/.test(one)),
  )
  const open = row.state === 'raised' || row.state === 'known'
  return {
    ...lineOf(row),
    ...{ terms: row.terms, held_by: row.held_by === null ? null : (names.get(row.held_by) ?? null), reason: row.reason },
    judged: row.judged_at === null ? null : { by: row.judged_by_name ?? '', at: row.judged_at },
    evidence: evidence.map(({ id: own, source, place, at, excerpt, replies, answer, solid, thanked, answerer }) => ({
      ...{ id: own, source, place, at, text: excerpt, replies, answer, solid, thanked },
      answered_by: answerer === null ? null : (names.get(answerer) ?? null),
    })),
    draft: draftFor(row, evidence),
    may: open && mayDo(ctx.actor, 'handbook.maintain') !== undefined ? ['accept', 'alias', 'dismiss'] : [],
  }
}

/** What flags say is for those who keep their page: it stands in no draft. */
export function draftFor(
  { title, items, askers }: Pick<CandidateLine, 'title' | 'items' | 'askers'>,
  evidence: readonly QuestionTable[],
): string {
  const answers = evidence.flatMap(({ answer, solid, thanked, at }) => (answer !== null && solid ? [{ text: answer, thanked, at }] : []))
  const questions = evidence.filter(({ source }) => source !== 'flag').map(({ excerpt }) => excerpt)
  const places = [...new Set(evidence.filter(({ source }) => source !== 'flag').map(({ place }) => place))].sort()
  return draftOf({
    title,
    answer: bestAnswer(answers)?.text,
    questions: [...new Set(questions)].slice(0, mostAsked),
    note: `Asked ${items} times by ${askers} people${places.length === 0 ? '' : `, in ${places.slice(0, 5).join(', ')}`}.`,
  })
}

function lineOf(row: CandidateLine): Line {
  const { id, title, state, accepted_as, items, askers, answers, linked, last_at, held_by, readers, version } = row
  const named = (page: string | null, called: string | null) => (page === null || called === null ? null : { id: page, title: called })
  return {
    ...{ id, title, state, accepted_as, rank: row.rank.toFixed(1), items, askers, answers, linked, last: last_at, held: held_by !== null },
    ...{ best: named(row.best_page, row.best_title), cover: String(row.best_cover), raised: row.raised_day, narrow: readers !== null },
    ...{ page: named(row.page_id, row.page_title), version },
  }
}
