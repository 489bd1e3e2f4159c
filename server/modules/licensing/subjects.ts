import { foundById, type SubjectSource } from '../../kernel/subject.ts'
import { getLicence } from './store/licences.ts'

/** What is spoken of in comments; whose licence it is has been asked before. */
export const subjects: Record<string, SubjectSource> = {
  licence: {
    right: 'licensing.read',
    find: async (ctx, id) => {
      const licence = await foundById(id, () => getLicence(ctx.tx, id))
      return (
        licence && {
          room: 'licensing',
          kind: 'licence',
          id,
          title: licence.number,
          href: `/licensing/licences/${id}`,
          audience: 'internal',
        }
      )
    },
  },
}
