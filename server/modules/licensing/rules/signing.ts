import { encodeDocument } from '../../../../packages/licence-verifier/index.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type PayloadFacts, payloadBytes, payloadOf } from './payload.ts'

/** Makes 256 bytes of RSA-2048, PKCS#1 v1.5, SHA-512 over the payload bytes. */
export type Signer = (payload: Uint8Array) => Uint8Array

type SignedLicence = { issuedAt: Date; expiresAt: Date; payload: Buffer; signature: Buffer; document: string }

const maxRetries = 16

/**
 * Serialises and signs. The product strips all trailing zero bytes of the decoded file, so a signature that ends in zero (one in 256)
 * would be cut short and refused: then the licence is issued a millisecond later and signed again (R1), up to 16 times.
 */
export function signLicence(facts: PayloadFacts, sign: Signer): SignedLicence {
  for (let later = 0; later <= maxRetries; later += 1) {
    const issuedAt = new Date(facts.issuedAt.getTime() + later)
    const payload = payloadOf({ ...facts, issuedAt })
    const bytes = payloadBytes(payload)
    const signature = sign(bytes)
    if (signature.length !== 256) throw new Refusal('refused', 'key.wrong_size', 'The signing key does not make signatures of 256 bytes.')
    if (signature.at(-1) === 0) continue
    return {
      issuedAt,
      expiresAt: new Date(payload.expires_at),
      payload: bytes,
      signature: Buffer.from(signature),
      document: encodeDocument(bytes, signature),
    }
  }
  throw new Refusal('refused', 'licence.unsignable', 'Seventeen signatures in a row end in a zero byte. The signing key is not sound.')
}
