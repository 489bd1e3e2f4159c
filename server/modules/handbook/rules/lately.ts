/** Texts whose readings are kept, and the longest that is: what is published and shown in one go, and no store of pages. */
const [mostKept, longestKept] = [24, 32_768]

/** A reading of a text, worked out once for those of whom it was asked lately. What it answers is shared: nobody changes it. */
export function lately<T>(reading: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>()
  return (text) => {
    if (text.length > longestKept) return reading(text)
    const known = kept.get(text)
    const answer = kept.has(text) ? (known as T) : reading(text)
    kept.delete(text)
    kept.set(text, answer)
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    return answer
  }
}
