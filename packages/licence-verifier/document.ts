/** How a copy of a licence text was hurt on its way. */
export type Damage =
  | 'empty'
  | 'html'
  | 'base64url'
  | 'blanks'
  | 'truncated'
  | 'double_encoded'
  | 'not_base64'
  | 'not_canonical'
  | 'too_short'

/** Bytes of a licence file, taken apart. `repairs` are harmless (the product reads past them), `damages` are not. */
export type Document = {
  payload?: Uint8Array<ArrayBuffer>
  signature?: Uint8Array<ArrayBuffer>
  damages: Damage[]
  repairs: ('bom' | 'line_breaks')[]
}

/** RSA-2048 makes signatures of 256 bytes. */
const signatureLength = 256

/**
 * Takes a licence text apart as the product does: standard base64, then **all** trailing zero bytes are stripped, then the last
 * 256 bytes are the signature. Never throws on input.
 */
export function decodeDocument(text: string): Document {
  const damages: Damage[] = []
  const repairs: Document['repairs'] = []
  let plain = text
  if (plain.startsWith('\uFEFF')) {
    repairs.push('bom')
    plain = plain.slice(1)
  }
  if (/[\r\n]/.test(plain)) {
    repairs.push('line_breaks')
    plain = plain.replace(/[\r\n]/g, '')
  }
  if (/\s/.test(plain)) {
    damages.push('blanks')
    plain = plain.replace(/\s/g, '')
  }
  if (plain === '') return { damages: ['empty'], repairs }
  if (/[<>&;]/.test(plain)) return { damages: [...damages, 'html'], repairs }
  if (/[-_]/.test(plain)) {
    damages.push('base64url')
    plain = plain.replaceAll('-', '+').replaceAll('_', '/')
    plain += '='.repeat((4 - (plain.length % 4)) % 4)
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(plain)) return { damages: [...damages, 'not_base64'], repairs }
  if (plain.length % 4 !== 0) return { damages: [...damages, 'truncated'], repairs }
  const bytes = bytesOf(plain)
  // unused bits of the last character may differ without changing a byte; an issuer never writes such a text
  if (textOf(bytes) !== plain) damages.push('not_canonical')
  if (!damages.includes('double_encoded') && isBase64Text(bytes)) damages.push('double_encoded')
  const length = lengthWithoutZeros(bytes)
  if (length <= signatureLength) return { damages: [...damages, 'too_short'], repairs }
  return {
    payload: bytes.slice(0, length - signatureLength),
    signature: bytes.slice(length - signatureLength, length),
    damages,
    repairs,
  }
}

/** base64(payload ‖ signature): standard alphabet, padded, one line. */
export function encodeDocument(payload: Uint8Array, signature: Uint8Array): string {
  const bytes = new Uint8Array(payload.length + signature.length)
  bytes.set(payload)
  bytes.set(signature, payload.length)
  return textOf(bytes)
}

function lengthWithoutZeros(bytes: Uint8Array): number {
  let length = bytes.length
  while (length > 0 && bytes[length - 1] === 0) length -= 1
  return length
}

/** A licence starts with `{`; base64 of base64 decodes to nothing but base64 letters. */
function isBase64Text(bytes: Uint8Array): boolean {
  return bytes.every((byte) => /[A-Za-z0-9+/=\r\n]/.test(String.fromCharCode(byte)))
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}

function textOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
