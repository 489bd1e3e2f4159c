import { randomBytes } from 'node:crypto'

/** An unguessable text of `bytes` random bytes, for links, keys and cookies. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}
