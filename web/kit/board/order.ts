/** A list with one of its entries a place earlier or later; at an end it stays. */
export function moved(keys: readonly string[], key: string, by: -1 | 1): string[] {
  const from = keys.indexOf(key)
  const to = from + by
  if (from < 0 || to < 0 || to >= keys.length) return [...keys]
  const next = [...keys]
  next.splice(from, 1)
  next.splice(to, 0, key)
  return next
}
