import { zipOf } from '../../../server/kernel/files/zip-write.ts'
import * as promise from '../../../server/modules/handbook/contract.ts'
import type { World } from '../../cast/writes.ts'
import { agreed, asked, quay, rota } from './handbook-world.ts'
import { followingSamples } from './handbook-following.ts'
import { miningSamples } from './handbook-mining.ts'
import { readingSamples } from './handbook-reading.ts'
import type { SamplesOf } from './sample.ts'

const lamp = '# The lamp on the north quay\n\nIt is lit at dusk.\n'
const lit = (world: World, more: object = {}) => world.ask(promise.pagesCreate, { source: lamp, ...more })
/** A tree of one page. */
const quayTree = {
  file: {
    name: 'quay.zip',
    type: 'application/zip' as const,
    content: zipOf([{ name: 'quay/lamp.md', bytes: Buffer.from(lamp) }]).toString('base64'),
  },
}
const page = 'page.unknown'
const begun = async (world: World) => {
  const { id, page: of } = await agreed(world)
  await world.ask(promise.proposalsPublish, { id })
  return world.ask(promise.runsStart, { id: of })
}
const toldOf = async (world: World) => {
  const { id } = await begun(world)
  const { errors } = await world.ask(promise.errorsReport, { id, fault: 'system' })
  return errors[0]?.id ?? ''
}
/** A link to what is retired, found. */
const stray = async (world: World) => {
  const lamp_ = await lit(world)
  const { id } = await world.ask(promise.pagesCreate, { source: `# The quay\n\nSee [the lamp](/handbook/${lamp_.path}).\n` })
  await world.ask(promise.pagesRetire, { id: lamp_.id, reason: 'The lamp is gone' })
  await world.drain()
  const { items } = await world.ask(promise.findingsList, { where: [`page_id:is:${id}`, 'rule:is:link_retired'] })
  const other = await world.ask(promise.pagesCreate, { source: '# The other lamp\n\nIt is lit at dawn.\n' })
  return { id: items[0]?.id ?? '', to: other.id }
}

/** A page that is over, and another one that says the same. */
const guessed = async (world: World) => {
  const { id, path } = await lit(world)
  await world.ask(promise.pagesCreate, { source: lamp })
  await world.ask(promise.pagesRetire, { id, reason: 'It stands elsewhere' })
  await world.drain()
  const { items } = await world.ask(promise.redirectsList, { where: [`path:is:${path}`] })
  return { id: items[0]?.id ?? '' }
}

/** A link by a former address, found. */
const formerly = async (world: World) => {
  const { id, path } = await lit(world)
  const { id: from } = await world.ask(promise.pagesCreate, { source: `# The quay\n\nSee [the lamp](/handbook/${path}).\n` })
  await world.ask(promise.pagesMove, { id, path: 'the-lamp-elsewhere' })
  await world.drain()
  const { items } = await world.ask(promise.findingsList, { where: [`page_id:is:${from}`, 'rule:is:link_former'] })
  return items[0]?.id ?? ''
}

export const samples: SamplesOf<typeof promise> = {
  ...followingSamples,
  ...miningSamples,
  ...readingSamples,
  'handbook.pages.create': {
    given: () => ({ input: { source: lamp } }),
    audit: ['handbook.page.created'],
    events: ['handbook.page.published'],
  },
  'handbook.pages.change': {
    given: async (world) => {
      const { id, version } = await lit(world)
      return { input: { id, if_match: version, owner: world.ids.mate } }
    },
    audit: ['handbook.page.changed'],
    unknown: page,
  },
  'handbook.pages.publish': {
    given: async (world) => ({
      input: { id: (await lit(world)).id, base: 1, source: lamp.replace('dusk', 'dawn'), note: 'Seen from the pier' },
    }),
    audit: ['handbook.page.published'],
    events: ['handbook.page.published'],
    unknown: page,
  },
  'handbook.pages.move': {
    given: async (world) => ({ input: { id: (await lit(world)).id, path: 'quay/north-lamp' } }),
    audit: ['handbook.page.moved'],
    events: ['handbook.page.moved'],
    unknown: page,
  },
  'handbook.pages.retire': {
    given: async (world) => ({ input: { id: (await lit(world)).id, reason: 'The lamp is gone' } }),
    audit: ['handbook.page.retired'],
    events: ['handbook.page.retired'],
    unknown: page,
  },
  'handbook.imports.preview': {
    given: () => ({ input: quayTree }),
    audit: ['handbook.import.previewed'],
  },
  'handbook.imports.apply': {
    given: async (world) => ({ input: { id: (await world.ask(promise.importsPreview, quayTree)).id, owner: world.ids.boss } }),
    audit: ['handbook.import.begun'],
    events: ['handbook.import.begun'],
    unknown: 'import.unknown',
  },
  'handbook.imports.discard': {
    given: async (world) => ({ input: { id: (await world.ask(promise.importsPreview, quayTree)).id } }),
    audit: ['handbook.import.discarded'],
    unknown: 'import.unknown',
    alone: 'what came in is thrown away as it is',
  },
  'handbook.texts.preview': {
    given: () => ({ input: { source: lamp } }),
    quiet: 'it changes nothing',
  },
  'handbook.impacts.read': {
    given: async (world) => ({ input: { id: (await lit(world)).id, source: lamp.replace('dusk', 'dawn') } }),
    quiet: 'it changes nothing',
    unknown: page,
  },
  'handbook.proposals.create': {
    given: async (world) => {
      const { id } = await world.ask(promise.pagesCreate, { source: rota, backup: world.ids.mate })
      return { input: { id, base: 1, note: 'As we do it' } }
    },
    audit: ['decisions.decision.opened', 'decisions.decision.made_ready', 'handbook.proposal.opened'],
    events: ['decisions.decision.opened', 'decisions.decision.ready', 'handbook.proposal.opened'],
    unknown: page,
  },
  'handbook.proposals.withdraw': {
    given: async (world) => ({ input: { id: (await asked(world)).id, reason: 'Not yet' } }),
    audit: ['decisions.decision.withdrawn', 'handbook.proposal.withdrawn'],
    events: ['decisions.decision.withdrawn', 'handbook.proposal.withdrawn'],
    unknown: 'proposal.unknown',
  },
  'handbook.proposals.publish': {
    given: async (world) => ({ input: { id: (await agreed(world)).id } }),
    audit: ['handbook.procedure.published'],
    events: ['handbook.procedure.published'],
    unknown: 'proposal.unknown',
    alone: 'a text that was agreed to is put in force as it is',
  },
  'handbook.procedures.review': {
    given: async (world) => {
      const { id, page: of } = await agreed(world)
      await world.ask(promise.proposalsPublish, { id })
      return { input: { id: of, note: 'Read again' } }
    },
    audit: ['handbook.procedure.reviewed'],
    events: ['handbook.procedure.reviewed'],
    unknown: page,
  },
  'handbook.functions.create': {
    given: (world) => ({ input: { name: 'The quay', owner: world.ids.boss } }),
    audit: ['handbook.function.created'],
    events: ['handbook.function.changed'],
  },
  'handbook.functions.change': {
    given: async (world) => {
      const { id, version } = await quay(world)
      return { input: { id, if_match: version, name: 'The north quay' } }
    },
    audit: ['handbook.function.changed'],
    events: ['handbook.function.changed'],
    unknown: 'function.unknown',
  },
  'handbook.functions.arrange': {
    given: async (world) => {
      const { id, version } = await quay(world)
      return { input: { id, if_match: version, entries: [{ label: 'The log (TBA)' }] } }
    },
    audit: ['handbook.function.arranged'],
    events: ['handbook.function.changed'],
    unknown: 'function.unknown',
  },
  'handbook.runs.start': {
    given: async (world) => ({ input: { id: (await begun(world)).page } }),
    audit: ['handbook.run.started'],
    events: ['handbook.run.started'],
    unknown: page,
  },
  'handbook.runs.record': {
    given: async (world) => {
      const { page: id, steps } = await begun(world)
      return { input: { id, steps: steps.map(({ key }) => ({ key, state: 'done' as const })) } }
    },
    audit: ['handbook.run.recorded'],
    events: ['handbook.run.finished'],
    unknown: page,
  },
  'handbook.runs.tick': {
    given: async (world) => {
      const { id, steps } = await begun(world)
      return { input: { id, key: steps[0]?.key ?? '', state: 'done' } }
    },
    audit: ['handbook.run.ticked'],
    unknown: 'run.unknown',
  },
  'handbook.runs.complete': {
    given: async (world) => {
      const { id, steps } = await begun(world)
      for (const { key } of steps) await world.ask(promise.runsTick, { id, key, state: 'done' })
      return { input: { id } }
    },
    audit: ['handbook.run.finished'],
    events: ['handbook.run.finished'],
    unknown: 'run.unknown',
    alone: 'a run ends as it is',
  },
  'handbook.runs.abort': {
    given: async (world) => ({ input: { id: (await begun(world)).id, reason: 'cancelled' } }),
    audit: ['handbook.run.finished'],
    events: ['handbook.run.finished'],
    unknown: 'run.unknown',
  },
  'handbook.errors.report': {
    given: async (world) => ({ input: { id: (await begun(world)).id, fault: 'slip' } }),
    audit: ['handbook.error.reported'],
    events: ['handbook.error.reported'],
    unknown: 'run.unknown',
  },
  'handbook.errors.confirm': {
    given: async (world) => ({ input: { id: await toldOf(world) } }),
    audit: ['handbook.error.confirmed'],
    events: ['handbook.error.confirmed'],
    unknown: 'error.unknown',
    alone: 'what was reported is so, or it is not',
  },
  'handbook.errors.reject': {
    given: async (world) => {
      const { id: run } = await world.ask(promise.runsStart, { id: (await begun(world)).page }, world.person('sales'))
      const { errors } = await world.ask(promise.errorsReport, { id: run, fault: 'system' })
      return { input: { id: errors[0]?.id ?? '', reason: 'It was as it should be' } }
    },
    audit: ['handbook.error.rejected'],
    events: ['handbook.error.rejected'],
    unknown: 'error.unknown',
  },
  'handbook.missed.note': {
    given: () => ({ input: { words: 'how do i get a wallbox' } }),
    quiet: 'a question that found nothing is counted, and who asked is written down nowhere',
  },
  'handbook.missed.answer': {
    given: async (world) => {
      await world.ask(promise.missedNote, { words: 'how do i get a wallbox' })
      const { items } = await world.ask(promise.missedList, {})
      return { input: { id: items[0]?.id ?? '', if_match: 1, as: 'nothing' } }
    },
    audit: ['handbook.missed.answered'],
    unknown: 'missed.unknown',
  },
  'handbook.redirects.create': {
    given: async (world) => ({ input: { path: 'old-lamp', to: (await lit(world)).id } }),
    audit: ['handbook.redirect.made'],
    events: ['handbook.redirect.changed'],
  },
  'handbook.redirects.confirm': {
    given: async (world) => ({ input: { id: (await guessed(world)).id } }),
    audit: ['handbook.page.replaced', 'handbook.redirect.confirmed'],
    events: ['handbook.page.retired', 'handbook.redirect.changed'],
    unknown: 'redirect.unknown',
  },
  'handbook.redirects.remove': {
    given: async (world) => ({
      input: { id: (await world.ask(promise.redirectsCreate, { path: 'old-lamp', to: (await lit(world)).id })).id },
    }),
    audit: ['handbook.redirect.removed'],
    events: ['handbook.redirect.changed'],
    unknown: 'redirect.unknown',
  },
  'handbook.redirects.apply': {
    given: async (world) => ({ input: { findings: [await formerly(world)] } }),
    audit: ['handbook.page.published'],
    events: ['handbook.page.published'],
  },
  'handbook.doings.draft': {
    given: async (world) => {
      await world.ask(promise.pagesCreate, { source: '# A page that was written\n\nA word.\n' })
      const { items } = await world.ask(promise.doingsList, {})
      return { input: { rows: [items.find(({ action }) => action === 'handbook.page.created')?.id ?? ''] } }
    },
    audit: ['handbook.page.created', 'handbook.procedure.drafted'],
    events: ['handbook.page.published'],
  },
  'handbook.findings.mend': {
    given: async (world) => ({ input: await stray(world) }),
    audit: ['handbook.page.published'],
    events: ['handbook.page.published'],
    unknown: 'finding.unknown',
  },
  'handbook.findings.judge': {
    given: async (world) => ({ input: { id: (await stray(world)).id, if_match: 1, as: 'both_meant', reason: 'It is history' } }),
    audit: ['handbook.finding.judged'],
    events: ['handbook.finding.judged'],
    unknown: 'finding.unknown',
  },
}
