import type { Context } from '../../../kernel/context.ts'
import type { Asked, Page } from '../../../kernel/list/ask.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { personBehind } from '../../../kernel/rights.ts'
import type { SearchHit } from '../../../kernel/room.ts'
import { askingOf, personsOf } from '../../people/index.ts'
import { type Book, booksOf, readerOf } from './book.ts'
import { awayFor, type Seats, seatsAmong } from './seats.ts'
import type { decisionsList, decisionsNear } from '../contract.ts'
import { isWaitedFor } from '../rules/answers.ts'
import { nearest } from '../rules/nearest.ts'
import { holds } from '../rules/outcome.ts'
import { type ListedDecision, listDecisions } from '../store/decision-list.ts'
import { decidedTexts, type Reader, staleAmong } from '../store/decisions.ts'
import { pageOfActions } from './actions.ts'

type Line = Omit<OutputOf<typeof decisionsList>['items'][number], 'to_review' | 'expectation'>

export async function findDecisions(ctx: Context, input: InputOf<typeof decisionsList>): Promise<OutputOf<typeof decisionsList>> {
  const { view, where = [], ...asked } = input
  const away = await awayFor(ctx)
  const page = await pageOfDecisions(ctx, { ...asked, where: [...where, ...(view ? views[view] : [])] }, { away })
  const ids = page.items.map(({ id }) => id)
  const [books, stale, names] = await Promise.all([
    booksOf(ctx, page.items),
    staleAmong(ctx.tx, ids),
    personsOf(
      ctx,
      page.items.map(({ decider }) => decider),
    ),
  ])
  const listed = new Map(page.items.map(({ id, to_review, expectation }) => [id, { to_review, expectation }]))
  const items = books.map((book) => ({
    ...lineOf(ctx, book, stale, names, seatsAmong(ctx, book, away)),
    ...(listed.get(book.decision.id) ?? { to_review: false, expectation: null }),
  }))
  return { ...page, items }
}

const views: Record<NonNullable<InputOf<typeof decisionsList>['view']>, string[]> = {
  mine_to_decide: ['decider:is:me', 'state:is:collecting|ready'],
  waiting_for_me: ['waits_for_me:is:yes'],
  late: ['late:is:yes'],
  stale: ['stale:is:yes'],
  unreviewed: ['to_review:is:yes'],
}

type As = { away?: readonly string[]; reader?: Reader }

async function pageOfDecisions(ctx: Context, asked: Asked, { away = [], reader = readerOf(ctx) }: As = {}): Promise<Page<ListedDecision>> {
  return listDecisions(ctx.tx, { asking: await askingOf(ctx), reader, away }, asked)
}

/** What the ledger says of one, for lists and for its own page. */
export function lineOf(
  { today }: Pick<Context, 'today'>,
  { decision, parties, partyAnswers }: Book,
  stale: ReadonlySet<string>,
  names: ReadonlyMap<string, string>,
  seats: Seats,
): Line {
  const { id, number, issue, kind, state, type, need_by, opened_by_name, opened_day, outcome, decided_day, review_on, audience } = decision
  const open = state === 'collecting' || state === 'ready'
  const asked = partyAnswers.filter(({ party }) => party.letter !== 'R')
  const mine = seats.answers.some(({ party }) => asked.some((one) => one.party.id === party.id && isWaitedFor(one)))
  return {
    id,
    number,
    issue,
    kind,
    state,
    type,
    need_by,
    decider: { id: decision.decider, name: names.get(decision.decider) ?? parties.find(({ letter }) => letter === 'D')?.name ?? '' },
    opened_by: opened_by_name,
    opened_day,
    outcome,
    decided_day,
    review_on,
    audience,
    answered: asked.filter((one) => !isWaitedFor(one)).length,
    asked: asked.length,
    objections: asked.filter(({ objection }) => objection).length,
    late: open && need_by < today,
    stale: stale.has(id),
    waits_for_me: open && (mine || (state === 'ready' && seats.decides !== undefined)),
  }
}

/** So many of the newest decisions are compared: older ones that nobody replaced are found by search. */
const compared = 2000

/** We decided this before: the three nearest. */
export async function near(ctx: Context, question: InputOf<typeof decisionsNear>): Promise<OutputOf<typeof decisionsNear>> {
  const known = await decidedTexts(ctx.tx, readerOf(ctx), compared)
  return {
    items: nearest(question, known, 3).map(({ id, number, issue, state, outcome, decided_day, ended_on }) => ({
      id,
      number,
      issue,
      state,
      outcome,
      decided_day,
      in_force: holds({ state, outcome, decided_day, ended_on }, ctx.today),
    })),
  }
}

export async function hitsOfDecisions(ctx: Context, words: string, limit: number): Promise<SearchHit[]> {
  const { items } = await pageOfDecisions(ctx, { search: words, limit })
  return items.map(({ id, number, issue }) => ({ kind: 'decision', title: issue, note: number, href: `/decisions/decisions/${id}` }))
}

export async function hitsOfActions(ctx: Context, words: string, limit: number): Promise<SearchHit[]> {
  const { items } = await pageOfActions(ctx, { search: words, state: 'open', limit })
  return items.map(({ number, text }) => ({ kind: 'action', title: text, note: number, href: `/decisions/actions?q=${number}` }))
}

/** What waits for whoever looks: answers, decisions, late actions. */
export async function waiting(ctx: Context) {
  const reader = { ...readerOf(ctx), all: false }
  const away = await awayFor(ctx)
  const [asked, late] = await Promise.all([
    pageOfDecisions(ctx, { where: views.waiting_for_me, limit: 20 }, { reader, away }),
    pageOfActions(ctx, { where: ['dri:is:me'], state: 'open', limit: 20 }, reader),
  ])
  const assignee = personBehind(ctx.actor)
  return [
    ...asked.items.map((one) => ({
      kind: 'decision',
      title: [reader.person, ...away].includes(one.decider) && one.state === 'ready' ? `Decide: ${one.issue}` : `Answer: ${one.issue}`,
      detail: `${one.number} · opened by ${one.opened_by_name}`,
      href: `/decisions/decisions/${one.id}`,
      at: one.opened_at,
      assignee,
      due: one.need_by,
    })),
    ...late.items
      .filter(({ due }) => due <= ctx.today)
      .map((one) => ({
        kind: 'action',
        title: one.text,
        detail: `${one.number} · ${one.origin.title}`,
        href: `/decisions/actions?q=${one.number}`,
        at: one.opened_at,
        assignee,
        due: one.due,
      })),
  ]
}
