import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DemoStage, Speaker } from '../../kernel/demo.ts'
import { decisionsAnswer, decisionsGet } from '../decisions/index.ts'
import {
  edgesCreate,
  editionsFreeze,
  editionsGet,
  editionsLife,
  editionsSubmit,
  editionsVet,
  importsConfirm,
  importsPreview,
  measuresBind,
} from './contract.ts'

type Binding = {
  metric_id: string
  baseline: string
  target: string
  direction: 'increase' | 'at_least' | 'at_most'
  window?: string
  filter?: Record<string, string | string[]>
}
const renewals = { metric_id: 'self_serve.share', baseline: '0', window: 'period', filter: { order_kind: 'renewal' } }
const netNew = { metric_id: 'arr.net_new', baseline: '0', direction: 'increase', window: 'period' } as const
const servers: Binding = { metric_id: 'tes', baseline: '700', target: '1300', direction: 'increase' }

type Told = { above?: string; level?: 'team'; measures: Record<string, Binding> }

/**
 * The plans in the order in which they are told, each with the one above it, and which metric each measure is, by the words that its line
 * starts with. Sales and Growth pull renewals apart, and fall short of the company together.
 */
const told: Record<string, Told> = {
  'company-before.md': { measures: {} },
  'company.md': {
    measures: {
      'Annual recurring': { metric_id: 'arr', baseline: '1500000', target: '3300000', direction: 'increase' },
      'Net new ARR': { ...netNew, target: '1800000' },
      'Paying customers': { metric_id: 'customers', baseline: '180', target: '330', direction: 'increase' },
      'Self-service share': { metric_id: 'self_serve.share', baseline: '0.20', target: '0.25', direction: 'at_least', window: 'period' },
      'Active servers': servers,
      'Registered users': { metric_id: 'users.registered', baseline: '60000', target: '120000', direction: 'increase' },
    },
  },
  'customer-success.md': {
    measures: {
      'Less than 250': { metric_id: 'arr.churned', baseline: '0', target: '250000', direction: 'at_most', window: 'period' },
      'Expansion above': { metric_id: 'arr.expansion', baseline: '0', target: '300000', direction: 'increase', window: 'period' },
      'Active daily': { metric_id: 'tedas', baseline: '600', target: '1000', direction: 'increase' },
    },
  },
  'growth.md': {
    measures: {
      'Self-service share': { metric_id: 'self_serve.share', baseline: '0.20', target: '0.30', direction: 'at_least', window: 'period' },
      'New ARR above': { metric_id: 'arr.new', baseline: '0', target: '1000000', direction: 'increase', window: 'period' },
      'At least 60%': { ...renewals, target: '0.60', direction: 'at_least' },
      'Net new ARR': { ...netNew, target: '650000', filter: { segment: 'smb' } },
    },
  },
  'engineering.md': { measures: {} },
  'sales.md': {
    measures: {
      'At most 40%': { ...renewals, target: '0.40', direction: 'at_most' },
      'Net new ARR': { ...netNew, target: '900000', filter: { segment: ['mid_market', 'enterprise'] } },
    },
  },
  'finance.md': {
    measures: { 'ARR churned': { metric_id: 'arr.churned', baseline: '0', target: '250000', direction: 'at_most', window: 'period' } },
  },
  'operations.md': { measures: { 'Active servers': servers } },
  'onboarding-team.md': {
    above: 'customer-success.md',
    level: 'team',
    measures: { '1,000 servers': { metric_id: 'tedas', baseline: '600', target: '1000', direction: 'increase' } },
  },
  'media-team.md': { above: 'engineering.md', level: 'team', measures: { '1,300 servers': servers } },
}

/**
 * Imports the plans of the demo as documents, confirms what was read, binds their measures to metrics and joins what belongs together. The
 * company's is agreed to and vetted, in the place of the one of the year before; one waits for input, one is over its page, one is hardly
 * begun; three were vetted before they came.
 */
export async function tellPlans({ as }: DemoStage): Promise<void> {
  const planner = await as('bizops')
  const made = new Map<string, { slug: string; edition_id: string }>()
  const lines = new Map<string, Lines>()
  for (const [name, { above, level, measures }] of Object.entries(told)) {
    const preview = await planner.say(importsPreview, { name, text: readFileSync(join(import.meta.dirname, 'demo-plans', name), 'utf8') })
    const company = name.startsWith('company')
    const parent_slug = company ? null : (made.get(above ?? 'company.md')?.slug ?? null)
    const own: 'company' | 'department' | 'team' = level ?? (company ? 'company' : 'department')
    const ticked = preview.plans.map((plan) => ({ index: plan.index, level: own, audience: 'internal' as const, parent_slug }))
    const { created } = await planner.say(importsConfirm, { id: preview.id, plans: ticked })
    const one: { slug: string; edition_id: string } | undefined = created[0]
    if (!one) throw new Error(`nothing was read in ${name}`)
    made.set(name, one)
    lines.set(name, await bind(planner, one.edition_id, measures))
    await joinLines(planner, name, lines)
    if (name === 'company.md') await vetCompany(await as('executive'), await as('finance'), one.edition_id)
  }
  const { signoff } = await (await as('success')).say(editionsSubmit, { id: made.get('customer-success.md')?.edition_id ?? '' })
  await (await as('finance')).say(decisionsAnswer, { id: signoff?.id ?? '', stance: 'agree', text_no: 1 })
}

/** The lines of a plan by section, each with its key. */
type Lines = { section: string; key: string; text: string }[]

async function bind(planner: Speaker, id: string, measures: Told['measures']): Promise<Lines> {
  const page = await planner.say(editionsGet, { id })
  const lines = page.sections.flatMap(({ name: section, items }) => items.map(({ key, text }) => ({ section, key, text })))
  for (const [start, binding] of Object.entries(measures)) {
    const line = lines.find(({ section, text }) => (section === 'measures' || section === 'objectives') && text.startsWith(start))
    if (line) await planner.say(measuresBind, { id, key: line.key, ...binding, due: '2027-01-31' })
  }
  return lines
}

/** Edges of a plan: a line by how it starts, what it does, and the line there; another plan is named before it. */
const edges: Record<string, string[]> = {
  'company.md': [
    'Sell without > measured_by > Self-service share',
    'Sell without > measured_by > Paying customers',
    'Renew early > measured_by > Annual recurring',
    'Make the first > measured_by > Registered users',
    'Report from > measured_by > Active servers',
    'Close the books > measured_by > Net new ARR',
    'Report from > mitigates > Two thirds',
    'Sell without > mitigates > Procurement',
    'Renew early > mitigates > Nobody has owned',
  ],
  'customer-success.md': [
    'Ninety-day watch > measured_by > Less than 250',
    'Health by use > measured_by > Active daily',
    'Harbour school > measured_by > Expansion above',
    'Ninety-day watch > serves > company.md > Renew early',
    'Harbour school > serves > company.md > Make the first',
    'Health by use > mitigates > Usage of isolated',
    'Ninety-day watch > mitigates > Contacts change',
    'Answer like > serves > company.md > Crews first',
  ],
  'growth.md': [
    'Price page > serves > company.md > Sell without',
    'Trial to paid > serves > company.md > Sell without',
    'Renewals run online > serves > company.md > Renew early',
    'Renewals run online > measured_by > At least 60%',
    'Price page > measured_by > Self-service share',
    'Seats by slider > measured_by > New ARR',
    'Trial to paid > measured_by > Net new ARR',
    'Net new ARR > serves > company.md > Net new ARR',
    'Honest prices > serves > company.md > Easy to leave',
  ],
  'engineering.md': [
    'Releases on > serves > company.md > Report from',
    'Phones first > serves > company.md > Make the first',
    'Keep the ferry > measured_by > Fewer than four',
    'Releases on > measured_by > Nine of ten',
  ],
  'sales.md': [
    'Every buyer > serves > company.md > Sell without',
    'Renewals get > serves > company.md > Renew early',
    'Renewals get > measured_by > At most 40%',
    'Every buyer > measured_by > Net new ARR',
    'Net new ARR > serves > company.md > Net new ARR',
    'Renewals get > mitigates > Nobody has owned',
    'Keep before win > serves > company.md > Calm growth',
  ],
  'finance.md': [
    'Bank files > serves > company.md > Close the books',
    'One ledger > serves > company.md > Close the books',
    'One ledger > measured_by > ARR churned',
    'One set > serves > company.md > One set',
    'Bank files > mitigates > Two banks',
  ],
  'operations.md': [
    'Procedures below > serves > company.md > Close the books',
    'Single sign-on > measured_by > Active servers',
    'Single sign-on > mitigates > Half of our systems',
    'Written once > serves > company.md > One set',
    'Single sign-on > needs > engineering.md > Safe by construction',
  ],
  'onboarding-team.md': [
    'Every new administrator > serves > company.md > Make the first',
    '1,000 servers > serves > customer-success.md > Active daily',
  ],
  'media-team.md': ['A call begins > serves > engineering.md > Calls that survive', '1,300 servers > serves > company.md > Active servers'],
}

async function joinLines(planner: Speaker, name: string, plans: ReadonlyMap<string, Lines>): Promise<void> {
  const keyOf = (plan: string, start: string) => {
    const line = plans.get(plan)?.find(({ text }) => text.startsWith(start))
    if (!line) throw new Error(`no line of ${plan} starts with ${start}`)
    return line.key
  }
  for (const edge of edges[name] ?? []) {
    const [from = '', type, ...to] = edge.split(' > ')
    const [there, start] = to.length === 2 ? [to[0] ?? '', to[1] ?? ''] : [name, to[0] ?? '']
    await planner.say(edgesCreate, { type: type as 'serves', from_key: keyOf(name, from), to_key: keyOf(there, start) })
  }
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
