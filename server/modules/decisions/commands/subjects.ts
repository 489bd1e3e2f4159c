import { record, recordAll } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { notify } from '../../../kernel/notices.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { holds } from '../rules/outcome.ts'
import type { Subject } from '../rules/texts.ts'
import { standing } from '../queries/agreed.ts'
import { effectsAbout } from '../store/parts.ts'
import { addCarried, closeActionsOf, closeToFew, decisionsAbout, keyOf, noteVersion, type Thing } from '../store/subjects.ts'
import { takeDecision } from '../store/decisions.ts'
import { putForward } from './acts.ts'
import { bookOf, labelOf, refOf } from '../queries/book.ts'
import type { Keeps } from './asking.ts'
import { effectKey } from './effects.ts'

const house = { person: '00000000-0000-0000-0000-000000000000', all: true }

/**
 * An agreement goes with its thing over an editorial or minor change, as its own room judged it. Refuses `decision.nothing_to_carry` where
 * nobody agreed to the older text. The page shows it as carried.
 */
export async function carry(
  ctx: Context,
  { subject, from, to, ...how }: { subject: Thing; from: string; to: string; class: 'editorial' | 'minor'; reason?: string },
): Promise<void> {
  const before = await standing(ctx, subject, from)
  if (before.is !== 'agreed' && before.is !== 'carried')
    throw new Refusal(
      'refused',
      'decision.nothing_to_carry',
      'Nobody has agreed to the older text, so that there is nothing to carry over.',
    )
  const { decision_id, number } = before
  await addCarried(ctx.tx, {
    id: newId(),
    decision_id,
    room: subject.room,
    kind: subject.kind,
    subject_id: subject.id,
    from_hash: from,
    to_hash: to,
    class: how.class,
    reason: how.reason ?? null,
    day: ctx.today,
    at: ctx.now,
    by_id: personBehind(ctx.actor),
    by_name: ctx.actor.name,
  })
  await record(ctx, {
    action: 'decisions.agreement.carried',
    subject: { kind: 'decision', id: decision_id, label: number },
    before: { hash: from },
    after: { hash: to, class: how.class },
    ...(how.reason ? { reason: how.reason } : {}),
  })
}

/**
 * The owner of a thing says that another version of it stands. An open sign-off of it asks on the new version, so that answers on the old
 * one are stale; what was decided on the old one shows as stale and is never attached to the new one.
 */
export async function noteSubject(
  ctx: Context,
  subject: Thing & { version_hash: string; title?: string; items?: Readonly<Record<string, string>>; proposal?: string; keeps?: Keeps },
): Promise<void> {
  const { room, kind, id, version_hash, title, items, proposal, keeps } = subject
  await noteVersion(ctx.tx, { room, kind, subject_id: id, hash: version_hash, at: ctx.now })
  const about = (await decisionsAbout(ctx.tx, [subject])).filter((one) => one.version_hash !== null && one.version_hash !== version_hash)
  for (const one of about) {
    const open = one.state === 'collecting' || one.state === 'ready'
    if (open && one.kind === 'signoff') await moveSignoff(ctx, one.id, { room, kind, id, version_hash, title, items, proposal, keeps })
    else if (open || holds(one, ctx.today))
      await ctx.announce('decisions.decision.stale', { decision_id: one.id, number: one.number, room, kind, id }, { key: one.id })
  }
}

/**
 * A thing is for the few from now on: what was ever asked and decided about it, and what came of that or of itself, is for those who take
 * part, like what is asked about it after.
 */
export async function keepForFew(ctx: Context, subject: Thing): Promise<void> {
  const change = { before: { audience: 'internal' }, after: { audience: 'restricted' } }
  const closed = (await closeToFew(ctx.tx, subject)).map(({ id, number }) => ({
    ...{ action: 'decisions.decision.closed_to_few', subject: { kind: 'decision', id, label: number } },
    ...change,
  }))
  const actions = (await closeActionsOf(ctx.tx, subject)).map(({ id, number }) => ({
    ...{ action: 'decisions.action.closed_to_few', subject: { kind: 'action', id, label: number } },
    ...change,
  }))
  await recordAll(ctx, [...closed, ...actions])
}

type Moved = Thing & {
  version_hash: string
  title: string | undefined
  items: Readonly<Record<string, string>> | undefined
  /** what is put forward, where another version is asked about in other words */
  proposal: string | undefined
  keeps: Keeps | undefined
}

async function moveSignoff(ctx: Context, decisionId: string, { version_hash, title, items, proposal: said, keeps, ...thing }: Moved) {
  const decision = await takeDecision(ctx.tx, decisionId, house)
  const book = await bookOf(ctx, decision)
  const last = book.texts.at(-1)
  if (!last) return
  const subjects: Subject[] = last.subjects.map((one) =>
    keyOf(one) === keyOf(thing) ? { ...one, version_hash, title: title ?? one.title } : one,
  )
  const { issue, proposal, options } = last
  await putForward(ctx, book, { issue, proposal: said ?? proposal, options, subjects, items: items ?? last.items }, keeps)
  const now = await bookOf(ctx, await takeDecision(ctx.tx, decisionId, house))
  const stale = now.partyAnswers
    .filter(({ state, kept }) => state === 'stale' && kept === null)
    .flatMap(({ answer }) => answer?.person_id ?? [])
  await notify(ctx, {
    to: stale,
    reason: 'decisions.answer.stale',
    subject: refOf(decision),
    text: `${decision.number} asks about a newer text than the one you answered`,
    due: decision.need_by,
  })
  await record(ctx, { action: 'decisions.text.moved', subject: labelOf(decision), after: { version_hash } })
}

type InForce = {
  id: string
  number: string
  title: string
  kind: string
  decided_day: string
  made_in: { room: string; kind: string; id: string; leadership: boolean } | null
}

/**
 * Decisions about a thing that hold today, newest first; what is for the few is called by its number. `made_in` is the meeting that took it,
 * null where it was decided in the ledger; `leadership` says that the meeting's series is leadership's.
 */
export async function inForce(ctx: Pick<Context, 'tx' | 'today'>, subject: Thing): Promise<InForce[]> {
  const rows = await decisionsAbout(ctx.tx, [subject])
  return rows
    .filter((one) => holds(one, ctx.today))
    .map((one) => ({
      id: one.id,
      number: one.number,
      title: refOf(one).title,
      kind: one.kind,
      decided_day: one.decided_day ?? '',
      made_in: one.made_in && {
        room: one.made_in.room,
        kind: one.made_in.kind,
        id: one.made_in.id,
        leadership: one.made_in.leadership === true,
      },
    }))
}

/** What decisions in force say of a metric or thing, by the name that plans give it. */
export async function effectsInForce(ctx: Pick<Context, 'tx' | 'today'>, about: string) {
  return (await effectsInForceOn(ctx, [about])).get(effectKey(about)) ?? []
}

/** The same of many at once: each name, as it is looked up, → what is said of it. `few`: of such a one nothing but its number is told on. */
export async function effectsInForceOn(ctx: Pick<Context, 'tx' | 'today'>, abouts: readonly string[]) {
  const rows = await effectsAbout(ctx.tx, [...new Set(abouts.map(effectKey))], ctx.today)
  return Map.groupBy(
    rows.map(({ decision_id, number, about_key, kind, value, from_day, until_day, audience }) => ({
      ...{ decision_id, number, about_key, kind, value, from_day, until_day, few: audience === 'restricted' },
    })),
    ({ about_key }) => about_key,
  )
}
