import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { notify } from '../../../kernel/notices.ts'
import type { InputOf } from '../../../kernel/operation.ts'
import { Refusal, type Unmet } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { colleaguesOf, groupsBehind, rolesOn } from '../../people/index.ts'
import type { decisionsCreate } from '../contract.ts'
import { type Letter, partiesUnmet, type Wanted } from '../rules/letters.ts'
import { fitBytes, type Subject, type Text, textHash, textUnmet } from '../rules/texts.ts'
import { addDecision } from '../store/decisions.ts'
import { addInformed, addParties, addText, replaceEffects, replaceSubjects } from '../store/parts.ts'
import { getPolicy } from '../store/policy.ts'
import { hashOfRecord } from '../queries/records.ts'
import { takeYearNumber } from '../store/tables.ts'
import type { DecisionTable, PartyTable } from '../tables.ts'
import { calledIn, labelOf, readerOf, refOf, workingDays } from '../queries/book.ts'
import { effectRows } from './effects.ts'
import { askWhoIsWaitedFor, type Keeps } from './asking.ts'
import { moveOn } from './move-on.ts'
import { fitSuperseding } from './superseding.ts'

/** What a room may say beside what a person writes: what it is about, in which version, and part by part. */
type Opening = Omit<InputOf<typeof decisionsCreate>, 'effects' | 'options' | 'informed' | 'off_cycle' | 'audience' | 'method' | 'type'> &
  Partial<InputOf<typeof decisionsCreate>> & {
    kind?: 'decision' | 'signoff'
    subjects?: readonly Subject[]
    items?: Readonly<Record<string, string>>
    keeps?: Keeps
  }

type Found = Wanted & { members: string[]; fell: boolean }

/** Opens a decision in the caller's transaction; answers its id. Whoever opens it recommends it, unless somebody else is named for that. */
export async function open(ctx: Context, wanted: Opening): Promise<string> {
  const { kind = 'decision', type = 2, method = 'written', audience = 'internal', off_cycle = false } = wanted
  const opener = readerOf(ctx).person
  const policy = await getPolicy(ctx.tx)
  const days = await workingDays(ctx)
  const need_by = wanted.need_by ?? days(policy.window_days)
  const text: Text = {
    issue: wanted.issue,
    proposal: wanted.proposal,
    options: wanted.options ?? [],
    subjects: wanted.subjects ?? [],
    items: wanted.items ?? null,
  }
  fitBytes('The proposal', text.proposal)
  const asked = wanted.parties.some(({ letter }) => letter === 'R')
    ? wanted.parties
    : [{ letter: 'R' as const, person_id: opener, group_id: undefined }, ...wanted.parties]
  const parties = await found(ctx, asked)
  const decider = parties.find(({ letter }) => letter === 'D')
  const deciderRoles = decider?.person_id ? await rolesOn(ctx, decider.person_id, ctx.today) : []
  const unmet: Unmet[] = [
    ...textUnmet(text),
    ...partiesUnmet({ parties, type, kind, a_reason: wanted.a_reason ?? null, deciderRoles, type1Role: policy.type1_role }),
  ]
  if (need_by < days(1))
    unmet.push({ code: 'decision.need_by_early', text: `The first day on which it can be due is ${days(1)}.`, path: 'need_by' })
  if (wanted.expected && wanted.expected.on <= ctx.today) unmet.push(expectedPast)
  refuse(unmet)
  const id = newId()
  if (wanted.supersedes) await fitSuperseding(ctx, wanted.supersedes)
  const [number = ''] = await takeYearNumber(ctx.tx, 'DEC', ctx.today.slice(0, 4))
  const hash = textHash(text)
  const row: DecisionTable = {
    ...blank,
    id,
    number,
    kind,
    type,
    method,
    audience,
    issue: text.issue,
    text_hash: hash,
    need_by,
    a_reason: wanted.a_reason ?? null,
    spend_minor: wanted.spend ? BigInt(wanted.spend.amount_minor) : null,
    spend_currency: wanted.spend?.currency ?? null,
    off_cycle,
    opened_at: ctx.now,
    opened_day: ctx.today,
    opened_by: personBehind(ctx.actor),
    opened_by_name: ctx.actor.name,
    decider: decider?.person_id ?? '',
    supersedes: wanted.supersedes ?? null,
    expected_metric: wanted.expected?.metric ?? null,
    expected_value: wanted.expected?.value ?? null,
    expected_on: wanted.expected?.on ?? null,
    source: wanted.source === undefined ? null : Buffer.from(wanted.source),
    source_hash: wanted.source === undefined ? null : (hashOfRecord(wanted.source) ?? null),
  }
  await addDecision(ctx.tx, row)
  await addText(ctx.tx, {
    decision_id: id,
    no: 1,
    ...plain(text),
    hash,
    at: ctx.now,
    by_id: personBehind(ctx.actor),
    by_name: ctx.actor.name,
  })
  await replaceSubjects(ctx.tx, id, subjectRows(id, text.subjects))
  await addParties(
    ctx.tx,
    parties.map((one, position) => partyRow(id, one, position)),
  )
  const informed = await people(ctx, wanted.informed ?? [])
  await addInformed(
    ctx.tx,
    informed.map((person_id) => ({ decision_id: id, person_id })),
  )
  await replaceEffects(ctx.tx, id, effectRows(ctx, id, wanted.effects ?? []))
  await record(ctx, {
    action: 'decisions.decision.opened',
    subject: labelOf(row),
    after: { issue: text.issue, hash, need_by, type, kind, parties: parties.map(({ letter, name }) => ({ letter, name })) },
  })
  await ctx.announce('decisions.decision.opened', { decision_id: id, number, kind, subjects: refs(text.subjects) }, { key: id })
  await askWhoIsWaitedFor(ctx, row, wanted.keeps)
  await notify(ctx, {
    to: informed.filter((one) => one !== opener),
    reason: 'decisions.decision.told',
    rule: 'mentioned',
    subject: refOf(row),
    text: calledIn(`You are told of ${number}`, row),
  })
  await moveOn(ctx, row)
  return id
}

export const blank = {
  state: 'collecting',
  text_no: 1,
  estimate_minor: null,
  estimate_note: null,
  estimate_at: null,
  estimate_by: null,
  round: 1,
  outcome: null,
  outcome_text: null,
  rationale: null,
  override_reason: null,
  no_actions: false,
  decided_at: null,
  decided_day: null,
  decided_by: null,
  decided_by_name: null,
  decided_for: null,
  made_in: null,
  legacy: false,
  review_on: null,
  reviewed_at: null,
  review_result: null,
  review_note: null,
  ended_on: null,
  ended_reason: null,
  source: null,
  source_hash: null,
  reminded: null,
  version: 1,
} as const

/** What is to come is expected of a day to come. */
export const expectedPast: Unmet = {
  code: 'decision.expected_past',
  text: 'Say what you expect of a later day: it is read on that day.',
  path: 'expected.on',
}

export function refuse(unmet: readonly Unmet[]): void {
  const [first] = unmet
  if (first) throw new Refusal('refused', first.code, first.text, { unmet: [...unmet] })
}

/** Those who are named, with the names and members of today. Refuses `rapid.unknown_party`. */
async function found(
  ctx: Context,
  wanted: readonly { letter: Letter; person_id?: string | undefined; group_id?: string | undefined }[],
): Promise<Found[]> {
  const colleagues = await colleaguesOf(ctx, [...new Set(wanted.flatMap(({ person_id }) => person_id ?? []))])
  const groups = await groupsBehind(ctx, [...new Set(wanted.flatMap(({ group_id }) => group_id ?? []))], ctx.today)
  return wanted.map(({ letter, person_id, group_id }) => {
    if ((person_id === undefined) === (group_id === undefined)) throw unknownParty('Name a person or a group, one of the two.')
    if (person_id !== undefined) {
      const person = colleagues.get(person_id)
      if (!person || person.left || person.kind === 'service')
        throw unknownParty('One who is named is not a colleague of today. Choose somebody else.')
      return { letter, person_id, name: person.name, members: [person_id], fell: false }
    }
    const group = groups.get(group_id ?? '')
    if (!group || group.closed) throw unknownParty('One of the groups does not exist or is closed. Choose another one.')
    const { person_ids, by } = group
    return { letter, group_id: group.id, name: group.name, members: person_ids, fell: by === 'lead', empty: person_ids.length === 0 }
  })
}

function unknownParty(text: string): Refusal {
  return new Refusal('refused', 'rapid.unknown_party', text, { unmet: [{ code: 'rapid.unknown_party', text, path: 'parties' }] })
}

/** Persons and members of groups. */
async function people(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const colleagues = await colleaguesOf(ctx, ids)
  const here = (id: string) => colleagues.get(id)?.left === false
  const groups = await groupsBehind(
    ctx,
    ids.filter((id) => !here(id)),
    ctx.today,
  )
  const each = ids.flatMap((id) => {
    if (here(id)) return [id]
    const group = groups.get(id)
    if (!group || group.by === 'nobody')
      throw unknownParty('One who shall be told is neither a colleague of today nor a group with members.')
    return group.person_ids
  })
  return [...new Set(each)]
}

function partyRow(decision_id: string, one: Found, position: number): PartyTable {
  const { letter, person_id = null, group_id = null, name, members, fell } = one
  return {
    id: newId(),
    decision_id,
    letter,
    person_id,
    group_id,
    name,
    members,
    fell_to_lead: fell,
    position,
    kept_no: null,
    kept_from: null,
  }
}

export function subjectRows(decision_id: string, subjects: readonly Subject[]) {
  return subjects.map(({ room, kind, id, version_hash }) => ({ decision_id, room, kind, subject_id: id, version_hash }))
}

export function plain({ options, subjects, ...text }: Text) {
  return { ...text, options: [...options], subjects: [...subjects], items: text.items === null ? null : { ...text.items } }
}

export function refs(subjects: readonly Subject[]) {
  return subjects.map(({ room, kind, id, version_hash }) => ({ room, kind, id, version_hash }))
}
