import { createHmac, randomBytes } from 'node:crypto'

/** A secret as Standard Webhooks 1.0 writes it: `whsec_` and 32 bytes in base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/** `v1,` and the HMAC-SHA-256 of `id.timestamp.body` for each secret, with blanks between; `timestamp` is Unix seconds. */
export function signatures(secrets: readonly string[], id: string, timestamp: number, body: string): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
    })
    .join(' ')
}
