import { everything } from '../../kernel/reach.ts'
import { foundById, type SubjectSource } from '../../kernel/subject.ts'
import { getReached } from './store/accounts.ts'

/** What is spoken of in comments; whose account it is has been asked before. */
export const subjects: Record<string, SubjectSource> = {
  account: {
    right: 'customers.read',
    find: async (ctx, id) => {
      const account = await foundById(id, () => getReached(ctx.tx, id, everything))
      return (
        account && { room: 'customers', kind: 'account', id, title: account.name, href: `/customers/accounts/${id}`, audience: 'internal' }
      )
    },
  },
}
