import type { Searchable } from '../../kernel/room.ts'
import { pageOfAccounts } from './queries.ts'

export const searchable: Searchable[] = [
  {
    kind: 'customer',
    right: 'customers.read',
    find: async (ctx, words, limit) => {
      const { items } = await pageOfAccounts(ctx, { search: words, limit })
      return items.map((row) => ({
        kind: 'customer',
        title: row.name,
        note: `${row.number} · ${row.country}`,
        href: `/customers/accounts/${row.id}`,
      }))
    },
  },
]
