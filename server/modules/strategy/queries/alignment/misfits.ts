import type { Context } from '../../../../kernel/context.ts'
import type { Attention } from '../../../../kernel/room.ts'
import { seesFew } from '../seen.ts'
import { listDefects } from '../../store/alignment/defects.ts'

/** Errors between plans that nobody has waived, each with whoever answers for either side. */
export async function misfits(ctx: Context): Promise<Attention[]> {
  const few = seesFew(ctx)
  const defects = await listDefects(ctx.tx, ctx.today, { few, limit: 200 })
  return defects
    .filter(({ level, waiver, told_at }) => level === 'error' && waiver === null && told_at !== null)
    .flatMap((defect) =>
      defect.dri_ids.map((assignee) => ({
        kind: 'defect',
        title: defect.title,
        detail: defect.says,
        href: `/strategy/alignment?defect=${defect.id}`,
        act: 'Look',
        at: new Date(defect.first_seen),
        assignee,
      })),
    )
}
