import * as promise from '../../../server/modules/customers/contract.ts'
import { actorOfContactSession } from '../../../server/modules/customers/index.ts'
import type { World } from '../../cast/writes.ts'
import { tokenOf } from '../../cast/staff.ts'
import type { SamplesOf } from './sample.ts'

const jo = { name: 'Jo Sample', email: 'jo@kestrel.example', roles: ['billing' as const] }
const second = (world: World) => world.ask(promise.contactAdd, { account_id: world.ids.account, ...jo })

const newcomer = {
  email: 'kim@gull.example',
  name: 'Kim Gull',
  company: 'Gull GmbH',
  country: 'DE',
  address: { line1: 'Kai 1', postal_code: '20457', city: 'Hamburg' },
}

async function codeTo(world: World, email: string): Promise<string> {
  return /\b(\d{6})\b/.exec(await world.letterTo(email))?.[1] ?? ''
}

export const samples: SamplesOf<typeof promise> = {
  'customers.accounts.create': {
    given: () => ({ input: { name: 'Gull GmbH', country: 'DE', contact: { name: 'Kim Gull', email: 'kim@gull.example' } } }),
    audit: ['customers.account.created', 'customers.contact.created'],
    events: ['customers.account.created', 'customers.contact.created'],
  },
  'customers.accounts.change': {
    given: async (world) => {
      const { version } = await world.ask(promise.accountRead, { id: world.ids.account })
      return { input: { id: world.ids.account, website: 'https://kestrel.example', if_match: version } }
    },
    audit: ['customers.account.changed'],
    events: ['customers.account.changed'],
  },
  'customers.segments.change': {
    given: () => ({ input: { mid_market_from: 50, enterprise_from: 500, reason: 'How we sell', if_match: 1 } }),
    audit: ['customers.segments.changed'],
    events: ['customers.segments.changed'],
  },
  'customers.contacts.create': {
    given: (world) => ({ input: { account_id: world.ids.account, ...jo } }),
    audit: ['customers.contact.created'],
    events: ['customers.contact.created'],
  },
  'customers.contacts.change': {
    given: async (world) => {
      const { id, version } = await second(world)
      return { input: { id, title: 'Head of IT', if_match: version } }
    },
    audit: ['customers.contact.changed'],
    events: ['customers.contact.changed'],
  },
  'customers.contacts.remove': {
    given: async (world) => ({ input: { id: (await second(world)).id } }),
    audit: ['customers.contact.removed'],
    events: ['customers.contact.changed'],
  },
  'customers.portal.sign_up': {
    given: (world) => ({ as: world.actors.visitor, input: newcomer }),
    quiet: 'puts the request down, the same for every address; the account is told of when its code is right',
    events: ['customers.code.asked'],
  },
  'customers.portal.sign_in': {
    given: async (world) => {
      await second(world)
      return { as: world.actors.visitor, input: { email: jo.email } }
    },
    quiet: 'puts the request down, the same for every address; the sign-in is kept when the code is right',
    events: ['customers.code.asked'],
  },
  'customers.portal.verify_code': {
    given: async (world) => {
      await world.ask(promise.signUp, newcomer, world.actors.visitor)
      return { as: world.actors.visitor, input: { email: newcomer.email, code: await codeTo(world, newcomer.email) } }
    },
    audit: ['customers.account.created', 'customers.contact.created', 'customers.portal.signed_in'],
    events: ['customers.account.created', 'customers.contact.created'],
    actor: 'subject',
  },
  'customers.portal.sign_out': {
    given: async (world) => {
      await second(world)
      await world.ask(promise.portalSignIn, { email: jo.email }, world.actors.visitor)
      const code = await codeTo(world, jo.email)
      const token = tokenOf(await world.ask(promise.codeVerify, { email: jo.email, code }, world.actors.visitor))
      const actor = await world.open((ctx) => actorOfContactSession(ctx, token))
      if (!actor) throw new Error('nobody signed in')
      return { as: actor, input: {} }
    },
    audit: ['customers.portal.signed_out'],
  },
  'customers.portal.invite': {
    given: (world) => ({ as: world.actors.buyer, input: jo }),
    audit: ['customers.contact.created'],
    events: ['customers.contact.created'],
  },
  'customers.portal.remove': {
    given: async (world) => ({ as: world.actors.buyer, input: { id: (await second(world)).id } }),
    audit: ['customers.contact.removed'],
    events: ['customers.contact.changed'],
  },
}
