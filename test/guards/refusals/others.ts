import { letterPaper } from '../../../server/doors/contract.ts'
import * as billing from '../../../server/modules/billing/contract.ts'
import * as customers from '../../../server/modules/customers/contract.ts'
import * as data from '../../../server/modules/data/contract.ts'
import * as licensing from '../../../server/modules/licensing/contract.ts'
import * as strategy from '../../../server/modules/strategy/contract.ts'
import type { World } from '../../cast/writes.ts'
import type { Refusals } from './refusals.ts'

const source = (world: World) => world.ask(data.sourcesCreate, { key: 'harbor', name: 'Harbor servers' })
const plan = (world: World, title = 'FY27 Company VPMOM', request: object = {}) =>
  world.ask(strategy.plansCreate, { title, level: 'company', ...request })

const rising = { metric_id: 'arr', direction: 'increase' as const, baseline: '1', target: '5', due: '2027-01-31' }
async function boundTo(world: World, text: string, binding: Record<string, unknown>) {
  const source = '# FY27 Company VPMOM\n\nVision\n- Calm seas\n\nMeasures\n- More seats\n'
  const { edition_id: id } = await plan(world, 'FY27 Company VPMOM', { source })
  const items = (await world.ask(strategy.editionsGet, { id })).sections.flatMap((section) => section.items)
  const key = items.find((item) => item.text === text)?.key ?? ''
  return world.ask(strategy.measuresBind, { id, key, ...binding } as never)
}

/** The first obstacle of a new plan, moved or written anew. */
async function edited(world: World, wish: { to: 'lift' } | { raw: string }) {
  const { edition_id: id } = await plan(world)
  const { rev, lines } = await world.ask(strategy.itemsList, { id })
  const line = { id, key: lines.find(({ section }) => section === 'obstacles')?.key ?? '', if_match: rev }
  return 'raw' in wish ? world.ask(strategy.itemsChange, { ...line, ...wish }) : world.ask(strategy.itemsPlace, { ...line, ...wish })
}

const cost = { kind: 'other' as const, name: 'Posters', currency: 'USD', starts_on: '2026-05-15', one_time_minor: 5 }
/** A line of the budget on a line of a new plan. */
async function paid(world: World, section: string, more: object = {}) {
  const { edition_id: id } = await plan(world)
  const { lines } = await world.ask(strategy.itemsList, { id })
  const item_key = lines.find((one) => one.section === section)?.key ?? ''
  return world.ask(strategy.budgetAdd, { id, item_key, ...cost, ...more })
}

export const others: Refusals = {
  'customers.address.region': async (world) => {
    await world.query(`update customers.account set country = 'US' where id = '${world.ids.account}'`)
    const { version } = await world.ask(billing.portalCompany, {}, world.actors.buyer)
    const address = { street: '40 Summer Street', postal_code: '02110', city: 'Boston' }
    return world.ask(billing.portalCompanyChange, { address, if_match: version }, world.actors.buyer)
  },
  'customers.owner_not_active': (world) => world.ask(customers.accountChange, { id: world.ids.account, owner_id: crypto.randomUUID() }),
  'key.too_early': async (world) => {
    const { kid } = await world.ask(licensing.keysGenerate, { environment: 'prod', first_use_on: '2026-12-01' })
    return world.ask(licensing.keysActivate, { kid, reason: 'The yearly change' })
  },
  'source.exists': async (world) => {
    await source(world)
    return source(world)
  },
  'source.retired': async (world) => {
    const { key } = await source(world)
    await world.query(`update data.source set state = 'retired' where key = $1`, [key])
    return world.ask(data.sourcesRotate, { key })
  },
  'warehouse.elsewhere': (world) => world.ask(data.rebuildsCreate, {}),
  'plan.okr_at_company_level': (world) => plan(world, 'FY27', { framework: 'okr' }),
  'plan.period_reversed': (world) => plan(world, 'FY27', { period_from: '2027-01-31', period_to: '2026-02-01' }),
  'edition.other_plan': async (world) => {
    const { slug } = await plan(world)
    const { edition_id } = await plan(world, 'FY27 Sales VPMOM', { level: 'department' })
    return world.ask(strategy.plansMakeCurrent, { slug, edition_id })
  },
  'import.not_base64': (world) => world.ask(strategy.importsPreview, { name: 'plan.md', content_base64: 'not base64!' }),
  'import.not_word': (world) =>
    world.ask(strategy.importsPreview, {
      name: 'archive.docx',
      // an archive with one line of text in it
      content_base64:
        'UEsDBBQAAAAIAAAAAACfm9SJCAAAAAYAAAAFAAAAYS50eHQLyyzOzM8DAFBLAQIUABQAAAAIAAAAAACfm9SJCAAAAAYAAAAFAAAAAAAAAAAAAAAAAAAAAABhLnR4dFBLBQYAAAAAAQABADMAAAArAAAAAAA=',
    }),
  'import.no_columns': async (world) => {
    const { id } = await world.ask(strategy.importsPreview, { name: 'plan.md', text: '# FY27 Company VPMOM\n\nVision\n- Calm seas\n' })
    return world.ask(strategy.importsColumns, { id, columns: ['title'] })
  },
  'import.columns_wrong': async (world) => {
    const { id } = await world.ask(strategy.importsPreview, { name: 'okrs.csv', text: 'What,Sort\nCalm seas,Objective\n' })
    return world.ask(strategy.importsColumns, { id, columns: ['title', 'title'] })
  },
  'import.index_unknown': async (world) => {
    const { id } = await world.ask(strategy.importsPreview, { name: 'plan.md', text: '# FY27 Company VPMOM\n\nVision\n- Calm seas\n' })
    return world.ask(strategy.importsConfirm, { id, plans: [{ index: 9, level: 'company' }] })
  },
  'edition.too_large': (world) => {
    const methods = Array.from({ length: 301 }, (_, n) => `${n + 1}. Method ${n + 1}`)
    return plan(world, 'FY27 Company VPMOM', {
      source: ['# FY27 Company VPMOM', '', 'Vision', '- Calm seas', '', 'Methods', ...methods, ''].join('\n'),
    })
  },
  'measure.not_a_measure': (world) => boundTo(world, 'Calm seas', { kind: 'tbd', resolve_by: '2026-09-01' }),
  'measure.target_is_baseline': (world) => boundTo(world, 'More seats', { ...rising, baseline: '5.00', target: '5' }),
  'measure.version_unknown': (world) => boundTo(world, 'More seats', { ...rising, metric_version: 99 }),
  'letter.paper_unknown': (world) => world.ask(letterPaper, { id: crypto.randomUUID(), name: 'INV-2026-000001.pdf' }),
  'item.section_not_empty': async (world) => {
    const { edition_id: id } = await plan(world)
    return world.ask(strategy.itemsAdd, { id, section: 'vision', raw: 'One more' })
  },
  'item.edit_impossible': (world) => edited(world, { to: 'lift' }),
  'item.read_otherwise': (world) => edited(world, { raw: '**Measures**' }),
  'item.too_large': (world) =>
    world.ask(strategy.plansCreate, { title: 'Long', level: 'department', source: `Vision\n- ${'a'.repeat(70_000)}` }),
  'budget.not_a_method': (world) => paid(world, 'obstacles'),
  'budget.ends_early': (world) => paid(world, 'methods', { ends_on: '2026-05-01' }),
  'budget.currency_unknown': (world) => paid(world, 'methods', { currency: 'XOF' }),
  'budget.costs_nothing': (world) => paid(world, 'methods', { one_time_minor: 0 }),
  'budget.too_large': (world) => paid(world, 'methods', { heads: 10_000, cost_per_year_minor: 1_000_000_000_000 }),
  'budget.too_many': async (world) => {
    const { edition_id: id } = await plan(world)
    const { lines } = await world.ask(strategy.itemsList, { id })
    const item_key = lines.find(({ section }) => section === 'methods')?.key ?? ''
    const { lines: all } = await world.ask(strategy.budgetAdd, { id, item_key, ...cost })
    await world.query(
      `insert into strategy.budget_line select (jsonb_populate_record(b, jsonb_build_object('id', gen_random_uuid()))).*
       from strategy.budget_line b, generate_series(2, 1000) where b.id = '${all[0]?.id}'`,
    )
    return world.ask(strategy.budgetAdd, { id, item_key, ...cost })
  },
  'budget.unknown': async (world) => {
    const { edition_id: id } = await plan(world)
    return world.ask(strategy.budgetRemove, { id, line: crypto.randomUUID() })
  },
  'item.unknown': async (world) => {
    const { edition_id: id } = await plan(world)
    return world.ask(strategy.measuresBind, { id, key: crypto.randomUUID(), kind: 'tbd', resolve_by: '2026-09-01' })
  },
}
