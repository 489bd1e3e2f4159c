import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Refusal } from './refusal.ts'

let houseKey: Buffer | undefined

/** Sets the 32-byte key under which the house seals secrets; called once when the house opens. */
export function useHouseKey(key: Uint8Array): void {
  if (key.length !== 32) throw new Refusal('invalid', 'settings.secret_key', 'SECRET_KEY must be 32 bytes in base64.')
  houseKey = Buffer.from(key)
}

/** AES-256-GCM; `aad` binds the box to what it is for (a kid, a row id), so that boxes cannot be swapped. */
export function encrypt(plain: Uint8Array, aad: string): Buffer {
  return sealWith(theKey(), plain, aad)
}

/** The same under a given key of 32 bytes. */
export function sealWith(key: Uint8Array, plain: Uint8Array, aad: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), body])
}

export function decrypt(box: Uint8Array, aad: string): Buffer {
  return unsealWith(theKey(), box, aad)
}

/** Whether a box opens under a given key. */
export function opens(key: Uint8Array, box: Uint8Array, aad: string): boolean {
  try {
    unsealWith(key, box, aad)
    return true
  } catch {
    return false
  }
}

function unsealWith(key: Uint8Array, box: Uint8Array, aad: string): Buffer {
  const bytes = Buffer.from(box)
  if (bytes[0] !== 1 || bytes.length < 29) throw new Refusal('refused', 'seal.unreadable', 'A sealed secret has an unknown form.')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13)).setAAD(Buffer.from(aad))
  decipher.setAuthTag(bytes.subarray(13, 29))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()])
  } catch {
    throw new Refusal('refused', 'seal.wrong_key', 'A sealed secret does not open: SECRET_KEY is not the one it was sealed with.')
  }
}

/** A key of its own for one purpose (session signing, tokens), derived from the house key by HKDF-SHA-256. */
export function derivedKey(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', theKey(), Buffer.alloc(0), purpose, 32))
}

function theKey(): Buffer {
  if (!houseKey) throw new Error('the house key is not set')
  return houseKey
}
