import { endNotices } from '../kernel/notices.ts'
import { newest, pageBy } from '../kernel/keyset.ts'
import { record } from '../kernel/audit.ts'
import type { Context } from '../kernel/context.ts'
import { fitVersion } from '../kernel/edits.ts'
import { newId } from '../kernel/ids.ts'
import { encrypt } from '../kernel/keys.ts'
import type { InputOf, OutputOf } from '../kernel/operation.ts'
import { targetOf } from '../kernel/outbound/target.ts'
import { Refusal } from '../kernel/refusal.ts'
import { type AttentionSource, type Endpoint, bind, type Room } from '../kernel/room.ts'
import { deliveryState, stateOf } from '../kernel/webhooks/rules.ts'
import { aadOf, messageId } from '../kernel/webhooks/send.ts'
import { newSecret } from '../kernel/webhooks/sign.ts'
import * as store from '../kernel/webhooks/store.ts'
import { messageOf } from '../kernel/webhooks/tell.ts'
import * as promise from './contract/webhooks.ts'

const day = 86_400_000

/** Webhooks as the administrators keep them. */
export function webhookOperations(rooms: readonly Room[]): Endpoint[] {
  const types = publicTypes(rooms)
  return [
    bind(promise.webhooksList, list),
    bind(promise.webhookTypes, async () => ({ items: [...types] })),
    bind(promise.webhookCreate, (ctx, input) => create(ctx, input, types)),
    bind(promise.webhookChange, (ctx, input) => change(ctx, input, types)),
    bind(promise.webhookRotate, rotate),
    bind(promise.webhookTest, test),
    bind(promise.webhookRemove, remove),
    bind(promise.deliveriesList, deliveries),
    bind(promise.deliveryResend, resend),
  ]
}

/** Kinds of events that rooms let out. */
function publicTypes(rooms: readonly Room[]): string[] {
  return rooms.flatMap((room) => room.publicEvents ?? []).sort()
}

/** A webhook that the house stopped calling waits for a person. */
export const webhookAttention: AttentionSource = {
  right: 'house.connect',
  find: async (ctx) =>
    (await store.listWebhooks(ctx.tx, { limit: 200 }))
      .filter((row) => row.disabled_at !== null)
      .map((row) => ({
        kind: 'webhook',
        title: `The webhook “${row.name}” was turned off`,
        detail: `${row.disabled_why} Mend the receiver, turn the webhook on and resend what it missed.`,
        href: `/webhooks?of=${row.id}`,
        at: row.disabled_at ?? ctx.now,
      })),
}

async function list(ctx: Context, input: InputOf<typeof promise.webhooksList>): Promise<OutputOf<typeof promise.webhooksList>> {
  const rows = await store.listWebhooks(ctx.tx, input)
  const page = pageBy(rows, newest(), input.limit)
  const counts = await store.countsOf(
    ctx.tx,
    page.items.map((row) => row.id),
  )
  return { next: page.next, items: page.items.map((row) => shown(row, ctx.now, counts.get(row.id))) }
}

async function create(
  ctx: Context,
  input: InputOf<typeof promise.webhookCreate>,
  types: readonly string[],
): Promise<OutputOf<typeof promise.webhookCreate>> {
  fitWish(ctx, input, types)
  const id = newId()
  const secret = newSecret()
  const row: store.WebhookRow = {
    id,
    name: input.name,
    url: input.url,
    types: [...new Set(input.types)].sort(),
    secret: boxed(id, secret),
    old_secret: null,
    old_until: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
    created_by_name: ctx.actor.name,
    paused_at: null,
    disabled_at: null,
    disabled_why: null,
    removed_at: null,
    last_success_at: null,
    version: 1,
  }
  await store.saveWebhook(ctx.tx, row)
  await record(ctx, { action: 'house.webhook.created', subject: subjectOf(row), after: facts(row) })
  return { webhook: shown(row, ctx.now), secret }
}

async function change(
  ctx: Context,
  input: InputOf<typeof promise.webhookChange>,
  types: readonly string[],
): Promise<OutputOf<typeof promise.webhookChange>> {
  const before = await store.takeWebhook(ctx.tx, input.id)
  fitVersion(input.if_match, before.version)
  const { name = before.name, url = before.url, active = before.paused_at === null } = input
  const after: store.WebhookRow = {
    ...before,
    name,
    url,
    types: [...new Set(input.types ?? before.types)].sort(),
    paused_at: active ? null : (before.paused_at ?? ctx.now),
    ...(input.active === true ? { disabled_at: null, disabled_why: null } : {}),
    version: before.version + 1,
  }
  fitWish(ctx, after, types)
  await store.saveWebhook(ctx.tx, after)
  // who was told that it is turned off need not look any more
  if (input.active === true) await endNotices(ctx, { reason: 'house.webhook.disabled', kind: 'webhook', id: after.id })
  await record(ctx, { action: 'house.webhook.changed', subject: subjectOf(after), before: facts(before), after: facts(after) })
  return shown(after, ctx.now, (await store.countsOf(ctx.tx, [after.id])).get(after.id))
}

async function rotate(ctx: Context, input: InputOf<typeof promise.webhookRotate>): Promise<OutputOf<typeof promise.webhookRotate>> {
  const before = await store.takeWebhook(ctx.tx, input.id)
  const secret = newSecret()
  const change = { secret: boxed(before.id, secret), old_secret: before.secret, old_until: new Date(ctx.now.getTime() + day) }
  const after = { ...before, ...change, version: before.version + 1 }
  await store.saveWebhook(ctx.tx, after)
  await record(ctx, { action: 'house.webhook.secret_changed', subject: subjectOf(after), after: { two_secrets_until: after.old_until } })
  return { webhook: shown(after, ctx.now, (await store.countsOf(ctx.tx, [after.id])).get(after.id)), secret }
}

async function test(ctx: Context, input: InputOf<typeof promise.webhookTest>): Promise<OutputOf<typeof promise.webhookTest>> {
  const row = await store.getWebhook(ctx.tx, input.id)
  const message = messageOf(ctx, row.id, { id: null, name: 'house.webhook.tested', payload: { webhook_id: row.id }, at: ctx.now })
  await store.addMessages(ctx.tx, [message])
  await record(ctx, { action: 'house.webhook.tested', subject: subjectOf(row), after: { delivery: messageId(message.id) } })
  return { id: message.id }
}

async function remove(ctx: Context, input: InputOf<typeof promise.webhookRemove>): Promise<OutputOf<typeof promise.webhookRemove>> {
  const row = await store.takeWebhook(ctx.tx, input.id)
  // the secret is of no use any more to anybody
  await store.saveWebhook(ctx.tx, { ...row, removed_at: ctx.now, secret: Buffer.alloc(0), old_secret: null, version: row.version + 1 })
  await record(ctx, { action: 'house.webhook.removed', subject: subjectOf(row), before: facts(row) })
  return { id: row.id }
}

async function deliveries(ctx: Context, input: InputOf<typeof promise.deliveriesList>): Promise<OutputOf<typeof promise.deliveriesList>> {
  const { id: webhook } = await store.getWebhook(ctx.tx, input.id)
  const rows = await store.listMessages(ctx.tx, {
    webhook,
    state: input.state,
    cursor: input.cursor,
    limit: input.limit,
  })
  const page = pageBy(rows, newest(), input.limit)
  return {
    next: page.next,
    items: page.items.map((row) => ({
      id: row.id,
      message: messageId(row.id),
      type: row.type,
      state: deliveryState(row),
      created_at: row.created_at,
      tries: row.attempts,
      tried_at: row.tried_at,
      status: row.status,
      code: row.code,
      next_at: deliveryState(row) === 'waiting' ? row.next_at : null,
    })),
  }
}

async function resend(ctx: Context, input: InputOf<typeof promise.deliveryResend>): Promise<OutputOf<typeof promise.deliveryResend>> {
  const message = await store.takeMessage(ctx.tx, input.id)
  const row = await store.getWebhook(ctx.tx, message.webhook)
  // a copy that keeps id and tries: the receiver knows it by its id, the list keeps what went before
  await store.changeMessage(ctx.tx, message.id, { delivered_at: null, dead_at: null, leased_until: null, next_at: ctx.now })
  await store.ring(ctx.tx)
  const after = { delivery: messageId(message.id), type: message.type }
  await record(ctx, { action: 'house.webhook.resent', subject: subjectOf(row), after })
  return { id: message.id }
}

/** Refuses an address that would never be called and kinds of events that nobody tells. */
function fitWish(ctx: Context, input: { url: string; types: readonly string[] }, types: readonly string[]): void {
  const host = URL.canParse(input.url) ? new URL(input.url).hostname.replace(/^\[|\]$/g, '') : ''
  targetOf(input.url, { hosts: [host], opened: [], loopback: ctx.settings.outboundLoopback })
  const stray = input.types.find((type) => !types.includes(type))
  if (stray !== undefined)
    throw new Refusal('refused', 'webhook.type_unknown', `No event ${stray} is told outside. GET /webhooks/types lists those that are.`)
}

function boxed(id: string, secret: string): Buffer {
  return encrypt(Buffer.from(secret), aadOf(id))
}

function subjectOf(row: store.WebhookRow) {
  return { kind: 'webhook', id: row.id, label: row.name }
}

function facts({ name, url, types, paused_at, disabled_at }: store.WebhookRow) {
  // what stands in the query of an address may be a secret of its receiver
  return { name, url: url.replace(/[?#].*$/, '?…'), types, state: stateOf({ paused_at, disabled_at }) }
}

function shown(row: store.WebhookRow, now: Date, counts = { waiting: 0, given_up: 0 }): OutputOf<typeof promise.webhookChange> {
  const { id, name, url, types, disabled_why, created_at, created_by_name, last_success_at, old_until, version } = row
  const two_secrets_until = old_until && old_until > now ? old_until : null
  const state = stateOf(row)
  return {
    id,
    name,
    url,
    types,
    state,
    disabled_why,
    created_at,
    created_by: created_by_name,
    last_success_at,
    two_secrets_until,
    ...counts,
    version,
  }
}
