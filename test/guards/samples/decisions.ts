import * as promise from '../../../server/modules/decisions/contract.ts'
import type { World } from '../../cast/writes.ts'
import type { SamplesOf } from './sample.ts'

const question = { issue: 'May a customer buy without a salesperson?', proposal: 'Orders below the limit go through.' }

/** One that its opener decides alone: ready at once. */
const mine = (world: World, more: object = {}) =>
  world.ask(promise.decisionsCreate, { ...question, parties: [{ letter: 'D', person_id: world.ids.boss }], ...more })
/** One in which the opener is heard and somebody else decides. */
const heard = (world: World, more: object = {}) =>
  world.ask(promise.decisionsCreate, {
    ...question,
    parties: [
      { letter: 'D', person_id: world.ids.mate },
      { letter: 'I', person_id: world.ids.boss },
    ],
    ...more,
  })
const decided = async (world: World, more: object = {}) => {
  const { id } = await mine(world)
  return world.ask(
    promise.decisionsDecide,
    { id, text_no: 1, outcome: 'accept', text: 'So be it.', no_actions: true, ...more },
    undefined,
    crypto.randomUUID(),
  )
}
const action = (world: World) => world.ask(promise.actionsCreate, { text: 'Change the lane', due: '2027-01-04' })

const unknown = 'decision.unknown'

export const samples: SamplesOf<typeof promise> = {
  'decisions.decisions.create': {
    given: (world) => ({ input: { ...question, parties: [{ letter: 'D', person_id: world.ids.boss }] } }),
    audit: ['decisions.decision.opened', 'decisions.decision.made_ready'],
    events: ['decisions.decision.opened', 'decisions.decision.ready'],
  },
  'decisions.records.preview': {
    given: () => ({ input: { text: '# Buy the crane\n\n## Decision Outcome\n\nWe buy it.\n' } }),
    quiet: 'it reads a text and keeps nothing',
  },
  'decisions.decisions.rewrite': {
    given: async (world) => {
      const { id, version } = await heard(world)
      return { input: { id, if_match: version, ...question, proposal: 'Orders below the new limit go through.' } }
    },
    audit: ['decisions.text.put_forward'],
    unknown,
  },
  'decisions.decisions.answer': {
    given: async (world) => ({ input: { id: (await heard(world)).id, stance: 'support', text_no: 1 } }),
    audit: ['decisions.answer.given', 'decisions.decision.made_ready'],
    events: ['decisions.answer.given', 'decisions.decision.ready'],
    unknown,
  },
  'decisions.decisions.ask_again': {
    given: async (world) => ({ input: { id: (await mine(world)).id } }),
    audit: ['decisions.round.started'],
    unknown,
  },
  'decisions.decisions.decide': {
    given: async (world) => ({
      input: {
        id: (await mine(world)).id,
        text_no: 1,
        outcome: 'accept',
        text: 'So be it.',
        actions: [{ text: 'Say it on the price page', dri: world.ids.mate, due: '2027-01-04' }],
      },
    }),
    audit: ['decisions.action.opened', 'decisions.decision.decided'],
    events: ['decisions.action.opened', 'decisions.decision.decided'],
    unknown,
  },
  'decisions.decisions.withdraw': {
    given: async (world) => ({ input: { id: (await heard(world)).id, reason: 'Another way was found' } }),
    audit: ['decisions.decision.withdrawn'],
    events: ['decisions.decision.withdrawn'],
    unknown,
  },
  'decisions.decisions.estimate': {
    given: async (world) => {
      const { id } = await heard(world, { spend: { amount_minor: 25_000_000, currency: 'USD' }, off_cycle: true })
      return { input: { id, amount_minor: 24_000_000 } }
    },
    audit: ['decisions.decision.estimated'],
    unknown,
  },
  'decisions.decisions.review': {
    given: async (world) => {
      const { id } = await decided(world)
      await world.query('update decisions.decision set review_on = decided_day where id = $1', [id])
      return { input: { id, result: 'keep' } }
    },
    audit: ['decisions.decision.reviewed'],
    unknown,
  },
  'decisions.decisions.reverse': {
    given: async (world) => ({ input: { id: (await decided(world)).id, reason: 'It cost more than it brought' } }),
    audit: ['decisions.decision.reversed'],
    events: ['decisions.decision.reversed'],
    unknown,
  },
  'decisions.decisions.mark_read': {
    given: async (world) => ({ input: { id: (await heard(world, { informed: [world.ids.boss] })).id, text_no: 1 } }),
    audit: ['decisions.text.read'],
    unknown,
    alone: 'there is one text, and it is read',
  },
  'decisions.actions.create': {
    given: () => ({ input: { text: 'Change the lane', due: '2027-01-04' } }),
    audit: ['decisions.action.opened'],
    events: ['decisions.action.opened'],
  },
  'decisions.actions.change': {
    given: async (world) => {
      const { id, version } = await action(world)
      return { input: { id, if_match: version, due: '2027-01-11' } }
    },
    audit: ['decisions.action.changed'],
    events: ['decisions.action.changed'],
    unknown: 'action.unknown',
  },
  'decisions.actions.complete': {
    given: async (world) => ({ input: { id: (await action(world)).id } }),
    audit: ['decisions.action.done'],
    events: ['decisions.action.closed'],
    unknown: 'action.unknown',
    alone: 'what is done is done',
  },
  'decisions.actions.drop': {
    given: async (world) => ({ input: { id: (await action(world)).id, reason: 'Nobody needs it any more' } }),
    audit: ['decisions.action.dropped'],
    events: ['decisions.action.closed'],
    unknown: 'action.unknown',
  },
  'decisions.policy.change': {
    given: async (world) => ({ input: { if_match: (await world.ask(promise.policyRead, {})).version, window_days: 8 } }),
    audit: ['decisions.policy.changed'],
  },
}
