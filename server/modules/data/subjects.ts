import type { SubjectSource } from '../../kernel/subject.ts'
import { builtIn } from './metrics/builtin.ts'
import { mayRead } from './queries/policy.ts'

/** What is spoken of in comments: a metric by its id, for whoever may read it. */
export const subjects: Record<string, SubjectSource> = {
  metric: {
    right: 'data.read',
    find: async (ctx, id) => {
      const metric = builtIn().catalogue.get(id)
      if (!metric || !mayRead(ctx, metric)) return undefined
      const { label: title, audience } = metric.definition
      return { room: 'data', kind: 'metric', id, title, href: `/data/metrics/${id}`, audience }
    },
  },
}
