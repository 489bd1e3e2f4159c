/** What a VAT register says of an id. `pending`: it did not answer; ask again later and decide nothing meanwhile. */
export type RegisterAnswer = {
  state: 'valid' | 'invalid' | 'pending' | 'format_only'
  register: string
  consultation_number: string | null
  raw: Record<string, unknown>
}
export type Register = { name: string; ask: (taxId: string, at: Date) => RegisterAnswer }

/** VAT ids as their countries write them (VIES service description; HMRC, ESTV, Skatteetaten for the last three). Greece is EL. */
const formats: Record<string, RegExp> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  GB: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  CHE: /^\d{9}(MWST|TVA|IVA)?$/,
  NO: /^\d{9}(MVA)?$/,
}
const outsideVies = new Set(['GB', 'CHE', 'NO'])

/** "de 811 569 869" → prefix DE, number 811569869; nothing when no format fits. */
export function readTaxId(text: string): { prefix: string; number: string; country: string } | undefined {
  const plain = text.toUpperCase().replace(/[\s.\-/]/g, '')
  const prefix = plain.startsWith('CHE') ? 'CHE' : plain.slice(0, 2)
  const number = plain.slice(prefix.length)
  if (!formats[prefix]?.test(number)) return undefined
  return { prefix, number, country: countryOf(prefix) }
}

function countryOf(prefix: string): string {
  if (prefix === 'EL') return 'GR'
  if (prefix === 'XI') return 'GB'
  return prefix === 'CHE' ? 'CH' : prefix
}

/**
 * The register of the sandbox: every well-formed id is valid, but ids that end in 200 are unknown and ids that end in 300, 301 or 302
 * get no answer, so that both can be tried. Countries outside VIES have no register here: their format is all we know.
 */
export const sandboxRegister: Register = {
  name: 'sandbox',
  ask(taxId, at) {
    const read = readTaxId(taxId)
    const answer = (state: RegisterAnswer['state'], raw: Record<string, unknown>): RegisterAnswer => ({
      state,
      register: 'sandbox',
      consultation_number: state === 'valid' ? `SBX-${at.getTime().toString(36).toUpperCase()}` : null,
      raw,
    })
    if (!read) return answer('invalid', { reason: 'format' })
    if (outsideVies.has(read.prefix)) return answer('format_only', { prefix: read.prefix })
    if (read.number.endsWith('200')) return answer('invalid', { valid: false })
    if (/30[012]$/.test(read.number)) return answer('pending', { error: 'MS_UNAVAILABLE' })
    return answer('valid', { valid: true })
  },
}
