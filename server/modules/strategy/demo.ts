import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DemoStage, Speaker } from '../../kernel/demo.ts'
import { decisionsAnswer, decisionsGet } from '../decisions/index.ts'
import {
  editionsFreeze,
  editionsGet,
  editionsLife,
  editionsSubmit,
  editionsVet,
  importsConfirm,
  importsPreview,
  measuresBind,
} from './contract.ts'

type Binding = { metric_id: string; baseline: string; target: string; direction: 'increase' | 'at_least' | 'at_most'; window?: string }

/** Which metric each measure of the plans is, in the order of the lines that start with these words. */
const bindings: Record<string, Record<string, Binding>> = {
  'company-before.md': {},
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
  'engineering.md': {},
}

/**
 * Imports the plans of the demo as documents, confirms what was read, and binds their measures to metrics. The company's is agreed to and
 * vetted, in the place of the one of the year before; one waits for input, one is over its page, one is hardly begun.
 */
export async function tellPlans({ as }: DemoStage): Promise<void> {
  const planner = await as('bizops')
  const made = new Map<string, string>()
  const above: string[] = []
  for (const [name, measures] of Object.entries(bindings)) {
    const preview = await planner.say(importsPreview, { name, text: readFileSync(join(import.meta.dirname, 'demo-plans', name), 'utf8') })
    const company = name.startsWith('company')
    const level: 'company' | 'department' = company ? 'company' : 'department'
    const parent_slug = company ? null : (above[0] ?? null)
    const ticked = preview.plans.map((plan) => ({ index: plan.index, level, audience: 'internal' as const, parent_slug }))
    const { created } = await planner.say(importsConfirm, { id: preview.id, plans: ticked })
    const one: { slug: string; edition_id: string } | undefined = created[0]
    if (!one) throw new Error(`nothing was read in ${name}`)
    if (company) above.push(one.slug)
    made.set(name, one.edition_id)
    const page = await planner.say(editionsGet, { id: one.edition_id })
    const lines = page.sections.filter((section) => section.name === 'measures').flatMap((section) => section.items)
    for (const item of lines) {
      const words = Object.keys(measures).find((start) => item.text.startsWith(start))
      const binding = words ? measures[words] : undefined
      if (binding) await planner.say(measuresBind, { id: one.edition_id, key: item.key, ...binding, due: '2027-01-31' })
    }
  }
  await vetCompany(await as('executive'), await as('finance'), made.get('company.md') ?? '')
  const { signoff } = await (await as('success')).say(editionsSubmit, { id: made.get('customer-success.md') ?? '' })
  await (await as('finance')).say(decisionsAnswer, { id: signoff?.id ?? '', stance: 'agree', text_no: 1 })
}

/** One of the leadership team agrees and is heard for all of it; the chief executive closes the text and signs it. */
async function vetCompany(chief: Speaker, lead: Speaker, id: string): Promise<void> {
  const { signoff } = await chief.say(editionsSubmit, { id })
  const { parties } = await lead.say(decisionsGet, { id: signoff?.id ?? '' })
  for (const { id: party_id, letter } of parties)
    if (letter === 'A' || letter === 'I')
      await lead.say(decisionsAnswer, { id: signoff?.id ?? '', party_id, stance: letter === 'A' ? 'agree' : 'support', text_no: 1 })
  await chief.say(editionsFreeze, { id })
  const { content_hash } = await chief.say(editionsLife, { id })
  await chief.say(editionsVet, { id, content_hash })
}
