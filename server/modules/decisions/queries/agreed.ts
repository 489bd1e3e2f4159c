import type { Context } from '../../../kernel/context.ts'
import { standingOf, type SubjectStanding } from '../rules/standing.ts'
import { carriedOf, decisionsAbout, type Thing } from '../store/subjects.ts'

/** Who agreed to a thing at a hash, today and in the caller's transaction. Only sign-offs agree; a decision about a thing is not one. */
export async function standing(ctx: Pick<Context, 'tx' | 'today'>, subject: Thing, hash: string): Promise<SubjectStanding> {
  const [rows, carried] = await Promise.all([decisionsAbout(ctx.tx, subject), carriedOf(ctx.tx, subject)])
  const signed = rows.flatMap((row) => {
    if (row.kind !== 'signoff' || row.version_hash === null) return []
    const links = carried
      .filter((one) => one.decision_id === row.id)
      .map((one) => ({ from: one.from_hash, to: one.to_hash, class: one.class, by: one.by_name, day: one.day }))
    const { id: decision_id, number, version_hash: signedHash, state, outcome, decided_day, ended_on, decided_by_name } = row
    return [
      { decision_id, number, hash: signedHash, by_name: decided_by_name ?? '', state, outcome, decided_day, ended_on, carried: links },
    ]
  })
  return standingOf(signed, hash, ctx.today)
}
