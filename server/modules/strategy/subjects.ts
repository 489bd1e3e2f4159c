import { foundById, type SubjectSource } from '../../kernel/subject.ts'
import { mayBeSeen } from './queries/seen.ts'
import { getEdition, planOf } from './store/editions.ts'

/** What is spoken of in comments: a plan by its edition, for whoever may read it. */
export const subjects: Record<string, SubjectSource> = {
  edition: {
    right: 'strategy.read',
    find: (ctx, id) =>
      foundById(id, async () => {
        const plan = await planOf(ctx.tx, await getEdition(ctx.tx, id))
        mayBeSeen(ctx, plan)
        const { title, audience } = plan
        return { room: 'strategy', kind: 'edition', id, title, href: `/strategy/editions/${id}`, audience }
      }),
  },
}
