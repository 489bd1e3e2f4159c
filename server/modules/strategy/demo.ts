import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DemoStage } from '../../kernel/demo.ts'
import { editionsGet, importsConfirm, importsPreview, measuresBind, plansMakeCurrent } from './contract.ts'

type Binding = { metric_id: string; baseline: string; target: string; direction: 'increase' | 'at_least' | 'at_most'; window?: string }

/** Which metric each measure of the plans is, in the order of the lines that start with these words. */
const bindings: Record<string, Record<string, Binding>> = {
  'company.md': {
    'Annual recurring': { metric_id: 'arr', baseline: '1500000', target: '3300000', direction: 'increase' },
    'Net new ARR': { metric_id: 'arr.net_new', baseline: '0', target: '1800000', direction: 'increase', window: 'period' },
    'Paying customers': { metric_id: 'customers', baseline: '180', target: '330', direction: 'increase' },
    'Self-service share': { metric_id: 'self_serve.share', baseline: '0.20', target: '0.25', direction: 'at_least', window: 'period' },
    'Active servers': { metric_id: 'tes', baseline: '700', target: '1300', direction: 'increase' },
    'Registered users': { metric_id: 'users.registered', baseline: '60000', target: '120000', direction: 'increase' },
  },
  'customer-success.md': {
    'Less than 250': { metric_id: 'arr.churned', baseline: '0', target: '250000', direction: 'at_most', window: 'period' },
    'Expansion above': { metric_id: 'arr.expansion', baseline: '0', target: '300000', direction: 'increase', window: 'period' },
    'Active daily': { metric_id: 'tedas', baseline: '600', target: '1000', direction: 'increase' },
  },
  'growth.md': {
    'Self-service share': { metric_id: 'self_serve.share', baseline: '0.20', target: '0.30', direction: 'at_least', window: 'period' },
    'New ARR above': { metric_id: 'arr.new', baseline: '0', target: '1000000', direction: 'increase', window: 'period' },
  },
}

/** Imports the three plans of the demo as documents, confirms what was read, and binds their measures to metrics. */
export async function tellPlans({ as }: DemoStage): Promise<void> {
  const planner = await as('bizops')
  let parent: string | null = null
  for (const [name, measures] of Object.entries(bindings)) {
    const preview = await planner.say(importsPreview, { name, text: readFileSync(join(import.meta.dirname, 'demo-plans', name), 'utf8') })
    const level: 'company' | 'department' = name === 'company.md' ? 'company' : 'department'
    const ticked = preview.plans.map((plan) => ({ index: plan.index, level, audience: 'internal' as const, parent_slug: parent }))
    const { created } = await planner.say(importsConfirm, { id: preview.id, plans: ticked })
    const [made] = created
    if (!made) throw new Error(`nothing was read in ${name}`)
    parent ??= made.slug
    const page = await planner.say(editionsGet, { id: made.edition_id })
    const lines = page.sections.filter((section) => section.name === 'measures').flatMap((section) => section.items)
    for (const item of lines) {
      const words = Object.keys(measures).find((start) => item.text.startsWith(start))
      const binding = words ? measures[words] : undefined
      if (binding) await planner.say(measuresBind, { id: made.edition_id, key: item.key, ...binding, due: '2027-01-31' })
    }
    if (level === 'company') await planner.say(plansMakeCurrent, { slug: made.slug, edition_id: made.edition_id })
  }
}
