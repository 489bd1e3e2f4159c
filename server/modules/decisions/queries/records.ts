import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import { holdersOfRight, personsOf } from '../../people/index.ts'
import { bookOf, readerOf } from './book.ts'
import { optionShape, type recordsPreview } from '../contract.ts'
import { readRecord } from '../rules/records-read.ts'
import { writeRecord } from '../rules/records-write.ts'
import { textHash } from '../rules/texts.ts'
import { getDecision, namesOfDecisions } from '../store/decisions.ts'
import { informedOf } from '../store/parts.ts'
import type { DecisionTable } from '../tables.ts'

/** As Markdown. Refuses `decision.unknown`. While it is open on the text that its own record says, it is that record, byte for byte. */
export async function recordFile(ctx: Context, { id }: { id: string }): Promise<FileAnswer> {
  const decision = await getDecision(ctx.tx, id, readerOf(ctx))
  const open = decision.state === 'collecting' || decision.state === 'ready'
  const untouched = open && decision.source !== null && decision.source_hash === decision.text_hash
  const bytes = untouched && decision.source ? decision.source : Buffer.from(await written(ctx, decision))
  return { type: 'text/markdown; charset=utf-8', name: `${decision.number}.md`, bytes: new Uint8Array(bytes) }
}

async function written(ctx: Context, decision: DecisionTable): Promise<string> {
  const [{ parties, texts }, informed, near] = await Promise.all([
    bookOf(ctx, decision),
    informedOf(ctx.tx, decision.id),
    namesOfDecisions(ctx.tx, [decision.id], readerOf(ctx)),
  ])
  const names = await personsOf(ctx, [decision.decider, ...informed.map(({ person_id }) => person_id)])
  const text = texts.at(-1)
  const newer = near.find((one) => one.supersedes === decision.id && one.state !== 'withdrawn')
  const decided = [
    decision.outcome_text ?? '',
    decision.rationale ?? '',
    decision.override_reason ? `Decided against an objection: ${decision.override_reason}` : '',
  ]
  return writeRecord({
    number: decision.number,
    issue: decision.issue,
    proposal: decision.decided_day ? decided.filter((one) => one !== '').join('\n\n') : (text?.proposal ?? ''),
    options: text?.options ?? [],
    status: statusOf(decision, newer?.number),
    date: decision.ended_on ?? decision.decided_day ?? decision.opened_day,
    decision_makers: [names.get(decision.decider) ?? ''].filter((one) => one !== ''),
    consulted: [...new Set(parties.filter(({ letter }) => letter !== 'D' && letter !== 'R').map(({ name }) => name))],
    informed: informed.flatMap(({ person_id }) => names.get(person_id) ?? []),
  })
}

function statusOf({ state, outcome }: DecisionTable, newer: string | undefined): string {
  if (state === 'superseded') return newer ? `superseded by ${newer}` : 'superseded'
  if (state === 'reversed') return 'deprecated'
  if (state === 'withdrawn') return 'withdrawn'
  return state === 'collecting' || state === 'ready' ? 'proposed' : outcome === 'reject' ? 'rejected' : 'accepted'
}

/** A record as the draft of a decision: its text, and those of whom it names who work here. */
export async function previewRecord(ctx: Context, { text }: InputOf<typeof recordsPreview>): Promise<OutputOf<typeof recordsPreview>> {
  const read = readRecord(text)
  if (read.issue === '' && read.proposal === '' && read.options.length === 0)
    throw new Refusal(
      'invalid',
      'record.nothing_read',
      'No decision is in it. A record has a title (#) and parts such as “## Decision Outcome”.',
    )
  const { people } = await holdersOfRight(ctx, 'decisions.write')
  const called = (name: string) => {
    const [one, second] = people.filter((person) => person.name.toLowerCase() === name.toLowerCase())
    return one && !second ? { id: one.id, name: one.name } : undefined
  }
  const decides = read.decision_makers.length === 1 ? called(read.decision_makers[0] ?? '') : undefined
  const heard = read.consulted.flatMap((name) => called(name) ?? [])
  const informed = read.informed.flatMap((name) => called(name) ?? [])
  const party = (letter: 'D' | 'I') => (one: { id: string; name: string }) => ({ letter, person_id: one.id, name: one.name })
  const { issue, proposal, options, status, date } = read
  return {
    ...{ issue, proposal, options, status, date, informed },
    parties: [...(decides ? [decides] : []).map(party('D')), ...heard.map(party('I'))],
    unplaced: [
      ...(decides ? [] : read.decision_makers),
      ...[...read.consulted, ...read.informed].filter((name) => called(name) === undefined),
    ],
  }
}

const kept = z.array(optionShape)

/** The hash of the text that a record says, where it could be put forward as it is. */
export function hashOfRecord(source: string): string | undefined {
  const { issue, proposal, options } = readRecord(source)
  const read = kept.safeParse(options)
  return read.success
    ? textHash({ issue: issue.trim(), proposal: proposal.trim(), options: read.data, subjects: [], items: null })
    : undefined
}
