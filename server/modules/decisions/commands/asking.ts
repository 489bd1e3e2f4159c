import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { endNotices, notifyAll } from '../../../kernel/notices.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { delegatesOf, noticesInPlace } from '../../people/index.ts'
import { isWaitedFor } from '../rules/answers.ts'
import type { Letter } from '../rules/letters.ts'
import { partakers, spentOn } from '../rules/seats.ts'
import { type Book, bookOf, calledIn, labelOf, refOf } from '../queries/book.ts'
import { type AskedParty, askedPartyOf } from '../queries/signoff.ts'
import { keepParties } from '../store/parts.ts'
import type { DecisionTable, PartyTable } from '../tables.ts'

/**
 * What the room whose thing it is says of a party that has not answered the text of now: the number of the sign-off in which they agreed to all
 * that it says, or nothing where they are to be asked.
 */
export type Keeps = (party: AskedParty) => string | null

/** Everybody whose answer is wanted on the text of now is told; whoever the room keeps is not, and is reminded of no older one either. */
export async function askWhoIsWaitedFor(ctx: Context, decision: DecisionTable, keeps?: Keeps): Promise<void> {
  const before = await bookOf(ctx, decision)
  // what is kept is agreement: whoever is heard or carries it out is asked as ever
  const agreeing = keeps ? waitedFor(before).filter(({ letter }) => letter === 'A') : []
  const kept = keeps ? agreeing.flatMap((party) => keptIn(before, party, keeps)) : []
  if (kept.length === 0) return askParties(ctx, decision, before, waitedFor(before))
  await keepParties(ctx.tx, decision.text_no, kept)
  await record(ctx, {
    action: 'decisions.agreement.kept',
    subject: labelOf(decision),
    after: { text_no: decision.text_no, parties: kept.map(({ party, from }) => ({ name: party.name, from })) },
  })
  const book = await bookOf(ctx, decision)
  await askParties(ctx, decision, book, waitedFor(book))
  await askThemNoMore(
    ctx,
    book,
    kept.map(({ party }) => party),
  )
}

function waitedFor({ parties, partyAnswers }: Book): PartyTable[] {
  const waiting = new Set(partyAnswers.filter(isWaitedFor).map(({ party }) => party.id))
  return parties.filter(({ id }) => waiting.has(id))
}

function keptIn({ partyAnswers }: Book, party: PartyTable, keeps: Keeps): { party: PartyTable; from: string }[] {
  const from = keeps(
    askedPartyOf(
      party,
      partyAnswers.find((one) => one.party.id === party.id),
    ),
  )
  return from === null ? [] : [{ party, from }]
}

const asks = { A: 'agree', I: 'say what you think', P: 'say whether you can carry it out' } as const

/** Each of these who shall answer is told once, and whoever stands in; the opener needs no telling. */
export async function askParties(
  ctx: Context,
  row: DecisionTable,
  { parties, answers }: Pick<Book, 'parties' | 'answers'>,
  asked: readonly PartyTable[] = parties,
): Promise<void> {
  const opener = personBehind(ctx.actor)
  const of = (letter: Letter) => asked.filter((one) => one.letter === letter).flatMap(({ members }) => members)
  const notices = (['A', 'I', 'P'] as const).map((letter) => ({
    // who decides never agrees as well, not for a group either
    to: of(letter).filter((one) => one !== opener && !(letter === 'A' && one === row.decider)),
    reason: 'decisions.answer.asked',
    key: letter,
    subject: refOf(row),
    text: calledIn(`${row.number} asks you to ${asks[letter]}`, row),
    due: row.need_by,
  }))
  const never = [...partakers({ ...row, parties }), ...spentOn({ answers }, asked)]
  await notifyAll(ctx, [...notices, ...(await noticesInPlace(ctx, notices, 'decisions', never))])
}

const reminded = ['decisions.decision.reminded', 'decisions.decision.overdue', 'decisions.answer.stale']
/** Whatever asks somebody for an answer. */
export const everyAsking = ['decisions.answer.asked', ...reminded]

/** Whoever of these parties under one letter was heard, or is kept, is asked no more, unless they are asked still for another party; everybody else is. */
export async function askThemNoMore(ctx: Context, book: Book, heard: readonly PartyTable[]): Promise<void> {
  const { decision } = book
  const letter = heard[0]?.letter ?? 'A'
  const waiting = waitedFor(book)
  const still = waiting.filter((one) => one.letter === letter).flatMap(({ members }) => members)
  const any = [...waiting.flatMap(({ members }) => members), decision.decider]
  const members = heard.flatMap((one) => one.members)
  const away = await delegatesOf(ctx, [...new Set([...members, ...any])], 'decisions')
  // whoever stands in for somebody else who is waited for is still asked for them
  const withStandIns = (ids: readonly string[]) => ids.flatMap((one) => [one, away.get(one)?.id ?? one])
  const without = (asked: ReadonlySet<string>) => withStandIns(members).filter((one) => !asked.has(one))
  const about = { kind: 'decision', id: decision.id }
  await endNotices(ctx, { ...about, reason: 'decisions.answer.asked', key: letter, of: without(new Set(withStandIns(still))) })
  await endNotices(ctx, { ...about, reason: reminded, of: without(new Set(withStandIns(any))) })
}
