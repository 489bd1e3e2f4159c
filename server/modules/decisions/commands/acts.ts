import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { endNotices } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { later } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import type * as promise from '../contract.ts'
import { detailOf } from '../queries/detail.ts'
import { stancesOf } from '../rules/answers.ts'
import { statesFor } from '../rules/outcome.ts'
import { fitBytes, type Text, textHash, textUnmet } from '../rules/texts.ts'
import { saveDecision, takeDecision } from '../store/decisions.ts'
import { addAnswers, addText, informedOf, keepNobody, replaceSubjects, saveRead } from '../store/parts.ts'
import type { DecisionTable } from '../tables.ts'
import { type Book, bookOf, labelOf, nameOf, readerOf, workingDays } from '../queries/book.ts'
import { askParties, askThemNoMore, askWhoIsWaitedFor, everyAsking, type Keeps } from './asking.ts'
import { askNoMore, moveOn } from './move-on.ts'
import { open, plain, refuse, subjectRows } from './open.ts'
import { fitDecider, seatOf } from '../queries/seats.ts'

type Detail = OutputOf<typeof promise.decisionsGet>

export async function openDecision(ctx: Context, input: InputOf<typeof promise.decisionsCreate>): Promise<Detail> {
  return detailOf(ctx, await open(ctx, input))
}

/** Puts another text forward. Who answered before has answered the text of before. */
export async function rewrite(ctx: Context, input: InputOf<typeof promise.decisionsRewrite>): Promise<Detail> {
  const decision = await takeFor(ctx, input.id, 'rewrite')
  const book = await bookOf(ctx, decision)
  fitAuthor(ctx, book)
  fitVersion(input.if_match, decision.version)
  const last = book.texts.at(-1)
  const text: Text = {
    issue: input.issue,
    proposal: input.proposal,
    options: input.options,
    subjects: last?.subjects ?? [],
    items: last?.items ?? null,
  }
  await putForward(ctx, book, text)
  return detailOf(ctx, decision.id)
}

/** Another text takes the place of the one of now; the same text again changes nothing. */
export async function putForward(ctx: Context, { decision, texts }: Book, text: Text, keeps?: Keeps): Promise<void> {
  refuse(textUnmet(text))
  fitBytes('The proposal', text.proposal)
  const hash = textHash(text)
  if (hash === decision.text_hash) return
  const no = (texts.at(-1)?.no ?? 0) + 1
  await addText(ctx.tx, {
    decision_id: decision.id,
    no,
    ...plain(text),
    hash,
    at: ctx.now,
    by_id: personBehind(ctx.actor),
    by_name: ctx.actor.name,
  })
  await replaceSubjects(ctx.tx, decision.id, subjectRows(decision.id, text.subjects))
  const change = { text_no: no, text_hash: hash, issue: text.issue, version: decision.version + 1 }
  await saveDecision(ctx.tx, decision.id, change)
  const now = { ...decision, ...change }
  await record(ctx, {
    action: 'decisions.text.put_forward',
    subject: labelOf(now),
    before: { hash: decision.text_hash },
    after: { no, hash },
  })
  await askWhoIsWaitedFor(ctx, now, keeps)
  await moveOn(ctx, now)
}

/** One answers for the party that one belongs to, in one's own name; who stands in says so. */
export async function answer(ctx: Context, input: InputOf<typeof promise.decisionsAnswer>): Promise<Detail> {
  const decision = await takeFor(ctx, input.id, 'answer')
  const book = await bookOf(ctx, decision)
  const { party, forPerson } = await seatOf(ctx, book, input.party_id)
  if (input.text_no !== decision.text_no)
    throw new Refusal('conflict', 'decision.text_stale', `There is a newer text, number ${decision.text_no}. Read it before you answer.`, {
      facts: { text_no: decision.text_no },
    })
  const stances = stancesOf(party.letter)
  if (!stances.includes(input.stance))
    throw new Refusal('refused', 'decision.wrong_stance', `Under ${party.letter} one answers ${stances.join(', ').replaceAll('_', ' ')}.`, {
      unmet: [{ code: 'decision.wrong_stance', text: 'Not an answer under this letter.', path: 'stance' }],
    })
  if ((input.stance === 'object' || input.stance === 'oppose') && !input.text)
    throw new Refusal('refused', 'decision.reason_missing', 'Say why, so that it can be mended.', {
      unmet: [{ code: 'decision.reason_missing', text: 'Say why.', path: 'text' }],
    })
  fitBytes('The answer', input.text ?? '')
  const person = readerOf(ctx).person
  const row = {
    id: newId(),
    decision_id: decision.id,
    party_id: party.id,
    person_id: person,
    person_name: ctx.actor.name,
    for_person: forPerson,
    stance: input.stance,
    text: input.text || null,
    text_no: decision.text_no,
    round: decision.round,
    at: ctx.now,
    source: 'given' as const,
  }
  await addAnswers(ctx.tx, [row])
  const after = {
    party: party.name,
    letter: party.letter,
    stance: input.stance,
    text_no: row.text_no,
    hash: decision.text_hash,
    for: await nameOf(ctx, forPerson),
  }
  await record(ctx, { action: 'decisions.answer.given', subject: labelOf(decision), after })
  await ctx.announce('decisions.answer.given', { decision_id: decision.id, party_id: party.id, stance: input.stance }, { key: decision.id })
  await askThemNoMore(ctx, await bookOf(ctx, decision), [party])
  // who was heard in another's place is asked for nobody else: one voice counts once
  if (forPerson !== null) await endNotices(ctx, { reason: everyAsking, kind: 'decision', id: decision.id, of: [person] })
  await moveOn(ctx, decision)
  return detailOf(ctx, decision.id)
}

/** Everybody is asked once more. */
export async function askAgain(ctx: Context, input: InputOf<typeof promise.decisionsRound>): Promise<Detail> {
  const decision = await takeFor(ctx, input.id, 'round')
  await fitDecider(ctx, decision)
  if (decision.round > 1 && !input.reason)
    throw new Refusal('refused', 'decision.round_used', 'Everybody was asked again already. Say why they should be once more.', {
      unmet: [{ code: 'decision.round_used', text: 'Say why.', path: 'reason' }],
    })
  const days = await workingDays(ctx)
  const need_by = input.need_by ?? later(decision.need_by, days(1))
  if (need_by < days(1))
    throw new Refusal('refused', 'decision.need_by_early', `The first day on which it can be due is ${days(1)}.`, {
      unmet: [{ code: 'decision.need_by_early', text: `Choose ${days(1)} or later.`, path: 'need_by' }],
    })
  const round = decision.round + 1
  const change = { round, need_by, reminded: null, state: 'collecting' as const, version: decision.version + 1 }
  await saveDecision(ctx.tx, decision.id, change)
  const now = { ...decision, ...change }
  await record(ctx, {
    action: 'decisions.round.started',
    subject: labelOf(decision),
    after: { round, need_by },
    ...(input.reason ? { reason: input.reason } : {}),
  })
  await askNoMore(ctx, decision)
  await keepNobody(ctx.tx, decision.id)
  await askParties(ctx, now, await bookOf(ctx, now))
  return detailOf(ctx, decision.id)
}

/** What it will cost, by somebody with the role of finance. */
export async function estimate(ctx: Context, input: InputOf<typeof promise.decisionsEstimate>): Promise<Detail> {
  const decision = await takeFor(ctx, input.id, 'estimate')
  if (!ctx.actor.roles?.has('finance'))
    throw new Refusal('forbidden', 'decision.not_finance', 'An estimate is made by somebody with the role of finance.')
  if (decision.spend_minor === null)
    throw new Refusal('refused', 'decision.no_spend', 'This decision spends nothing, so that there is nothing to estimate.')
  const change = {
    estimate_minor: BigInt(input.amount_minor),
    estimate_note: input.note ?? null,
    estimate_at: ctx.now,
    estimate_by: readerOf(ctx).person,
  }
  await saveDecision(ctx.tx, decision.id, change)
  await record(ctx, {
    action: 'decisions.decision.estimated',
    subject: labelOf(decision),
    after: { amount_minor: change.estimate_minor, note: change.estimate_note },
  })
  await moveOn(ctx, { ...decision, ...change })
  return detailOf(ctx, decision.id)
}

/** Whoever is told says that the text of now is read; for everybody else nothing is kept. */
export async function markRead(ctx: Context, input: InputOf<typeof promise.decisionsRead>): Promise<Detail> {
  const decision = await takeDecision(ctx.tx, input.id, readerOf(ctx))
  const { person } = readerOf(ctx)
  const told = (await informedOf(ctx.tx, decision.id)).find((one) => one.person_id === person)
  if (!told) throw new Refusal('forbidden', 'decision.not_told', 'You are not among those who are told of this decision.')
  if (input.text_no > decision.text_no)
    throw new Refusal('invalid', 'decision.text_unknown', `The newest text is number ${decision.text_no}.`)
  if ((told.read_no ?? 0) < input.text_no) {
    await saveRead(ctx.tx, { decision_id: decision.id, person_id: person, read_no: input.text_no, read_at: ctx.now })
    await record(ctx, { action: 'decisions.text.read', subject: labelOf(decision), after: { text_no: input.text_no } })
  }
  await endNotices(ctx, { reason: 'decisions.decision.told', kind: 'decision', id: decision.id, of: [person] })
  return detailOf(ctx, decision.id)
}

/** Locked, and in a state that allows the act. Refuses `decision.wrong_state` with the states that would. */
export async function takeFor(ctx: Context, id: string, act: Parameters<typeof statesFor>[0]): Promise<DecisionTable> {
  const decision = await takeDecision(ctx.tx, id, readerOf(ctx))
  const legal = statesFor(act)
  if (!legal.includes(decision.state))
    throw new Refusal(
      'conflict',
      'decision.wrong_state',
      `${decision.number} is ${decision.state}; this is done while it is ${legal.join(' or ')}.`,
      {
        facts: { state: decision.state, legal },
      },
    )
  return decision
}

/** Only whoever recommends or decides changes it. */
export function fitAuthor(ctx: Context, { decision, parties }: Book): void {
  const { person } = readerOf(ctx)
  const author =
    decision.opened_by === personBehind(ctx.actor) ||
    decision.decider === person ||
    parties.some((one) => one.letter === 'R' && one.members.includes(person))
  if (!author && ctx.actor.kind !== 'system')
    throw new Refusal('forbidden', 'decision.not_author', 'This is for whoever recommends or decides it.')
}
