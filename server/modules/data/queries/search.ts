import type { Searchable } from '../../../kernel/room.ts'
import type { SearchDocument } from '../../../kernel/search/documents.ts'
import type { Metric } from '../rules/metrics/catalogue.ts'
import { isGuarded } from './policy.ts'

export const searchable: Searchable[] = [{ kind: 'metric', right: 'data.read', documents: true }]

/** A definition as it is found: guarded ones by stewards. */
export function metricDocument(metric: Metric, at: Date): SearchDocument {
  const { id, definition } = metric
  return {
    ...{ room: 'data', kind: 'metric', id, title: definition.label, href: `/data/metrics/${id}` },
    aliases: [id, ...(definition.acronym ? [definition.acronym] : [])],
    headings: [],
    body: definition.definition,
    ...(isGuarded(metric) ? { audience: 'restricted', groups: ['data.steward'] } : { audience: 'internal', groups: [] }),
    updated_at: at,
  }
}
