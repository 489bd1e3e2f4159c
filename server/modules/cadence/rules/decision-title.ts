/** The longest that a decision is called in the ledger. */
const longest = 140

/**
 * What a decision of a meeting is called: by the issue that it settles. A part of the agenda names no question, so what was decided there is
 * called by its own first sentence, cut at a word.
 */
export function decisionTitle(item: { part: 'agenda' | 'issue'; title: string }, text: string): string {
  if (item.part === 'issue') return item.title
  const words = text.trim().replaceAll(/\s+/g, ' ')
  const [sentence = words] = /^.*?[.!?](?= |$)/.exec(words) ?? [words]
  if (sentence.length <= longest) return sentence
  const cut = sentence.slice(0, longest - 1)
  return `${cut.includes(' ') ? cut.replace(/ \S*$/, '') : cut}…`
}
