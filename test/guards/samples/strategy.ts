import * as promise from '../../../server/modules/strategy/contract.ts'
import type { World } from '../../cast/writes.ts'
import type { SamplesOf } from './sample.ts'

const text = `# FY27 Company VPMOM

Period: FY27

Vision
- Calm seas for every crew

Priorities
1. Crews first

Methods
1. Sell without a salesperson

Obstacles
- Weather

Measures
- Annual recurring revenue doubles
`

const plan = (world: World) => world.ask(promise.plansCreate, { title: 'FY27 Company VPMOM', level: 'company', source: text })
const preview = (world: World) => world.ask(promise.importsPreview, { name: 'company.md', text })

async function measure(world: World) {
  const { edition_id: id } = await plan(world)
  const page = await world.ask(promise.editionsGet, { id })
  return { id, key: page.sections.find(({ name }) => name === 'measures')?.items[0]?.key ?? '' }
}
const goal = { kind: 'tbd' as const, resolve_by: '2026-09-01' }

export const samples: SamplesOf<typeof promise> = {
  'strategy.plans.create': {
    given: () => ({ input: { title: 'FY27 Company VPMOM', level: 'company', source: text } }),
    audit: ['strategy.edition.created'],
  },
  'strategy.plans.make_current': {
    given: async (world) => {
      const { id } = await preview(world)
      const { created } = await world.ask(promise.importsConfirm, { id, plans: [{ index: 0, level: 'company' }] })
      return { input: { slug: created[0]?.slug ?? '', edition_id: created[0]?.edition_id ?? '' } }
    },
    audit: ['strategy.plan.current_set'],
    unknown: 'plan.unknown',
  },
  'strategy.editions.edit': {
    given: async (world) => {
      const { edition_id: id } = await plan(world)
      const { rev } = await world.ask(promise.editionsSource, { id })
      return { input: { id, source: `${text}- And margins grow\n`, if_match: rev } }
    },
    audit: ['strategy.edition.edited'],
    unknown: 'edition.unknown',
  },
  'strategy.editions.preview': {
    given: async (world) => ({ input: { id: (await plan(world)).edition_id, source: text } }),
    quiet: 'shows how a text would be read; keeps nothing',
    unknown: 'edition.unknown',
  },
  'strategy.measures.bind': {
    given: async (world) => ({ input: { ...(await measure(world)), ...goal } }),
    audit: ['strategy.measure.bound'],
    unknown: 'edition.unknown',
  },
  'strategy.measures.unbind': {
    given: async (world) => {
      const place = await measure(world)
      await world.ask(promise.measuresBind, { ...place, ...goal })
      return { input: place }
    },
    audit: ['strategy.measure.unbound'],
    unknown: 'edition.unknown',
  },
  'strategy.imports.preview': {
    given: () => ({ input: { name: 'company.md', text } }),
    audit: ['strategy.import.previewed'],
  },
  'strategy.imports.confirm': {
    given: async (world) => ({ input: { id: (await preview(world)).id, plans: [{ index: 0, level: 'company' }] } }),
    audit: ['strategy.edition.imported', 'strategy.import.confirmed'],
    unknown: 'import.unknown',
  },
}
