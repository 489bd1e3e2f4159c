/** Texts whose readings are kept, and the longest that is: what is published and shown in one go, and no store of pages. */
const [mostKept, longestKept, mostLong] = [24, 32_768, 4]

/**
 * A reading of a text, worked out once for those of whom it was asked lately; of a few long ones for as long as memory is not wanted. What it
 * answers is shared: nobody changes it.
 */
export function lately<T extends object>(reading: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>()
  const long = new Map<string, WeakRef<T>>()
  const readLong = (text: string) => {
    const answer = long.get(text)?.deref() ?? reading(text)
    long.delete(text)
    long.set(text, new WeakRef(answer))
    const [oldest] = long.keys()
    if (long.size > mostLong && oldest !== undefined) long.delete(oldest)
    return answer
  }
  return (text) => {
    if (text.length > longestKept) return readLong(text)
    const known = kept.get(text)
    const answer = kept.has(text) ? (known as T) : reading(text)
    kept.delete(text)
    kept.set(text, answer)
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    return answer
  }
}
