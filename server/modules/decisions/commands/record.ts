import { record as audit } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { personOf } from '../../people/index.ts'
import { fitBytes, type Subject, type Text, textHash, textUnmet } from '../rules/texts.ts'
import { addDecision } from '../store/decisions.ts'
import { addInformed, addParties, addText, replaceEffects, replaceSubjects } from '../store/parts.ts'
import { takeYearNumber } from '../store/tables.ts'
import type { MadeIn } from '../tables.ts'
import { labelOf, nameOf } from '../queries/book.ts'
import { tellInPlace } from './in-place.ts'
import { effectRows, effectsFrom } from './effects.ts'
import { blank, plain, refs, refuse, subjectRows } from './open.ts'

/** A decision that was taken elsewhere: in minutes, in an imported file, by an accepted click. */
type Taken = {
  kind: 'decision' | 'signoff'
  issue: string
  text: string
  /** what whoever decided said of it; left out: the text itself */
  said?: string
  subjects: readonly Subject[]
  decider: string
  /** as it was signed, by whoever acts or long ago; left out: as people know them */
  decider_name?: string
  /** in whose place, where whoever decided stood in */
  decided_for?: string | null
  outcome?: 'accept' | 'reject'
  day: Day
  /** the instant, where it is known; left out: now */
  at?: Date
  made_in: MadeIn
  type?: 1 | 2
  audience?: 'internal' | 'restricted'
  effects?: Parameters<typeof effectRows>[2]
  /** who is told and may see it, where it is for the few; `read` are those who were there */
  informed?: readonly { person: string; read: boolean }[]
}

/** Enters it as decided, with its day and who decided; nobody's answer is made up. Answers its id and number. */
export async function record(ctx: Context, taken: Taken): Promise<{ id: string; number: string }> {
  const { kind, type = 2, audience = 'internal', outcome = 'accept', at = ctx.now, day } = taken
  const named = taken.decider_name
  const person = named === undefined ? await personOf(ctx, taken.decider) : { id: taken.decider, name: named }
  if (!person) throw new Refusal('refused', 'rapid.unknown_party', 'Whoever decided it is unknown here.')
  if (day > ctx.today) throw new Refusal('refused', 'decision.day_ahead', `${day} has not come yet. Enter it when it has been decided.`)
  const text: Text = { issue: taken.issue, proposal: taken.text, options: [], subjects: taken.subjects, items: null }
  refuse(textUnmet(text))
  fitBytes('The text', text.proposal)
  const id = newId()
  const [number = ''] = await takeYearNumber(ctx.tx, 'DEC', ctx.today.slice(0, 4))
  const hash = textHash(text)
  const row = {
    ...blank,
    id,
    number,
    kind,
    type,
    method: taken.made_in.kind === 'meeting' ? ('meeting' as const) : ('written' as const),
    audience,
    issue: text.issue,
    text_hash: hash,
    need_by: day,
    a_reason: null,
    spend_minor: null,
    spend_currency: null,
    off_cycle: false,
    opened_at: ctx.now,
    opened_day: ctx.today,
    opened_by: personBehind(ctx.actor),
    opened_by_name: ctx.actor.name,
    decider: person.id,
    supersedes: null,
    expected_metric: null,
    expected_value: null,
    expected_on: null,
    state: 'done' as const,
    outcome,
    outcome_text: taken.said ?? taken.text,
    no_actions: true,
    decided_at: at,
    decided_day: day,
    decided_by: person.id,
    decided_by_name: person.name,
    decided_for: taken.decided_for ?? null,
    made_in: taken.made_in,
    legacy: true,
  }
  await addDecision(ctx.tx, row)
  await addText(ctx.tx, { decision_id: id, no: 1, ...plain(text), hash, at: ctx.now, by_id: row.opened_by, by_name: row.opened_by_name })
  await replaceSubjects(ctx.tx, id, subjectRows(id, text.subjects))
  await addParties(ctx.tx, [
    {
      id: newId(),
      decision_id: id,
      letter: 'D',
      person_id: person.id,
      group_id: null,
      name: person.name,
      members: [person.id],
      fell_to_lead: false,
      position: 0,
      kept_no: null,
      kept_from: null,
    },
  ])
  await addInformed(
    ctx.tx,
    (taken.informed ?? []).map(({ person: one, read }) => ({
      decision_id: id,
      person_id: one,
      ...(read ? { read_no: 1, read_at: ctx.now } : {}),
    })),
  )
  await replaceEffects(ctx.tx, id, effectsFrom(effectRows({ today: day }, id, taken.effects ?? []), day))
  await audit(ctx, {
    action: 'decisions.decision.recorded',
    subject: labelOf(row),
    after: {
      day,
      by: person.name,
      ...(taken.decided_for ? { for: await nameOf(ctx, taken.decided_for) } : {}),
      made_in: taken.made_in.title,
      hash,
      ...(outcome === 'reject' ? { outcome } : {}),
    },
  })
  await tellInPlace(ctx, row)
  await ctx.announce('decisions.decision.decided', { decision_id: id, number, kind, outcome, subjects: refs(text.subjects) }, { key: id })
  return { id, number }
}
