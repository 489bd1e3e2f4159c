import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { sha256 } from '../../../kernel/canonical.ts'
import { decrypt } from '../../../kernel/keys.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Signer } from '../rules/signing.ts'
import type { SigningKeyRow } from '../tables.ts'

/** Opened keys of this process, by the hash of their sealed form: parsing RSA costs more than signing. */
const opened = new Map<string, KeyObject>()

/** A signer for a key of the ring: RSA PKCS#1 v1.5 with SHA-512. The private part stays in the process's memory. */
export function signerOf(key: SigningKeyRow): Signer {
  const sealed = key.sealed_private
  if (!sealed)
    throw new Refusal('refused', 'key.none_active', `The private part of ${key.kid} is not here. Import it, or activate another key.`)
  const name = sha256(sealed)
  let privateKey = opened.get(name)
  if (!privateKey) {
    privateKey = createPrivateKey({ key: decrypt(sealed, key.kid), format: 'der', type: 'pkcs8' })
    opened.set(name, privateKey)
  }
  const ready = privateKey
  return (payload) => sign('sha512', payload, ready)
}
