import type { Context } from '../../../kernel/context.ts'
import { addBusinessDays, type Calendar } from '../../../kernel/calendar/calendar.ts'
import { convertOrUnknown } from '../rules/spend.ts'
import { rateFor } from '../../../kernel/rates.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import type { SubjectRef } from '../../../kernel/subject.ts'
import { calendarOf, companyOf, personsOf } from '../../people/index.ts'
import { readinessUnmet, type PartyAnswer, partyAnswers, type Texts } from '../rules/answers.ts'
import { isId, type Reader } from '../store/decisions.ts'
import { answersOf, partiesOf, textsOf } from '../store/parts.ts'
import { getPolicy } from '../store/policy.ts'
import type { ActionTable, AnswerTable, DecisionTable, PartyTable, TextTable } from '../tables.ts'

/** A decision with what it consists of, and how everybody stands on its text of now. */
export type Book = {
  decision: DecisionTable
  texts: TextTable[]
  parties: PartyTable[]
  answers: AnswerTable[]
  partyAnswers: PartyAnswer[]
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** Who looks: the house itself sees everything. */
export function readerOf(ctx: Pick<Context, 'actor'>): Reader {
  const person = personBehind(ctx.actor)
  return { person: isId(person) ? person : nobody, all: mayDo(ctx.actor, 'decisions.restricted') !== undefined }
}

/** The books of several decisions, in three reads. */
export async function booksOf(ctx: Pick<Context, 'tx'>, decisions: readonly DecisionTable[]): Promise<Book[]> {
  const ids = decisions.map(({ id }) => id)
  const [texts, parties, answers] = await Promise.all([textsOf(ctx.tx, ids), partiesOf(ctx.tx, ids), answersOf(ctx.tx, ids)])
  const by = <T extends { decision_id: string }>(rows: T[]) => Map.groupBy(rows, (row) => row.decision_id)
  const [textsBy, partiesBy, answersBy] = [by(texts), by(parties), by(answers)]
  return decisions.map((decision) => {
    const own = {
      texts: textsBy.get(decision.id) ?? [],
      parties: partiesBy.get(decision.id) ?? [],
      answers: answersBy.get(decision.id) ?? [],
    }
    const known: Texts = new Map(own.texts.map(({ no, hash, items }) => [no, { hash, items }]))
    return { decision, ...own, partyAnswers: partyAnswers(own.parties, own.answers, known, decision) }
  })
}

export async function bookOf(ctx: Pick<Context, 'tx'>, decision: DecisionTable): Promise<Book> {
  const [book] = await booksOf(ctx, [decision])
  if (!book) throw new Error('a decision without a book')
  return book
}

/** What is missing before it can be decided. */
export async function missingIn(ctx: Pick<Context, 'tx' | 'today'>, book: Book) {
  const { decision } = book
  const policy = await getPolicy(ctx.tx)
  return readinessUnmet({
    partyAnswers: book.partyAnswers,
    need_by: decision.need_by,
    today: ctx.today,
    off_cycle_spend: decision.off_cycle ? await spendOf(ctx, decision) : null,
    limit: policy.off_cycle_limit_minor,
    estimated: decision.estimate_at !== null,
  })
}

/** In the company's currency; without a rate as if it were above every limit. */
async function spendOf(ctx: Pick<Context, 'tx' | 'today'>, { spend_minor, spend_currency }: DecisionTable): Promise<bigint | null> {
  if (spend_minor === null || spend_currency === null) return null
  const { currency } = await companyOf(ctx)
  const rate = spend_currency === currency ? '1' : await rateFor(ctx.tx, spend_currency, currency, ctx.today)
  return convertOrUnknown(spend_minor, spend_currency, currency, rate)
}

/** The working day so many ahead in the company's calendar. */
export async function workingDays(ctx: Pick<Context, 'tx' | 'today'>): Promise<(n: number) => string> {
  const calendar: Calendar = await calendarOf(ctx)
  return (n) => addBusinessDays(ctx.today, n, calendar)
}

type Named = Pick<DecisionTable, 'number' | 'issue' | 'audience'>

/** What is for the few is called by its number wherever others may read along: in notices, letters, lists of a leaver, the trail. */
export function calledIn(words: string, { issue, audience }: Omit<Named, 'number'>): string {
  return audience === 'restricted' ? words : `${words}: ${issue}`
}

export function refOf({ id, number, issue, audience }: Named & { id: string }): SubjectRef {
  const title = calledIn(number, { issue, audience })
  return { room: 'decisions', kind: 'decision', id, title, href: `/decisions/decisions/${id}`, audience }
}

/** What the audit calls it. */
export function labelOf({ id, number, issue, audience }: Named & { id: string }) {
  return { kind: 'decision', id, label: audience === 'restricted' ? number : `${number} ${issue}` }
}

/** The name of a person for the trail; nothing for nobody. */
export async function nameOf(ctx: Context, person: string | null): Promise<string | null> {
  return person === null ? null : ((await personsOf(ctx, [person])).get(person) ?? null)
}

/** Its own person, whoever opened it, or one who runs the business; of those who are `away`, whoever stands in. */
export function mayTouch(ctx: Context, action: Pick<ActionTable, 'dri' | 'opened_by'>, away: readonly string[] = []): boolean {
  return (
    [readerOf(ctx).person, ...away].includes(action.dri) ||
    action.opened_by === personBehind(ctx.actor) ||
    mayDo(ctx.actor, 'decisions.policy') !== undefined
  )
}

export function actionRef({ id, number, text, audience }: ActionTable): SubjectRef {
  const title = calledIn(number, { issue: text, audience })
  return { room: 'decisions', kind: 'action', id, title, href: `/decisions/actions?q=${number}`, audience }
}

/** What the audit calls an action. */
export function actionLabel({ id, number, text, audience }: Pick<ActionTable, 'id' | 'number' | 'text' | 'audience'>) {
  return { kind: 'action', id, label: audience === 'restricted' ? number : `${number} ${text}` }
}
