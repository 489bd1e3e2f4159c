import * as promise from '../../../server/modules/data/contract.ts'
import type { SamplesOf } from './sample.ts'

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
