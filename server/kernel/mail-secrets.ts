import { encrypt, decrypt } from './keys.ts'

/** Parts of a letter that open a door: a code, the token of a link. */
export type Secrets = { secrets?: readonly string[] }

const blanks = '••••••'

/** The text with each secret blanked. */
export function blank(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret, blanks), text)
}

/** A letter encrypted under the house key, bound to its row. */
export function sealSecrets(id: string, letter: { subject: string; text: string }): Buffer {
  return encrypt(Buffer.from(JSON.stringify(letter)), `mail:${id}`)
}

export function openSecrets(id: string, box: Uint8Array): { subject: string; text: string } {
  const { subject, text } = JSON.parse(decrypt(box, `mail:${id}`).toString('utf8')) as { subject: string; text: string }
  return { subject, text }
}
