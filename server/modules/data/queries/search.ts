import type { Searchable } from '../../../kernel/room.ts'
import { builtIn } from '../metrics/builtin.ts'
import { mayRead } from './policy.ts'

export const searchable: Searchable[] = [
  {
    kind: 'metric',
    right: 'data.read',
    find: async (ctx, words, limit) => {
      const wanted = words.toLowerCase()
      return [...builtIn().catalogue.values()]
        .filter((metric) => mayRead(ctx, metric))
        .filter(({ id, definition }) =>
          [id, definition.label, definition.acronym ?? '', definition.definition].some((text) => text.toLowerCase().includes(wanted)),
        )
        .slice(0, limit)
        .map(({ id, definition }) => ({
          kind: 'metric',
          title: definition.label,
          ...(definition.acronym ? { note: definition.acronym } : {}),
          href: `/data/metrics/${id}`,
        }))
    },
  },
]
