import type { Searchable } from '../../kernel/room.ts'
import { listPersons } from './store/persons.ts'

export const searchable: Searchable[] = [
  {
    kind: 'person',
    right: 'people.read',
    find: async (ctx, words, limit) => {
      const rows = await listPersons(ctx.tx, { search: words, state: 'active', limit })
      return rows
        .slice(0, limit)
        .map((row) => ({ kind: 'person', title: row.name, note: row.title ?? row.email, href: `/people/persons/${row.id}` }))
    },
  },
]
