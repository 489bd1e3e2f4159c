import { Refusal } from '../../../kernel/refusal.ts'

type Answer = { as: 'fixed' | 'not_so'; no?: number | undefined }

/**
 * The text in which a flag is put right: the one that was named, else the text of now. Refuses `flag.answered`, and `flag.no_later_text` where
 * that is no text of the page behind the one that was read.
 */
export function fixedIn(flag: { state: string; no: number }, page: { no: number }, { as, no = page.no }: Answer): number | null {
  if (flag.state !== 'open')
    throw new Refusal('conflict', 'flag.answered', 'This flag was answered already.', { facts: { state: flag.state } })
  if (as === 'not_so') return null
  if (no > flag.no && no <= page.no) return no
  const text = 'It is put right by a text behind the one that was read. Publish one first, or say why it is not so.'
  throw new Refusal('refused', 'flag.no_later_text', text, { unmet: [{ code: 'flag.no_later_text', text, path: 'no' }] })
}
