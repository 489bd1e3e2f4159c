import * as promise from '../../../server/modules/handbook/contract.ts'
import type { World } from '../../cast/writes.ts'
import type { SamplesOf } from './sample.ts'

const lamp = '# The lamp on the north quay\n\nIt is lit at dusk.\n'
const lit = (world: World, more: object = {}) => world.ask(promise.pagesCreate, { source: lamp, ...more })
const page = 'page.unknown'

export const samples: SamplesOf<typeof promise> = {
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
  'handbook.texts.preview': {
    given: () => ({ input: { source: lamp } }),
    quiet: 'it changes nothing',
  },
}
