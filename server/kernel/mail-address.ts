import { z } from 'zod'

/** What may stand before the @ (RFC 5322 dot-atom, and letters of any script as RFC 6531 allows). */
const local = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** An address as people write it: blanks around it trimmed, letters in their composed form. The part before the @ keeps its case. */
export const mailAddress = z
  .string()
  .overwrite((text) => text.trim().normalize('NFC'))
  .max(254)
  .refine(isMailAddress, 'A mail address looks like name@company.example.')
  .meta({ format: 'email' })

/** Could mail be sent there? The domain may be written in any script; it has at least two labels and is no bare number. */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  if (at < 1) return false
  const name = text.slice(0, at)
  const domain = asciiDomain(text.slice(at + 1))
  // octets, not letters: RFC 5321 §4.5.3.1.1
  if (!local.test(name) || new TextEncoder().encode(name).length > 64) return false
  const labels = domain?.split('.') ?? []
  return labels.length > 1 && labels.every((one) => label.test(one)) && !/^\d+$/.test(labels.at(-1) ?? '')
}

/** Equal for two spellings of one mailbox: case counts for nobody's server, and `bücher.example` is `xn--bcher-kva.example`. */
export function mailKey(address: string): string {
  const plain = address.trim().normalize('NFC')
  const at = plain.lastIndexOf('@')
  return `${plain.slice(0, at).toLowerCase()}@${asciiDomain(plain.slice(at + 1)) ?? plain.slice(at + 1).toLowerCase()}`
}

/** The domain as the name system knows it (IDNA), or nothing for one that it cannot. */
function asciiDomain(domain: string): string | undefined {
  // what an address bar would read as more than a host is no domain
  if (domain === '' || domain.length > 253 || /[\s/\\?#@:%[\]<>^|]/.test(domain) || domain.endsWith('.')) return undefined
  const read = URL.canParse(`http://${domain}/`) ? new URL(`http://${domain}/`).hostname : undefined
  return read === '' ? undefined : read
}
