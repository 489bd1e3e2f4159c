import type { Searchable } from '../../kernel/room.ts'
import { pageOfGroups } from './group-queries.ts'
import { pageOfPersons } from './person-queries.ts'
import { pageOfPrograms } from './service-accounts.ts'

export const searchable: Searchable[] = [
  {
    kind: 'group',
    right: 'people.read',
    find: async (ctx, words, limit) => {
      const { items } = await pageOfGroups(ctx, { search: words, limit })
      return items.map((row) => ({
        kind: 'group',
        title: row.name,
        note: `${row.short_name}, ${row.kind}`,
        href: `/people/groups/${row.id}`,
      }))
    },
  },
  {
    kind: 'service_account',
    right: 'people.read',
    find: async (ctx, words, limit) => {
      const { items } = await pageOfPrograms(ctx, { search: words, state: 'active', limit })
      return items.map((row) => ({ kind: 'service_account', title: row.name, note: row.title, href: `/people/persons/${row.id}` }))
    },
  },
  {
    kind: 'person',
    right: 'people.read',
    find: async (ctx, words, limit) => {
      const { items } = await pageOfPersons(ctx, { search: words, state: 'active', limit })
      return items.map((row) => ({
        kind: 'person',
        title: row.name,
        note: row.title ?? row.email ?? '',
        href: `/people/persons/${row.id}`,
      }))
    },
  },
]
