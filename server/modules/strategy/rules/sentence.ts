/** Words after which a full stop ends no sentence. */
const shortWords = new Set(['e.g', 'i.e', 'etc', 'vs', 'inc', 'ltd'])

/** How many sentences a text ends or begins anew, outside brackets: a mark before a space and a capital, or at the end of all. */
export function sentenceEnds(text: string): number {
  const shown = outsideBrackets(text).trim()
  let ends = 0
  for (const { index } of shown.matchAll(/[.!?]/gu)) {
    const after = shown.slice(index + 1)
    if (after !== '' && !/^\s+\p{Lu}/u.test(after)) continue
    if (shown.charAt(index) === '.' && isShortened(shown.slice(0, index))) continue
    ends += 1
  }
  return ends
}

/** A vision is one sentence: it says something, and ends at most once. */
export function isOneSentence(text: string): boolean {
  return text.trim() !== '' && sentenceEnds(text) <= 1
}

function isShortened(before: string): boolean {
  const word = (/[\p{L}\p{N}.]*$/u.exec(before)?.[0] ?? '').toLowerCase()
  return /(^|\.)\p{L}$/u.test(word) || shortWords.has(word)
}

/** What stands in round or square brackets is left out; one that is never closed is text. */
function outsideBrackets(text: string): string {
  const opened: { at: number; close: string }[] = []
  let kept = ''
  for (const letter of text) {
    if (letter === '(' || letter === '[') opened.push({ at: kept.length, close: letter === '(' ? ')' : ']' })
    kept += letter
    const last = opened.at(-1)
    if (last && letter === last.close) {
      kept = kept.slice(0, last.at)
      opened.pop()
    }
  }
  return kept
}
