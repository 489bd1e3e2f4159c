import { z } from 'zod'
import { operation } from '../../kernel/operation.ts'
import { pageInput, pageOf } from '../../kernel/page.ts'
import { idShape, nameShape, versionShape } from '../../kernel/shapes.ts'

export const webhook = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  types: z.array(z.string()),
  state: z.enum(['active', 'paused', 'disabled']),
  disabled_why: z.string().nullable(),
  created_at: z.date(),
  created_by: z.string(),
  last_success_at: z.date().nullable(),
  two_secrets_until: z.date().nullable().describe('until then deliveries carry the signature of the secret before, too'),
  waiting: z.int(),
  given_up: z.int().describe('since a delivery last succeeded'),
  version: z.int(),
})

const fields = {
  name: nameShape.min(1).max(120),
  url: z.string().max(2048).describe('an https address that takes POST'),
  types: z.array(z.string().max(100)).min(1).max(100).describe('kinds of events, as GET /webhooks/types lists them'),
}

export const webhooksList = operation({
  name: 'house.webhooks.list',
  method: 'GET',
  path: '/webhooks',
  right: 'house.webhooks',
  summary: 'Who is told of events outside, and how it goes',
  input: z.object({ ...pageInput }),
  output: pageOf(webhook),
})

export const webhookTypes = operation({
  name: 'house.webhooks.types',
  method: 'GET',
  path: '/webhooks/types',
  right: 'house.webhooks',
  summary: 'Kinds of events that may be told outside',
  input: z.object({}),
  output: z.object({ items: z.array(z.string()) }),
})

export const webhookCreate = operation({
  name: 'house.webhooks.create',
  key: 'required',
  method: 'POST',
  path: '/webhooks',
  right: 'house.connect',
  stepUp: true,
  secret: true,
  summary: 'Tells an address of events from now on; the secret of its signatures is in this answer and nowhere else',
  input: z.object(fields),
  output: z.object({ webhook, secret: z.string() }),
  status: 201,
})

export const webhookChange = operation({
  name: 'house.webhooks.change',
  method: 'PATCH',
  path: '/webhooks/{id}',
  right: 'house.connect',
  stepUp: true,
  edit: 'version',
  summary: 'Another name, address or kinds of events; off and on again',
  input: z.object({
    id: idShape,
    name: fields.name.optional(),
    url: fields.url.optional(),
    types: fields.types.optional(),
    active: z.boolean().optional().describe('true also for one that the house disabled'),
    if_match: versionShape.optional(),
  }),
  output: webhook,
})

export const webhookRotate = operation({
  name: 'house.webhooks.rotate',
  key: 'required',
  method: 'POST',
  path: '/webhooks/{id}/secrets',
  right: 'house.connect',
  stepUp: true,
  secret: true,
  summary: 'Makes a new secret; for a day deliveries carry the signatures of both',
  input: z.object({ id: idShape }),
  output: z.object({ webhook, secret: z.string() }),
  status: 201,
})

export const webhookTest = operation({
  name: 'house.webhooks.test',
  method: 'POST',
  path: '/webhooks/{id}/tests',
  right: 'house.connect',
  summary: 'Sends an event house.webhook.tested',
  input: z.object({ id: idShape }),
  output: z.object({ id: z.uuid() }),
  status: 202,
})

export const webhookRemove = operation({
  name: 'house.webhooks.remove',
  method: 'DELETE',
  path: '/webhooks/{id}',
  right: 'house.connect',
  summary: 'Tells an address nothing more, waiting deliveries neither',
  input: z.object({ id: idShape }),
  output: z.object({ id: z.uuid() }),
})

export const deliveriesList = operation({
  name: 'house.webhooks.deliveries',
  method: 'GET',
  path: '/webhooks/{id}/deliveries',
  right: 'house.webhooks',
  summary: 'What was told to an address and how it answered, without the contents',
  input: z.object({ ...pageInput, id: idShape, state: z.enum(['waiting', 'delivered', 'given_up']).optional() }),
  output: pageOf(
    z.object({
      id: z.uuid(),
      message: z.string().describe('the header webhook-id'),
      type: z.string(),
      state: z.enum(['waiting', 'delivered', 'given_up']),
      created_at: z.date(),
      tries: z.int(),
      tried_at: z.date().nullable(),
      status: z.int().nullable().describe('of the last answer'),
      code: z.string().nullable().describe('why there was no answer'),
      next_at: z.date().nullable(),
    }),
  ),
})

export const deliveryResend = operation({
  name: 'house.webhooks.resend',
  method: 'POST',
  path: '/webhooks/deliveries/{id}/resends',
  right: 'house.connect',
  summary: 'Sends a delivery again, with the same id',
  input: z.object({ id: idShape }),
  output: z.object({ id: z.uuid() }),
  status: 202,
})
