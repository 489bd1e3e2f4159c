import type { Context, Open } from '../context.ts'
import { record } from '../audit.ts'
import { decrypt } from '../keys.ts'
import { notify } from '../notices.ts'
import { isRefusal } from '../refusal.ts'
import type { CallOut } from '../outbound/fetch.ts'
import { isDelivered, nextTry, type Outcome, whyDisable } from './rules.ts'
import { signatures } from './sign.ts'
import { addAttempt, changeMessage, changeWebhook, getWebhook, leaseMessage, type MessageRow, type WebhookRow } from './store.ts'

/** A try may take so long; a worker that died at one is followed by another after three times as much. */
const tryMs = 20_000

/** The id of a delivery as its receiver sees it: the same at every try, so that twice is once there too. */
export function messageId(id: string): string {
  return `msg_${id.replaceAll('-', '')}`
}

export function aadOf(webhook: string): string {
  return `kernel.webhook|secret|${webhook}`
}

/** Sends what is due, one after another; answers how many tries were made. No transaction is open while somebody is called. */
export async function sendDue(
  open: Open,
  out: CallOut,
  more: () => boolean = () => true,
  dice: () => number = Math.random,
): Promise<number> {
  for (let tried = 0; ; tried += 1) {
    const taken = more() ? await open(takeNext) : undefined
    if (!taken) return tried
    const started = performance.now()
    const outcome = await deliver(out, taken)
    const ms = Math.round(performance.now() - started)
    await open((ctx) => conclude(ctx, taken.message, outcome, ms, dice()))
  }
}

type Taken = { message: MessageRow; webhook: WebhookRow; now: Date }

async function takeNext(ctx: Context): Promise<Taken | undefined> {
  const message = await leaseMessage(ctx.tx, ctx.now, new Date(ctx.now.getTime() + 3 * tryMs))
  return message && { message, webhook: await getWebhook(ctx.tx, message.webhook), now: ctx.now }
}

async function deliver(out: CallOut, { message, webhook, now }: Taken): Promise<Outcome> {
  const timestamp = Math.floor(now.getTime() / 1000)
  const id = messageId(message.id)
  try {
    const { status, headers } = await out({
      caller: 'webhooks',
      url: webhook.url,
      hosts: [new URL(webhook.url).hostname.replace(/^\[|\]$/g, '')],
      opened: false,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatures(secretsOf(webhook, now), id, timestamp, message.body),
      },
      body: message.body,
      mostMs: tryMs,
      mostBytes: 64 * 1024,
    })
    return { status, code: null, ...(headers['retry-after'] === undefined ? {} : { retryAfter: headers['retry-after'] }) }
  } catch (error) {
    if (isRefusal(error)) return { status: null, code: error.code }
    throw error
  }
}

/** The secret of now, and the one before while both hold. */
function secretsOf(webhook: WebhookRow, now: Date): string[] {
  const boxes = [webhook.secret, ...(webhook.old_secret && webhook.old_until && webhook.old_until > now ? [webhook.old_secret] : [])]
  return boxes.map((box) => decrypt(box, aadOf(webhook.id)).toString('utf8'))
}

async function conclude(ctx: Context, message: MessageRow, outcome: Outcome, ms: number, dice: number): Promise<void> {
  const { status, code } = outcome
  await addAttempt(ctx.tx, { message: message.id, no: message.attempts, at: ctx.now, status, code, ms })
  if (isDelivered(outcome)) {
    await changeMessage(ctx.tx, message.id, { delivered_at: ctx.now, leased_until: null })
    await changeWebhook(ctx.tx, message.webhook, { last_success_at: ctx.now })
    return
  }
  const again = status === 410 ? undefined : nextTry(message.attempts, ctx.now, dice, outcome.retryAfter)
  await changeMessage(ctx.tx, message.id, { leased_until: null, ...(again ? { next_at: again } : { dead_at: ctx.now }) })
  const webhook = await getWebhook(ctx.tx, message.webhook)
  const why = whyDisable(outcome, again === undefined, webhook.last_success_at ?? webhook.created_at, ctx.now)
  if (why === undefined || webhook.disabled_at) return
  await changeWebhook(ctx.tx, webhook.id, { disabled_at: ctx.now, disabled_why: why, version: webhook.version + 1 })
  await record(ctx, { action: 'house.webhook.disabled', subject: { kind: 'webhook', id: webhook.id, label: webhook.name }, reason: why })
  await notify(ctx, {
    to: [webhook.created_by],
    reason: 'house.webhook.disabled',
    rule: 'alert',
    subject: { room: 'house', kind: 'webhook', id: webhook.id, title: webhook.name, href: '/webhooks', audience: 'internal' },
    text: `It is turned off. ${why}`,
  })
}
