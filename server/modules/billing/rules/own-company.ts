import { Refusal } from '../../../kernel/refusal.ts'

export type TaxIdState = 'valid' | 'pending' | 'invalid' | 'format_only' | 'unchecked'

/** Letters of one document that a customer may have sent again, and within how many hours. */
export const mailsAgain = { most: 3, hours: 24 }

/** What is open or wrong about a tax id, in words for the customer whose it is; nothing where all is well. */
export function taxIdText(state: TaxIdState): string | null {
  if (state === 'invalid') return 'The VAT register does not know this number. Tax is charged as without one.'
  if (state === 'pending') return 'The VAT register has not answered yet. Until it does, tax is charged as without one.'
  if (state === 'format_only') return 'Its form is right. There is no register that we could ask.'
  return state === 'unchecked' ? 'It is checked with your first order.' : null
}

/** Refuses `document.mailed_enough` where a document was sent again often enough; `written`: when it was mailed at its customer's wish. */
export function fitMailAgain(number: string, written: readonly Date[], now: Date): void {
  const since = now.getTime() - mailsAgain.hours * 3_600_000
  const lately = written.filter((at) => at.getTime() > since)
  if (lately.length < mailsAgain.most) return
  const oldest = Math.min(...lately.map((at) => at.getTime()))
  const wait = Math.ceil((oldest - since) / 1000)
  const text = `${number} was sent ${mailsAgain.most} times within a day. Look in the folder for spam, or download the PDF here.`
  throw new Refusal('busy', 'document.mailed_enough', text, { facts: { retry_after_s: wait } })
}
