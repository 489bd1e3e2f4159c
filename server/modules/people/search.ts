import type { Searchable } from '../../kernel/room.ts'
import { mayDo, personBehind } from '../../kernel/rights.ts'
import { listGroups } from './store/groups.ts'
import { pageOfPersons } from './person-queries.ts'
import { listServiceAccounts } from './store/service-accounts.ts'

export const searchable: Searchable[] = [
  {
    kind: 'group',
    right: 'people.read',
    find: async (ctx, words, limit) => {
      const seenBy = mayDo(ctx.actor, 'people.restricted') ? undefined : personBehind(ctx.actor)
      const rows = await listGroups(ctx.tx, { search: words, day: ctx.today, seenBy, limit })
      return rows
        .slice(0, limit)
        .map((row) => ({ kind: 'group', title: row.name, note: `${row.short_name}, ${row.kind}`, href: `/people/groups/${row.id}` }))
    },
  },
  {
    kind: 'service_account',
    right: 'people.read',
    find: async (ctx, words, limit) => {
      const rows = await listServiceAccounts(ctx.tx, { search: words, state: 'active', day: ctx.today, now: ctx.now, limit })
      return rows
        .slice(0, limit)
        .map((row) => ({ kind: 'service_account', title: row.name, note: row.title, href: `/people/persons/${row.id}` }))
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
