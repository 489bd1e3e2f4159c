import { Refusal } from '../../../kernel/refusal.ts'
import type { Signature } from './lane.ts'

/** The order form that the customer signed, as bytes: PDF or a picture of the paper. */
type SignedFile = { name: string; type: string; content: string }
export const signedFileTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const
/** Most bytes of a signed form. */
export const mostSignedBytes = 2_500_000

/** What the first bytes of each type are; a name or a header proves nothing. */
const leading: Record<(typeof signedFileTypes)[number], number[]> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/png': [0x89, 0x50, 0x4e, 0x47],
  'image/jpeg': [0xff, 0xd8, 0xff],
}

/**
 * A signature is the form that the customer signed, with its hash; a typed name alone is none. A lane of `click` is signed by the
 * customer's own click, or by a form, which is more. Refuses `signature.lane`, `signature.file_missing`,
 * `signature.in_the_future`, `signature.before_quote`: nobody signs what is not written yet. Days are those of the company that sells.
 */
export function requireSignature(
  given: { hasFile: boolean; signed_on: string },
  deal: { sign: Signature; made_on: string },
  today: string,
): void {
  if (deal.sign === 'none') throw new Refusal('refused', 'signature.lane', 'This deal cannot be signed: its lane refuses it.')
  if (!given.hasFile) {
    throw new Refusal('refused', 'signature.file_missing', 'Add the form that the customer signed. A name alone is no signature.')
  }
  if (given.signed_on > today) {
    throw new Refusal('invalid', 'signature.in_the_future', `The form cannot have been signed on ${given.signed_on}; today is ${today}.`)
  }
  if (given.signed_on < deal.made_on) {
    throw new Refusal(
      'invalid',
      'signature.before_quote',
      `The form cannot have been signed on ${given.signed_on}; the quote was made on ${deal.made_on}.`,
    )
  }
}

/** The bytes of a signed form. Refuses `signature.file_empty`, `file.too_large`, `file.type_mismatch`. */
export function signedBytes(file: SignedFile): Uint8Array {
  const bytes = Buffer.from(file.content, 'base64')
  if (bytes.length === 0) throw new Refusal('invalid', 'signature.file_empty', 'The file is empty.')
  if (bytes.length > mostSignedBytes) {
    throw new Refusal('invalid', 'file.too_large', `A signed form may have ${mostSignedBytes / 1_000_000} MB. Scan it with fewer colours.`)
  }
  const mark = signedFileTypes.find((one) => one === file.type)
  if (!mark || !leading[mark].every((byte, at) => bytes[at] === byte)) {
    throw new Refusal('invalid', 'file.type_mismatch', 'The file is not the PDF, PNG or JPEG that its name says.')
  }
  return bytes
}
