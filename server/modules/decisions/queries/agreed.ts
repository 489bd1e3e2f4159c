import type { Context } from '../../../kernel/context.ts'
import { holds } from '../rules/outcome.ts'
import { type Signed, standingOf, type Standing } from '../rules/standing.ts'
import { carriedOf, decisionsAbout, keyOf, type Thing } from '../store/subjects.ts'

/** Who agreed to a thing at a hash, today and in the caller's transaction. Only sign-offs agree; a decision about a thing is not one. */
export async function standing(ctx: Pick<Context, 'tx' | 'today'>, subject: Thing, hash: string): Promise<Standing> {
  const [one = { is: 'none' as const }] = await standingsOf(ctx, [{ ...subject, hash }])
  return one
}

/** The same of several things, each at its own hash, in their order; two reads however many. */
export async function standingsOf(
  ctx: Pick<Context, 'tx' | 'today'>,
  subjects: readonly (Thing & { hash: string })[],
): Promise<Standing[]> {
  const [rows, carried] = await Promise.all([decisionsAbout(ctx.tx, subjects), carriedOf(ctx.tx, subjects)])
  const links = Map.groupBy(carried, (one) => `${one.decision_id} ${keyOf({ ...one, id: one.subject_id })}`)
  const signed = Map.groupBy(
    rows.filter(({ kind, version_hash }) => kind === 'signoff' && version_hash !== null),
    (row) => keyOf({ room: row.subject_room, kind: row.subject_kind, id: row.subject_id }),
  )
  return subjects.map((subject) => {
    const key = keyOf(subject)
    const own = (signed.get(key) ?? []).map(
      ({ id: decision_id, number, version_hash, state, outcome, decided_day, ended_on, decided_by_name }): Signed => ({
        decision_id,
        number,
        hash: version_hash ?? '',
        by_name: decided_by_name ?? '',
        state,
        outcome,
        decided_day,
        ended_on,
        carried: (links.get(`${decision_id} ${key}`) ?? []).map((one) => ({
          from: one.from_hash,
          to: one.to_hash,
          class: one.class,
          by: one.by_name,
          day: one.day,
        })),
      }),
    )
    return standingOf(own, subject.hash, ctx.today)
  })
}

type Said = Thing & {
  decision_id: string
  number: string
  hash: string
  verdict: 'accept' | 'reject'
  by_id: string
  /** in whose place it was said */
  for_id: string | null
  by: string
  at: Date
  text: string
}

/**
 * What sign-offs of several things said and still say, newest first, each on the hash that it was given on: a yes that was neither reversed
 * nor replaced, and a no. One read, however many.
 */
export async function signedOf(ctx: Pick<Context, 'tx' | 'today'>, subjects: readonly Thing[]): Promise<Said[]> {
  const rows = await decisionsAbout(ctx.tx, subjects)
  return rows.flatMap((row) => {
    const { version_hash: hash, decided_at: at, ended_on } = row
    const no = row.outcome === 'reject' && (ended_on === null || ctx.today < ended_on)
    if (row.kind !== 'signoff' || hash === null || at === null || (!no && !holds(row, ctx.today))) return []
    return [
      {
        room: row.subject_room,
        kind: row.subject_kind,
        id: row.subject_id,
        decision_id: row.id,
        number: row.number,
        hash,
        verdict: no ? ('reject' as const) : ('accept' as const),
        by_id: row.decided_by ?? '',
        for_id: row.decided_for,
        by: row.decided_by_name ?? '',
        at,
        text: row.outcome_text ?? '',
      },
    ]
  })
}

/** Sign-offs of a thing that are open, newest first: on which version each asks, and until when. */
export async function openSignoffs(
  ctx: Pick<Context, 'tx'>,
  subject: Thing,
): Promise<{ id: string; number: string; version_hash: string | null; need_by: string }[]> {
  const rows = await decisionsAbout(ctx.tx, [subject])
  return rows
    .filter(({ kind, state }) => kind === 'signoff' && (state === 'collecting' || state === 'ready'))
    .map(({ id, number, version_hash, need_by }) => ({ id, number, version_hash, need_by }))
}
