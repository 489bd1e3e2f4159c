/** The exact words beside which a person binds a company; they go into the evidence. */
export const button = 'Accept and pay'
/** Nothing is due before the first day of what is ordered. */
const laterButton = 'Accept and pay later'
export const sentence = sentenceWith(button)

type Words = { sentence: string; button: string }

/** The words of an offer: what is paid with the click, and what is charged on a later day, are different promises. */
export function acceptanceWords(chargedOn: string | null): Words {
  return chargedOn === null ? { sentence, button } : { sentence: sentenceWith(laterButton), button: laterButton }
}

function sentenceWith(words: string): string {
  return `I have read and accept the documents listed here. By pressing “${words}” I order for the company named above and confirm that I may bind it.`
}
export const screenTemplate = 'portal.accept.1'
