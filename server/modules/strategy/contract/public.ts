import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { dayShape, idShape } from '../../../kernel/shapes.ts'
import { framework, level } from './shapes.ts'

const slug = z.string().max(120)
const run = z.object({ text: z.string(), bold: z.boolean(), italic: z.boolean(), code: z.boolean(), struck: z.boolean() })
const runs = z.array(run)

const versionShape = z.object({ vetted_on: z.string(), title: z.string(), href: z.string() })
const publicPlan = z.object({
  schema: z.literal('quarterdeck.public-plan/1'),
  slug: z.string(),
  title: z.string(),
  level,
  framework,
  stands: z.enum(['in_force', 'ahead', 'over', 'former']),
  period: z.object({ from: z.string(), to: z.string(), label: z.string() }).nullable(),
  parties: z.array(z.object({ sign: z.string(), letters: z.array(z.string()) })).describe('people by their initials'),
  legend: z.string().nullable().describe('what the letters and signs say'),
  vetted_on: z.string().nullable(),
  sections: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      internal: z.boolean().describe('it holds something, and nothing of it is for anyone'),
      lead: z.array(runs),
      items: z.array(
        z.object({
          depth: z.number(),
          rank: z.number(),
          struck: z.boolean(),
          runs,
          notes: z.array(runs),
          figure: z
            .object({
              metric: z.string(),
              value: z.string().nullable(),
              day: z.string().nullable(),
              target: z.string().nullable(),
              unit: z.string(),
            })
            .nullable()
            .describe('only where the metric itself is public'),
        }),
      ),
      notes: z.array(runs),
    }),
  ),
  counts: z.record(z.string(), z.number()).describe('lines of each section, of the public text alone'),
  hash: z.string().describe('of the public text alone'),
  versions: z.array(versionShape).describe('what was public before, newest first'),
  internal_href: z.string().describe('the whole of it, for colleagues'),
})
export type PublicPlan = z.output<typeof publicPlan>

const toAnyone = { right: 'anyone', audience: 'public', perMinute: 120 } as const

export const publicPlansList = operation({
  name: 'strategy.public_plans.list',
  method: 'GET',
  path: '/public/plans',
  ...toAnyone,
  summary: 'Plans that are published, by name',
  input: z.object(pageInput),
  output: pageOf(
    z.object({
      slug: z.string(),
      title: z.string(),
      level,
      period_from: z.string().nullable(),
      period_to: z.string().nullable(),
      vetted_on: z.string(),
      href: z.string(),
    }),
  ),
})

export const publicPlansGet = operation({
  name: 'strategy.public_plans.get',
  method: 'GET',
  path: '/public/plans/{slug}',
  ...toAnyone,
  summary: 'What of a published plan is for anyone',
  input: z.object({ slug }),
  output: publicPlan,
})

export const publicPlansVersion = operation({
  name: 'strategy.public_plans.version',
  method: 'GET',
  path: '/public/plans/{slug}/versions/{vetted_on}',
  ...toAnyone,
  summary: 'What of a published plan was for anyone, by the day on which it was vetted',
  input: z.object({ slug, vetted_on: dayShape }),
  output: publicPlan,
})

export const publicPlansMarkdown = operation({
  name: 'strategy.public_plans.markdown',
  method: 'GET',
  path: '/public/plans/{slug}/plan.md',
  ...toAnyone,
  summary: 'What of a published plan is for anyone, as Markdown',
  input: z.object({ slug }),
  output: z.unknown(),
})

export const editionsProjection = operation({
  name: 'strategy.editions.projection',
  method: 'GET',
  path: '/strategy/editions/{id}/projection',
  right: 'strategy.read',
  summary: 'What of an edition anyone would see, published or not',
  input: z.object({ id: idShape }),
  output: z.object({ plan: publicPlan, published: z.boolean(), public_href: z.string().nullable(), may: z.array(z.string()) }),
})

export const plansPublish = operation({
  name: 'strategy.plans.publish',
  edit: { lastWins: 'says yes or no; who says it last decides, and the trail keeps both' },
  method: 'PUT',
  path: '/strategy/plans/{slug}/publication',
  right: 'strategy.publish',
  summary: 'Puts the public part of a plan’s vetted editions where anyone may read it, or takes it away',
  input: z.object({ slug, published: z.boolean() }),
  output: z.object({ slug: z.string(), published: z.boolean() }),
})
