import type { Searchable } from '../../kernel/room.ts'
import { reachOf } from '../people/index.ts'
import { listAccounts } from './store/lists.ts'

export const searchable: Searchable[] = [
  {
    kind: 'customer',
    right: 'customers.read',
    find: async (ctx, words, limit) => {
      const rows = await listAccounts(ctx.tx, await reachOf(ctx, 'customers.read'), { search: words, sort: 'name', limit })
      return rows.slice(0, limit).map((row) => ({
        kind: 'customer',
        title: row.name,
        note: `${row.number} · ${row.country}`,
        href: `/customers/accounts/${row.id}`,
      }))
    },
  },
]
