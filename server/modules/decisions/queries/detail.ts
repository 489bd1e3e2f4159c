import type { Context } from '../../../kernel/context.ts'
import type { OutputOf } from '../../../kernel/operation.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { delegatesOf, personsOf } from '../../people/index.ts'
import { type Book, bookOf, missingIn, readerOf } from './book.ts'
import { type Seats, seatsOf } from './seats.ts'
import type { decisionsGet } from '../contract.ts'
import { isWaitedFor } from '../rules/answers.ts'
import { leftAlone } from '../rules/seats.ts'
import { actionLook } from '../rules/actions.ts'
import { statesFor } from '../rules/outcome.ts'
import { actionsFrom } from '../store/actions.ts'
import { getDecision, namesOfDecisions, staleAmong } from '../store/decisions.ts'
import { readingOf } from '../store/expected.ts'
import { effectsOf, informedOf } from '../store/parts.ts'
import { keyOf, versionsOf } from '../store/subjects.ts'
import type { ActionTable, InformedTable, ReadingTable } from '../tables.ts'
import { lineOf } from './ledger.ts'

type Detail = OutputOf<typeof decisionsGet>

/** The whole of a decision. Refuses `decision.unknown`. */
export async function readDecision(ctx: Context, { id }: { id: string }): Promise<Detail> {
  return detailOf(ctx, (await getDecision(ctx.tx, id, readerOf(ctx))).id)
}

/** The same for what a command has just changed. */
export async function detailOf(ctx: Context, id: string): Promise<Detail> {
  const decision = await getDecision(ctx.tx, id, { person: readerOf(ctx).person, all: true })
  const book = await bookOf(ctx, decision)
  const open = decision.state === 'collecting' || decision.state === 'ready'
  const asked = open ? book.partyAnswers.filter(isWaitedFor).flatMap(({ party }) => party.members) : []
  const [stale, versions, effects, informed, actions, near, unmet, seats, reading, standIns] = await Promise.all([
    staleAmong(ctx.tx, [id]),
    versionsOf(ctx.tx, [id]),
    effectsOf(ctx.tx, id),
    informedOf(ctx.tx, id),
    actionsFrom(ctx.tx, 'decision', id),
    namesOfDecisions(ctx.tx, [id, ...(decision.supersedes ? [decision.supersedes] : [])], readerOf(ctx)),
    open ? missingIn(ctx, book) : [],
    seatsOf(ctx, book),
    readingOf(ctx.tx, id),
    delegatesOf(ctx, asked, 'decisions'),
  ])
  const names = await personsOf(ctx, everybody(book, informed, actions))
  const called = (person: string | null) => (person === null ? null : (names.get(person) ?? 'Somebody who left'))
  const text = book.texts.at(-1)
  if (!text) throw new Error('a decision without a text')
  const other = (test: (one: (typeof near)[number]) => boolean) => {
    const one = near.find(test)
    return one ? { id: one.id, number: one.number, issue: one.issue } : null
  }
  return {
    ...lineOf(ctx, book, stale, names, seats),
    method: decision.method,
    text: {
      ...textShape(text),
      options: text.options,
      subjects: text.subjects.map(({ audience: _, ...one }) => {
        const now = versions.get(keyOf(one))
        return { ...one, stale: one.version_hash !== null && now !== undefined && now !== one.version_hash }
      }),
    },
    texts: book.texts.map(textShape),
    round: decision.round,
    a_reason: decision.a_reason,
    spend: decision.spend_minor === null ? null : { amount_minor: Number(decision.spend_minor), currency: decision.spend_currency ?? '' },
    off_cycle: decision.off_cycle,
    estimate: decision.estimate_at
      ? { amount_minor: Number(decision.estimate_minor), note: decision.estimate_note, at: decision.estimate_at }
      : null,
    parties: partiesOf(book, { seats, standIns }, called),
    answers: book.answers.map(({ id: answer, party_id, person_name, for_person, stance, text: said, text_no, round, at, source }) => ({
      id: answer,
      party_id,
      by: person_name,
      for: called(for_person),
      stance,
      text: said,
      text_no,
      round,
      at,
      source,
    })),
    unmet: unmet.map(({ code, text: says }) => ({ code, text: says })),
    informed: informed.map(({ person_id, read_no }) => ({ id: person_id, name: called(person_id) ?? '', read_no })),
    effects: effects.map(({ kind, about, value, from_day, until_day }) => ({ kind, about: about.title, value, from_day, until_day })),
    expected: decision.expected_metric
      ? {
          metric: decision.expected_metric,
          value: decision.expected_value ?? '',
          on: decision.expected_on ?? '',
          read: readingShapeOf(reading),
        }
      : null,
    actions: actions.map((one) => ({
      id: one.id,
      number: one.number,
      text: one.text,
      dri: { id: one.dri, name: called(one.dri) ?? '' },
      due: one.due,
      state: one.state,
      late: actionLook(one, ctx.today).late,
    })),
    outcome_text: decision.outcome_text,
    rationale: decision.rationale,
    override_reason: decision.override_reason,
    no_actions: decision.no_actions,
    decided_by: decision.decided_by_name,
    decided_for: called(decision.decided_for),
    made_in: decision.made_in ? { title: decision.made_in.title, href: decision.made_in.href } : null,
    legacy: decision.legacy,
    review: decision.reviewed_at ? { result: decision.review_result ?? '', note: decision.review_note, at: decision.reviewed_at } : null,
    supersedes: other((one) => one.id === decision.supersedes),
    superseded_by: other((one) => one.supersedes === id && one.state !== 'withdrawn'),
    ended_on: decision.ended_on,
    ended_reason: decision.ended_reason,
    version: decision.version,
    may: mayOf(ctx, book, seats, informed),
  }
}

function readingShapeOf(reading: ReadingTable | undefined) {
  if (!reading) return null
  const { metric, version, definition_hash, label, unit, value, aim, hit, from_day: from, to_day: to, as_of, rows_href } = reading
  return { metric, version, definition_hash, label, unit, value, aim, hit, from, to, as_of, rows_href }
}

function textShape({ no, issue, proposal, hash, at, by_name }: Book['texts'][number]) {
  return { no, issue, proposal, hash, at, by: by_name }
}

function everybody({ decision, parties, answers }: Book, informed: readonly InformedTable[], actions: readonly ActionTable[]): string[] {
  const ids = [
    decision.decider,
    decision.decided_for,
    ...parties.flatMap(({ members }) => members),
    ...answers.flatMap(({ person_id, for_person }) => [person_id, for_person]),
    ...informed.map(({ person_id }) => person_id),
    ...actions.map(({ dri }) => dri),
  ]
  return [...new Set(ids.filter((id) => id !== null))]
}

type StandIns = ReadonlyMap<string, { id: string }>

function partiesOf(
  { parties, partyAnswers, answers }: Book,
  { seats, standIns }: { seats: Seats; standIns: StandIns },
  called: (id: string | null) => string | null,
): Detail['parties'] {
  return parties.map(({ id, letter, name, group_id, members, fell_to_lead }) => {
    const given = partyAnswers.find(({ party }) => party.id === id)
    const seat = seats.answers.find(({ party }) => party.id === id)
    return {
      id,
      letter,
      name,
      group: group_id !== null,
      members: members.map((one) => ({ id: one, name: called(one) ?? '' })),
      fell_to_lead,
      state: given?.state ?? 'decides',
      stance: given?.answer?.stance ?? null,
      text_no: given?.answer?.text_no ?? null,
      moved: given?.moved ?? [],
      answered_at: given?.answer?.at ?? null,
      mine: seat !== undefined,
      in_place_of: called(seat?.forPerson ?? null),
      kept: given?.kept ?? null,
      left_alone: (given && isWaitedFor(given) ? leftAlone(given.party, { answers }, standIns) : []).map((one) => ({
        name: called(one.away) ?? '',
        stand_in: called(one.standIn) ?? '',
      })),
    }
  })
}

/** What whoever looks may do next, also in the place of somebody who is away. */
function mayOf(ctx: Context, { decision, parties }: Book, seats: Seats, informed: readonly InformedTable[]): string[] {
  const { person } = readerOf(ctx)
  if (mayDo(ctx.actor, 'decisions.write') === undefined) return []
  const at = (act: Parameters<typeof statesFor>[0]) => statesFor(act).includes(decision.state)
  const decides = decision.decider === person
  const author =
    decides ||
    decision.opened_by === personBehind(ctx.actor) ||
    parties.some(({ letter, members }) => letter === 'R' && members.includes(person))
  const may: [string, boolean][] = [
    ['answer', at('answer') && seats.answers.length > 0],
    ['rewrite', at('rewrite') && author],
    ['ask_again', at('round') && seats.decides !== undefined],
    ['decide', at('decide') && seats.decides !== undefined],
    ['withdraw', at('withdraw') && author],
    ['estimate', at('estimate') && decision.spend_minor !== null && (ctx.actor.roles?.has('finance') ?? false)],
    ['review', at('review') && author && decision.review_on !== null && decision.review_on <= ctx.today],
    ['reverse', at('reverse') && decides],
    ['mark_read', informed.some((one) => one.person_id === person && (one.read_no ?? 0) < decision.text_no)],
  ]
  return may.flatMap(([name, yes]) => (yes ? [`decisions.decisions.${name}`] : []))
}
