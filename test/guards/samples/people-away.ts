import * as promise from '../../../server/modules/people/contract.ts'
import type { World } from '../../cast/writes.ts'
import type { SamplesOf } from './sample.ts'

const program = (world: World) => ({
  name: 'Export',
  title: 'Writes the nightly export',
  owner_id: world.ids.mate,
  roles: ['data_engineer'],
})

type Away =
  | 'people.delegations.create'
  | 'people.delegations.end'
  | 'people.persons.suspend'
  | 'people.persons.resume'
  | 'people.service_accounts.create'
  | 'people.service_accounts.change'
  | 'people.hand_overs.do'
  | 'people.hand_overs.undo'

/** Who is away, shut out or leaves, and the programs of theirs. */
export const samples: Pick<SamplesOf<typeof promise>, Away> = {
  'people.delegations.create': {
    given: (world) => ({ input: { to_id: world.ids.mate, what: ['approvals'], until_day: '2026-12-31' } }),
    audit: ['people.delegation.created'],
    events: ['people.delegation.created'],
  },
  'people.delegations.end': {
    given: async (world) => {
      const { id } = await world.ask(promise.delegationCreate, { to_id: world.ids.mate, what: ['actions'], until_day: '2026-12-31' })
      return { input: { id } }
    },
    audit: ['people.delegation.ended'],
    events: ['people.delegation.ended'],
    unknown: 'delegation.unknown',
  },
  'people.persons.suspend': {
    given: (world) => ({ input: { id: world.ids.mate, reason: 'Lost a phone' } }),
    audit: ['people.person.suspended'],
    events: ['people.person.suspended'],
    unknown: 'person.unknown',
  },
  'people.persons.resume': {
    given: async (world) => {
      await world.ask(promise.personSuspend, { id: world.ids.mate, reason: 'Lost a phone' })
      return { input: { id: world.ids.mate } }
    },
    audit: ['people.person.resumed'],
    events: ['people.person.resumed'],
    unknown: 'person.unknown',
  },
  'people.service_accounts.create': {
    given: (world) => ({ input: program(world) }),
    audit: ['people.service_account.created'],
    events: ['people.role.granted', 'people.service_account.created'],
  },
  'people.service_accounts.change': {
    given: async (world) => {
      const { id, version } = await world.ask(promise.serviceAccountCreate, program(world))
      return { input: { id, title: 'Sends the figures to the bank', if_match: version } }
    },
    audit: ['people.service_account.changed'],
    events: ['people.service_account.changed'],
    unknown: 'person.unknown',
  },
  'people.hand_overs.do': {
    given: async (world) => {
      await world.ask(promise.groupCreate, { name: 'North', lead_id: world.ids.mate })
      return { input: { id: world.ids.mate, to_id: world.ids.boss } }
    },
    audit: ['people.hand_over.done'],
    events: ['people.group.changed'],
    unknown: 'person.unknown',
  },
  'people.hand_overs.undo': {
    given: async (world) => {
      await world.ask(promise.groupCreate, { name: 'North', lead_id: world.ids.mate })
      await world.ask(promise.handOverDo, { id: world.ids.mate, to_id: world.ids.boss })
      return { input: { id: world.ids.mate } }
    },
    audit: ['people.hand_over.undone'],
    events: ['people.group.changed'],
    unknown: 'person.unknown',
  },
}
