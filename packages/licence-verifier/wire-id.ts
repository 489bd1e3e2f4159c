/** The alphabet of the product's own 26-character ids (z-base-32). */
const alphabet = 'ybndrfg8ejkmcpqxot1uwisza345h769'

/**
 * The 16 bytes of a UUID in base32, most significant bit first, without padding: 26 characters.
 * `0199a3f2-6c1e-7b4d-9a3e-5f20c47d8e11` → `ygc48hucd37w5gt6mhoce9cqnr`.
 */
export function wireIdOf(id: string): string {
  const hex = id.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new TypeError(`"${id}" is not a UUID`)
  // 128 bits are followed by two zero bits, so that they divide by five
  let rest = BigInt(`0x${hex}`) << 2n
  let text = ''
  for (let place = 0; place < 26; place += 1) {
    text = (alphabet[Number(rest & 31n)] ?? '') + text
    rest >>= 5n
  }
  return text
}

/** The UUID of a wire id; nothing when the text is not one. */
export function idOfWire(wire: string): string | undefined {
  if (wire.length !== 26) return undefined
  let bits = 0n
  for (const letter of wire) {
    const value = alphabet.indexOf(letter)
    if (value < 0) return undefined
    bits = (bits << 5n) | BigInt(value)
  }
  if ((bits & 3n) !== 0n) return undefined
  const hex = (bits >> 2n).toString(16).padStart(32, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
