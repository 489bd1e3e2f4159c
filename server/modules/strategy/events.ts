import { z } from 'zod'
import type { Listener } from '../../kernel/room.ts'
import { checkPlans } from './commands/alignment/check.ts'
import { readMetric } from './commands/readings.ts'
import { plansNaming } from './owning.ts'

const edition = { edition_id: z.uuid(), plan_id: z.uuid(), slug: z.string() }
const defect = {
  defect_id: z.uuid(),
  code: z.string(),
  level: z.string(),
  plan_id: z.uuid(),
  edition_id: z.uuid(),
  slug: z.string(),
  to_plan_id: z.uuid().nullable(),
  from_key: z.uuid().nullable(),
  to_key: z.uuid().nullable(),
}
/** `audience`: who may read it in the plan; rooms that keep it show it to no others */
const titled = z.object({ key: z.string(), title: z.string(), audience: z.enum(['public', 'internal', 'restricted']) })

export const events = {
  /** an edition came into force; rooms that hang on methods keep their list from it */
  'strategy.edition.vetted': z.object({
    edition_id: z.uuid(),
    plan_id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    level: z.string(),
    legacy: z.boolean(),
    period_start: z.string().nullable(),
    period_end: z.string().nullable(),
    vetted_on: z.string(),
    methods: z.array(titled),
  }),
  'strategy.edition.submitted': z.object(edition),
  'strategy.edition.agreed': z.object(edition),
  'strategy.edition.superseded': z.object({ ...edition, by_id: z.uuid() }),
  'strategy.edition.expired': z.object({ edition_id: z.uuid(), plan_id: z.uuid() }),
  /** somebody else answers for it than whom its text names */
  'strategy.plan.handed_over': z.object({ edition_id: z.uuid(), from_id: z.uuid(), to_id: z.uuid() }),
  'strategy.update.posted': z.object({
    update_id: z.uuid(),
    edition_id: z.uuid(),
    item_key: z.uuid().nullable(),
    due_on: z.string(),
    status: z.string(),
  }),
  /** nobody said how a measure, or the plan as a whole, goes on the day on which that was due */
  'strategy.update.overdue': z.object({ edition_id: z.uuid(), item_key: z.uuid().nullable(), due_on: z.string() }),
  /** a period is over, with its lessons */
  'strategy.edition.closed': z.object({ edition_id: z.uuid(), plan_id: z.uuid() }),
  'strategy.plan.published': z.object({ plan_id: z.uuid(), slug: z.string() }),
  'strategy.plan.unpublished': z.object({ plan_id: z.uuid(), slug: z.string() }),
  /** something does not fit between plans, or within one that others have been asked about */
  'strategy.defect.opened': z.object(defect),
  'strategy.defect.cleared': z.object(defect),
  /** somebody accepted it in writing, on its texts of now, until a day */
  'strategy.defect.waived': z.object({ ...defect, until: z.string() }),
  /** what a method is to cost is another sum, or paid for otherwise */
  'strategy.budget.changed': z.object({
    ...edition,
    line_id: z.uuid(),
    item_key: z.uuid(),
    change: z.enum(['added', 'changed', 'removed']),
    off_cycle: z.boolean(),
  }),
  'strategy.measure.status_changed': z.object({
    edition_id: z.uuid(),
    item_key: z.uuid(),
    plan_slug: z.string(),
    text: z.string(),
    from: z.string(),
    to: z.string(),
    day: z.string(),
  }),
} satisfies Record<string, z.ZodType>

/** What other systems may be told: ids, numbers, days and amounts, nobody's name. */
export const publicEvents: (keyof typeof events)[] = ['strategy.edition.vetted', 'strategy.measure.status_changed']

export const listeners: Listener[] = [
  {
    name: 'strategy.readings_of_metric',
    on: ['data.metric.refreshed'],
    run: async (ctx, event) => {
      const { metric } = z.object({ metric: z.string() }).parse(event.payload)
      await readMetric(ctx, metric)
    },
  },
  {
    // who decides on a plan, or answers for it, is missed at once
    name: 'strategy.plans_of_leaver',
    on: ['people.person.left'],
    run: async (ctx, event) => {
      const { person_id } = z.object({ person_id: z.uuid() }).parse(event.payload)
      await checkPlans(ctx, await plansNaming(ctx, person_id))
    },
  },
]
