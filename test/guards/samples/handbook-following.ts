import * as promise from '../../../server/modules/handbook/contract.ts'
import type { World } from '../../cast/writes.ts'

const lamp = '# The lamp on the east quay\n\nIt is lit at dusk.\n'
const flagged = async (world: World) => {
  const { id } = await world.ask(promise.pagesCreate, { source: lamp })
  return world.ask(promise.flagsRaise, { id })
}

/** Of those who follow procedures, and learn to. */
export const followingSamples = {
  'handbook.flags.raise': {
    given: async (world: World) => ({
      input: { id: (await world.ask(promise.pagesCreate, { source: lamp })).id, note: 'It is lit later' },
    }),
    audit: ['handbook.flag.raised'],
    events: ['handbook.flag.raised'],
    unknown: 'page.unknown',
  },
  'handbook.flags.say': {
    given: async (world: World) => ({ input: { id: (await flagged(world)).id, note: 'It is lit later' } }),
    audit: ['handbook.flag.said'],
    unknown: 'flag.unknown',
  },
  'handbook.flags.answer': {
    given: async (world: World) => ({ input: { id: (await flagged(world)).id, as: 'not_so' as const, reason: 'It is lit at dusk' } }),
    audit: ['handbook.flag.answered'],
    events: ['handbook.flag.answered'],
    unknown: 'flag.unknown',
  },
}
