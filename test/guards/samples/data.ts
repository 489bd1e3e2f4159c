import * as promise from '../../../server/modules/data/contract.ts'
import { decisionsDecide } from '../../../server/modules/decisions/contract.ts'
import type { World } from '../../cast/writes.ts'
import type { SamplesOf } from './sample.ts'

/** The company stands by the definition: asked and decided by one. */
async function certify(world: World, id: string) {
  const { hash } = await world.ask(promise.metricsGet, { id })
  const { asked } = await world.ask(promise.vettingsCreate, { id, hash, decider: world.ids.boss })
  const decision = { id: asked?.id ?? '', text_no: 1, outcome: 'accept' as const, text: 'So be it.', no_actions: true }
  await world.ask(decisionsDecide, decision, undefined, crypto.randomUUID())
}

export const samples: SamplesOf<typeof promise> = {
  'data.figures.ask': {
    given: () => ({ input: { metrics: ['arr'], from: '2026-06-01', to: '2026-06-15' } }),
    quiet: 'a question; too long for an address',
  },
  'data.drills.ask': {
    given: () => ({ input: { cell: { metric: 'arr', from: '2026-06-01', to: '2026-06-15' } } }),
    quiet: 'a question; too long for an address',
  },
  'data.vettings.create': {
    given: async (world) => {
      const { hash } = await world.ask(promise.metricsGet, { id: 'arr' })
      return { input: { id: 'arr', hash, decider: world.ids.mate } }
    },
    audit: ['data.metric.vetting_asked', 'decisions.decision.opened', 'decisions.decision.made_ready'],
    events: ['decisions.decision.opened', 'decisions.decision.ready'],
    unknown: 'metric.unknown',
  },
  'data.metrics.publish': {
    given: async (world) => {
      await certify(world, 'tes')
      return { input: { id: 'tes', published: true } }
    },
    audit: ['data.metric.published'],
    unknown: 'metric.unknown',
  },
  'data.sources.create': {
    given: () => ({ input: { key: 'harbor', name: 'Harbor servers' } }),
    audit: ['data.source.created'],
  },
  'data.sources.rotate': {
    given: async (world) => {
      const { key } = await world.ask(promise.sourcesCreate, { key: 'harbor', name: 'Harbor servers' })
      return { input: { key } }
    },
    audit: ['data.source.key_rotated'],
    unknown: 'source.unknown',
  },
  'data.rebuilds.create': {
    given: () => ({ input: {} }),
    audit: ['data.warehouse.rebuilt'],
  },
}
