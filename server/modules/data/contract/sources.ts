import { z } from 'zod'
import { nameShape } from '../../../kernel/shapes.ts'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'

const sourceRow = z.object({
  key: z.string(),
  name: z.string(),
  kind: z.string(),
  subject: z.enum(['server', 'person']),
  owner: z.string().nullable(),
  class: z.string(),
  state: z.enum(['draft', 'testing', 'on', 'paused', 'retired', 'failed']),
  last_event_at: z.string().nullable(),
  created_at: z.string(),
  keys: z.array(z.object({ hint: z.string(), valid_until: z.string().nullable() })),
  /** events that were kept but not loaded */
  quarantined: z.number(),
  /** events that were loaded with a mark, such as a time that is none */
  marked: z.number(),
})
const withKey = sourceRow.extend({
  /** shown now and never again: only its hash is kept */
  write_key: z.string(),
})

export const sourcesList = operation({
  name: 'data.sources.list',
  method: 'GET',
  path: '/data/sources',
  right: 'data.read',
  summary: 'Where events come from',
  input: z.object({ ...pageInput }),
  output: pageOf(sourceRow),
})

export const sourcesCreate = operation({
  name: 'data.sources.create',
  key: 'required',
  secret: true,
  method: 'POST',
  path: '/data/sources',
  right: 'data.source',
  summary: 'Opens a source of events and gives its write key',
  status: 201,
  input: z.object({
    key: z.string().regex(/^[a-z][a-z0-9_-]{1,40}$/, 'is a short lower-case name'),
    name: nameShape.min(2).max(80),
    subject: z.enum(['server', 'person']).default('server'),
    class: z.enum(['internal', 'confidential', 'personal']).default('internal'),
    /** a key that clients have built in already; made when left out */
    write_key: z
      .string()
      .min(16)
      .max(100)
      .regex(/^[A-Za-z0-9_-]+$/)
      .optional(),
  }),
  output: withKey,
})

export const sourcesRotate = operation({
  name: 'data.sources.rotate',
  key: 'required',
  secret: true,
  method: 'POST',
  path: '/data/sources/{key}/key-rotations',
  right: 'data.source',
  summary: 'Gives a source a new write key; the old one works for 30 more days',
  input: z.object({ key: z.string() }),
  output: withKey,
})

export const quarantineList = operation({
  name: 'data.quarantine.list',
  method: 'GET',
  path: '/data/quarantine',
  right: 'data.raw',
  summary: 'Events that were kept but not loaded, or loaded with a mark; newest first',
  input: z.object({ ...pageInput, source: z.string().max(60).optional(), reason: z.string().max(40).optional() }),
  output: pageOf(
    z.object({
      id: z.string(),
      segment: z.string(),
      line: z.number(),
      index: z.number(),
      source: z.string(),
      reason: z.string(),
      /** the words of the stage that could not take it, or what is wrong with it */
      detail: z.string(),
      /** loaded all the same: it only carries a mark */
      loaded: z.boolean(),
      excerpt: z.string(),
      received_at: z.string(),
    }),
  ),
})

export const freshnessRead = operation({
  name: 'data.freshness.read',
  method: 'GET',
  path: '/data/freshness',
  right: 'data.read',
  summary: 'How far each source, view and metric is complete',
  input: z.object({}),
  output: z.object({
    warehouse: z.enum(['open', 'away']),
    log: z.object({ unloaded_bytes: z.number().nullable(), free_bytes: z.number().nullable() }),
    /** what stands still and since when, and for stewards why; empty when all is well */
    stalled: z.array(z.object({ stage: z.enum(['events', 'views']), since: z.string(), trouble: z.string().nullable() })),
    parents: z.array(
      z.object({
        name: z.string(),
        kind: z.enum(['events', 'view']),
        complete_through: z.string().nullable(),
        rows: z.number().nullable(),
      }),
    ),
    metrics: z.array(
      z.object({
        metric: z.string(),
        label: z.string(),
        state: z.enum(['fresh', 'late', 'stale', 'broken']),
        complete_through: z.string().nullable(),
      }),
    ),
    /** `loaded`: marked only, and counted in figures */
    quarantine: z.array(z.object({ source: z.string(), reason: z.string(), loaded: z.boolean(), events: z.number() })),
  }),
})

export const rebuildsCreate = operation({
  name: 'data.rebuilds.create',
  method: 'POST',
  path: '/data/rebuilds',
  right: 'data.steward',
  summary: 'Builds the warehouse again beside the present one, compares the two, and swaps them',
  input: z.object({
    /** swap although the two differ; without it a difference is refused, and told */
    accept_differences: z.boolean().default(false),
  }),
  output: z.object({
    events: z.number(),
    server_days: z.number(),
    built_at: z.string(),
    /** of counts and metrics of 24 months; the first 50 */
    differences: z.array(z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  }),
})
