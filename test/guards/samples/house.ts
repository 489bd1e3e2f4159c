import * as promise from '../../../server/doors/contract/webhooks.ts'
import type { World } from '../../cast/writes.ts'
import type { SamplesOf } from './sample.ts'

const asked = { name: 'Chat', url: 'https://hooks.example.com/quarterdeck', types: ['billing.document.issued'] }
const made = async (world: World) => (await world.ask(promise.webhookCreate, asked, undefined, 'hook')).webhook
const tested = async (world: World) => world.ask(promise.webhookTest, { id: (await made(world)).id })

export const samples: SamplesOf<typeof promise> = {
  'house.webhooks.create': {
    given: () => ({ input: asked }),
    audit: ['house.webhook.created'],
  },
  'house.webhooks.change': {
    given: async (world) => ({ input: { id: (await made(world)).id, name: 'Chat of the crew', if_match: 1 } }),
    audit: ['house.webhook.changed'],
    unknown: 'webhook.unknown',
  },
  'house.webhooks.rotate': {
    given: async (world) => ({ input: { id: (await made(world)).id } }),
    audit: ['house.webhook.secret_changed'],
    unknown: 'webhook.unknown',
    alone: 'only which one is asked',
  },
  'house.webhooks.test': {
    given: async (world) => ({ input: { id: (await made(world)).id } }),
    audit: ['house.webhook.tested'],
    unknown: 'webhook.unknown',
    alone: 'only which one is asked',
  },
  'house.webhooks.remove': {
    given: async (world) => ({ input: { id: (await made(world)).id } }),
    audit: ['house.webhook.removed'],
    unknown: 'webhook.unknown',
    alone: 'only which one is asked',
  },
  'house.webhooks.resend': {
    given: async (world) => ({ input: { id: (await tested(world)).id } }),
    audit: ['house.webhook.resent'],
    unknown: 'webhook.delivery_unknown',
    alone: 'only which one is asked',
  },
}
