import type { Context } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personsOf, standsInFor } from '../../people/index.ts'
import { maySitIn, type Seat, seatsFor, takesPart } from '../rules/seats.ts'
import type { DecisionTable, PartyTable } from '../tables.ts'
import { type Book, bookOf, readerOf } from './book.ts'

/** What one may answer for, and whether one decides: for oneself (`null`) or in whose place. */
export type Seats = { answers: Seat<PartyTable>[]; decides: { forPerson: string | null } | undefined }

/** What whoever looks may answer for and decide; who is away is asked only for one who could stand in. */
export async function seatsOf(ctx: Context, book: Book): Promise<Seats> {
  const away = takesPart(readerOf(ctx).person, { ...book.decision, parties: book.parties }) ? [] : await awayFor(ctx)
  return seatsAmong(ctx, book, away)
}

/** The same where it is known who is away. What is hard to undo nobody decides in the place of another. */
export function seatsAmong(ctx: Context, { decision, parties, answers }: Book, away: readonly string[]): Seats {
  const { person } = readerOf(ctx)
  const { decider, type } = decision
  const matter = { ...decision, parties, answers }
  const standsIn = type === 2 && away.includes(decider) && maySitIn(person, matter)
  const decides = decider === person ? { forPerson: null } : standsIn ? { forPerson: decider } : undefined
  return { answers: seatsFor(person, away, matter), decides }
}

/** In whose place whoever looks answers today, or sees to what they had to do. */
export async function awayFor(ctx: Context, what: 'decisions' | 'actions' = 'decisions'): Promise<string[]> {
  return standsInFor(ctx, readerOf(ctx).person, ctx.today, what)
}

/** The party one may answer for. Refuses `decision.not_asked`, and `decision.party_unclear` for one who could answer for several. */
export async function seatOf(ctx: Context, book: Book, wanted: string | undefined): Promise<Seat<PartyTable>> {
  const { answers } = await seatsOf(ctx, book)
  const [seat, second] = answers.filter(({ party }) => wanted === undefined || party.id === wanted)
  if (!seat)
    throw new Refusal(
      'forbidden',
      'decision.not_asked',
      'You are not asked here: you are in none of its parties, and whoever takes part or has answered stands in for nobody else.',
    )
  if (second)
    throw new Refusal('invalid', 'decision.party_unclear', 'You could answer for several. Say under which letter.', {
      unmet: [{ code: 'decision.party_unclear', text: 'Choose one.', path: 'party_id' }],
    })
  return seat
}

/** The one who decides, or who stands in; answers in whose place. What is hard to undo nobody else decides. */
export async function fitDecider(ctx: Context, decision: DecisionTable): Promise<string | null> {
  if (decision.decider === readerOf(ctx).person) return null
  const { decides } = await seatsOf(ctx, await bookOf(ctx, decision))
  if (decides) return decides.forPerson
  const name = (await personsOf(ctx, [decision.decider])).get(decision.decider) ?? 'somebody else'
  throw new Refusal(
    'forbidden',
    'decision.not_decider',
    `This is decided by ${name}${decision.type === 1 ? ' alone' : ', or who stands in'}.`,
  )
}
