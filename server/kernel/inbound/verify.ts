import { createHmac, timingSafeEqual } from 'node:crypto'

/** A request as its sender signed it: the very bytes of the body, before anything has read them. */
export type Signed = { header: (name: string) => string | undefined; body: Buffer; now: Date }
/** Who sent what and when it was signed; or why it is not believed. */
export type Verdict = { id: string; at: Date } | { refused: 'unsigned' | 'forged' | 'stale' }

/** How far the clock of a sender may be from ours, either way; older messages are replays. */
const toleranceSeconds = 300

/** Standard Webhooks 1.0: `webhook-signature` holds one `v1,` signature for each secret; several of ours may count while one is renewed. */
export function standardWebhook(secrets: readonly string[], { header, body, now }: Signed): Verdict {
  const [id, stamp, given] = [header('webhook-id'), header('webhook-timestamp'), header('webhook-signature')]
  if (!id || id.length > 255 || !stamp || !given) return { refused: 'unsigned' }
  const theirs = given.split(' ').flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : []))
  const ours = secrets.map((secret) =>
    createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
      .update(`${id}.${stamp}.`)
      .update(body)
      .digest(),
  )
  return believed(ours, theirs, stamp, now, () => id)
}

/**
 * The scheme of Stripe and its likes: one header `t=<seconds>,v1=<hex>[,v1=<hex>]` over `t.body`, keyed with the secret as it is
 * written. The id of the message stands in its body, which is read only once it is believed.
 */
export function timestampedWebhook(name: string, secrets: readonly string[], { header, body, now }: Signed): Verdict {
  const parts = (header(name) ?? '').split(',').map((part) => part.trim().split('='))
  const stamp = parts.find(([key]) => key === 't')?.[1]
  const theirs = parts.flatMap(([key, value]) =>
    key === 'v1' && /^[0-9a-f]{64}$/.test(value ?? '') ? [Buffer.from(value ?? '', 'hex')] : [],
  )
  if (!stamp || theirs.length === 0) return { refused: 'unsigned' }
  const ours = secrets.map((secret) => createHmac('sha256', secret).update(`${stamp}.`).update(body).digest())
  return believed(ours, theirs, stamp, now, () => idIn(body))
}

function believed(ours: readonly Buffer[], theirs: readonly Buffer[], stamp: string, now: Date, idOf: () => string | undefined): Verdict {
  if (!/^\d{1,11}$/.test(stamp)) return { refused: 'unsigned' }
  if (!anyEqual(ours, theirs.slice(0, 20))) return { refused: 'forged' }
  const at = new Date(Number(stamp) * 1000)
  if (Math.abs(now.getTime() - at.getTime()) > toleranceSeconds * 1000) return { refused: 'stale' }
  const id = idOf()
  return id ? { id, at } : { refused: 'unsigned' }
}

/** Every pair is compared to its end, so that the time it takes says nothing of how near a guess was. */
function anyEqual(ours: readonly Buffer[], theirs: readonly Buffer[]): boolean {
  let equal = false
  for (const one of ours) for (const other of theirs) if (one.length === other.length && timingSafeEqual(one, other)) equal = true
  return equal
}

function idIn(body: Buffer): string | undefined {
  try {
    const { id } = JSON.parse(body.toString('utf8')) as { id?: unknown }
    return typeof id === 'string' && id.length > 0 && id.length <= 255 ? id : undefined
  } catch {
    return undefined
  }
}
