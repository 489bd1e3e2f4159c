import * as promise from '../../../server/modules/strategy/contract.ts'
import { decisionsAnswer } from '../../../server/modules/decisions/contract.ts'
import { companyPlan } from '../../parts/company-plan.ts'
import type { World } from '../../cast/writes.ts'
import type { SamplesOf } from './sample.ts'
import { lines } from './strategy-lines.ts'

const text = companyPlan

const plan = (world: World) => world.ask(promise.plansCreate, { title: 'FY27 Company VPMOM', level: 'company', source: text })
const preview = (world: World) => world.ask(promise.importsPreview, { name: 'company.md', text })

const owned = text
  .replace('Period: FY27', 'Period: FY27\nRAPID: Mara Okonjo(R, D), Noa Levi(A)\nDRI: Mara Okonjo')
  .replace('salesperson', 'salesperson (DRI: Mara Okonjo)')
/** One that the owner of the house answers for and decides on; one colleague is asked to agree. */
const written = async (world: World, source = owned) =>
  (await world.ask(promise.plansCreate, { title: 'FY27 Company VPMOM', level: 'company', source })).edition_id
/** Keys of its first method, obstacle and measure. */
async function keysOf(world: World, id: string) {
  const { sections } = await world.ask(promise.editionsGet, { id })
  const first = (section: string) => sections.find(({ name }) => name === section)?.items[0]?.key ?? ''
  return { method: first('methods'), obstacle: first('obstacles'), measure: first('measures') }
}
/** Its method mitigates its obstacle and is measured: nothing of it does not fit. */
async function joined(world: World, source?: string) {
  const id = await written(world, source)
  const { method, obstacle, measure: goes } = await keysOf(world, id)
  await world.ask(promise.edgesCreate, { type: 'mitigates', from_key: method, to_key: obstacle })
  await world.ask(promise.edgesCreate, { type: 'measured_by', from_key: method, to_key: goes })
  return id
}
/** A method of one plan that needs one of another, for which the owner of the house answers. */
async function needed(world: World) {
  const [other, own] = [(await plan(world)).edition_id, await written(world)]
  return { type: 'needs' as const, from_key: (await keysOf(world, other)).method, to_key: (await keysOf(world, own)).method }
}

/** The same out for input, and what the colleague says to it. */
async function asked(world: World, stance?: 'agree' | 'object', source?: string, own?: string) {
  const id = own ?? (await joined(world, source))
  const { signoff } = await world.ask(promise.editionsSubmit, { id })
  const mate = { ...world.person('sales'), id: world.ids.mate, name: 'Noa Levi' }
  if (stance) await world.ask(decisionsAnswer, { id: signoff?.id ?? '', stance, text: 'Said so', text_no: 1 }, mate)
  return id
}
const agreed = async (world: World, source?: string, own?: string) => {
  const id = await asked(world, 'agree', source, own)
  await world.ask(promise.editionsFreeze, { id })
  return id
}
const reason = 'The market has moved'
const vetted = (world: World, source?: string) => signed(world, undefined, source)
async function signed(world: World, own?: string, source?: string) {
  const id = await agreed(world, source, own)
  const { content_hash } = await world.ask(promise.editionsLife, { id })
  await world.ask(promise.editionsVet, { id, content_hash })
  return { id, slug: (await world.ask(promise.editionsGet, { id })).plan.slug }
}

async function measure(world: World) {
  const { edition_id: id } = await plan(world)
  const page = await world.ask(promise.editionsGet, { id })
  return { id, key: page.sections.find(({ name }) => name === 'measures')?.items[0]?.key ?? '' }
}
const goal = { kind: 'tbd' as const, resolve_by: '2026-09-01' }

/** A vetted plan whose measure was bound before. */
async function promised(world: World, binding: object) {
  const id = await joined(world)
  const { measure: key } = await keysOf(world, id)
  await world.ask(promise.measuresBind, { id, key, ...binding })
  await signed(world, id)
  return { id, key }
}

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
  ...lines,
  'strategy.editions.preview': {
    given: async (world) => ({ input: { id: (await plan(world)).edition_id, source: text } }),
    quiet: 'shows how a text would be read; keeps nothing',
    unknown: 'edition.unknown',
  },
  'strategy.editions.submit': {
    given: async (world) => ({ input: { id: await joined(world) } }),
    audit: ['decisions.decision.opened', 'strategy.edition.submitted'],
    events: ['decisions.decision.opened', 'strategy.edition.submitted'],
    unknown: 'edition.unknown',
  },
  'strategy.editions.freeze': {
    given: async (world) => ({ input: { id: await asked(world, 'agree') } }),
    audit: ['strategy.edition.agreed'],
    events: ['strategy.edition.agreed'],
    unknown: 'edition.unknown',
  },
  'strategy.editions.return': {
    given: async (world) => ({ input: { id: await agreed(world), reason } }),
    audit: ['strategy.edition.returned'],
    unknown: 'edition.unknown',
  },
  'strategy.editions.override': {
    given: async (world) => ({ input: { id: await asked(world, 'object'), reason } }),
    audit: ['strategy.edition.overridden'],
    unknown: 'edition.unknown',
  },
  'strategy.editions.vet': {
    given: async (world) => {
      const id = await agreed(world)
      return { input: { id, content_hash: (await world.ask(promise.editionsLife, { id })).content_hash } }
    },
    audit: ['decisions.decision.decided', 'strategy.edition.vetted'],
    events: ['decisions.decision.decided', 'strategy.edition.vetted'],
    unknown: 'edition.unknown',
  },
  'strategy.editions.withdraw': {
    given: async (world) => ({ input: { id: await asked(world), reason } }),
    audit: ['decisions.decision.withdrawn', 'strategy.edition.withdrawn'],
    events: ['decisions.decision.withdrawn'],
    unknown: 'edition.unknown',
  },
  'strategy.editions.move_to_commentary': {
    given: async (world) => ({ input: { id: await written(world, owned.replace('- Weather\n', '- Weather\n'.repeat(60))), rev: 1 } }),
    audit: ['strategy.edition.edited'],
    unknown: 'edition.unknown',
  },
  'strategy.editions.amend': {
    given: async (world) => ({ input: { id: (await vetted(world)).id, reason } }),
    audit: ['strategy.edition.created'],
    unknown: 'edition.unknown',
  },
  'strategy.plans.next': {
    given: async (world) => ({ input: { slug: (await vetted(world)).slug, period_from: '2027-02-01', period_to: '2028-01-31' } }),
    audit: ['strategy.edition.created'],
    unknown: 'plan.unknown',
  },
  'strategy.updates.post': {
    given: async (world) => ({ input: { id: (await vetted(world)).id, status: 'green', going_well: 'Crews come by themselves' } }),
    audit: ['strategy.update.posted'],
    events: ['strategy.update.posted'],
    unknown: 'edition.unknown',
  },
  'strategy.updates.acknowledge': {
    given: async (world) => {
      const { id } = await world.ask(promise.updatesPost, { id: (await vetted(world)).id, status: 'green' })
      return { input: { id } }
    },
    audit: ['strategy.update.acknowledged'],
    unknown: 'update.unknown',
  },
  'strategy.closings.close': {
    given: async (world) => {
      const { id } = await vetted(world, owned.replace('Period: FY27', 'Period: FY26'))
      return { input: { id, lessons: 'Crews ask crews', methods: [] } }
    },
    audit: ['strategy.edition.closed'],
    events: ['strategy.edition.closed'],
    unknown: 'edition.unknown',
  },
  'strategy.plans.publish': {
    given: async (world) => ({ input: { slug: (await plan(world)).slug, published: true } }),
    audit: ['strategy.plan.published'],
    events: ['strategy.plan.published'],
    unknown: 'plan.unknown',
  },
  'strategy.edges.create': {
    given: async (world) => ({ input: await needed(world) }),
    audit: ['strategy.edge.drawn'],
    unknown: 'item.unknown',
  },
  'strategy.edges.remove': {
    given: async (world) => ({ input: await world.ask(promise.edgesCreate, await needed(world)) }),
    audit: ['strategy.edge.removed'],
    unknown: 'edge.unknown',
  },
  'strategy.needs.answer': {
    given: async (world) => ({ input: { ...(await world.ask(promise.edgesCreate, await needed(world))), answer: 'accepted' } }),
    audit: ['strategy.need.accepted'],
    unknown: 'edge.unknown',
  },
  'strategy.defects.waive': {
    given: async (world) => {
      const { slug } = await plan(world)
      const { defects } = await world.ask(promise.alignmentGet, { plan: slug })
      return { input: { id: defects.find(({ may }) => may.includes('waive'))?.id ?? '', reason, until: '2026-09-30' } }
    },
    audit: ['strategy.defect.waived'],
    events: ['strategy.defect.waived'],
    unknown: 'defect.unknown',
  },
  'strategy.measures.bind': {
    given: async (world) => ({ input: { ...(await measure(world)), ...goal } }),
    audit: ['strategy.measure.bound'],
    unknown: 'edition.unknown',
  },
  'strategy.measures.report_milestone': {
    given: async (world) => {
      const { id, key } = await promised(world, { kind: 'milestones', milestones: [{ title: 'First crew on board', due: '2026-09-30' }] })
      const page = await world.ask(promise.editionsGet, { id })
      const bound = page.sections.flatMap(({ items }) => items).find((item) => item.key === key)?.measure
      return { input: { id, key, milestone: bound?.milestones[0]?.id ?? '', forecast: '2026-10-15' } }
    },
    audit: ['strategy.milestone.reported'],
    events: ['strategy.measure.status_changed'],
    unknown: 'edition.unknown',
  },
  'strategy.measures.assess': {
    given: async (world) => {
      const place = await promised(world, {
        kind: 'qualitative',
        rubric: '5: crews ask for it by name',
        target: '4',
        assessor: world.ids.boss,
      })
      return { input: { ...place, score: 3, words: 'Two crews of three' } }
    },
    audit: ['strategy.measure.assessed'],
    events: ['strategy.measure.status_changed'],
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
  'strategy.imports.columns': {
    given: async (world) => {
      const { id } = await world.ask(promise.importsPreview, {
        name: 'okrs.csv',
        text: 'What,Sort\nCalm seas,Objective\nNo storms,Key result\n',
      })
      return { input: { id, columns: ['title', 'type'] } }
    },
    audit: ['strategy.import.columns_chosen'],
    unknown: 'import.unknown',
  },
  'strategy.imports.confirm': {
    given: async (world) => ({ input: { id: (await preview(world)).id, plans: [{ index: 0, level: 'company' }] } }),
    audit: ['strategy.edition.imported', 'strategy.import.confirmed'],
    unknown: 'import.unknown',
  },
}
