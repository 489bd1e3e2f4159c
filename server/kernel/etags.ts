/** What stands behind a tag of bytes that were packed on their way: packed otherwise they are other bytes. */
const packed = /-(?:br|gzip)"$/

/** The tag among those that a caller has which names the same text, packed or not; nothing where the caller has another one. */
export function tagHeld(header: string | null | undefined, tag: string): string | undefined {
  const plain = (one: string) => one.replace(/^W\//, '').replace(packed, '"')
  return (header ?? '')
    .split(',')
    .map((one) => one.trim())
    .find((one) => plain(one) === plain(tag))
}

/** A strong tag is of these very bytes: packed ones have their own. */
export function tagPacked(tag: string, way: string): string {
  return tag.startsWith('"') ? `${tag.slice(0, -1)}-${way}"` : tag
}
