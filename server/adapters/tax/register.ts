/** What a VAT register says of an id. `pending`: it did not answer; ask again later and decide nothing meanwhile. */
export type RegisterAnswer = {
  state: 'valid' | 'invalid' | 'pending' | 'format_only'
  register: string
  consultation_number: string | null
  raw: Record<string, unknown>
}
/** An id that was read already: its country, and the one form that registers take, such as DE811569869. */
type RegisterQuestion = { country: string; id: string }
type Register = { name: string; ask: (taxId: RegisterQuestion, at: Date) => RegisterAnswer }

/** The letters of VIES: the member states, Greece as EL, and Northern Ireland. */
const inVies: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'.split(' '),
)

/**
 * The register of the sandbox: every id of a member state is valid, but ids that end in 200 are unknown and ids that end in 300, 301 or 302
 * get no answer, so that both can be tried (FR04304265200 and FR29303265300 have the right digits). Countries outside VIES have no
 * register here: their form and their digits are all we know.
 */
export const sandboxRegister: Register = {
  name: 'sandbox',
  ask({ country, id }, at) {
    const answer = (state: RegisterAnswer['state'], raw: Record<string, unknown>): RegisterAnswer => ({
      state,
      register: 'sandbox',
      consultation_number: state === 'valid' ? `SBX-${at.getTime().toString(36).toUpperCase()}` : null,
      raw,
    })
    const prefix = id.slice(0, 2)
    const letters = country === 'GR' ? 'EL' : country === 'GB' ? 'XI' : country
    if (!inVies.has(prefix) || prefix !== letters) return answer('format_only', { country })
    if (id.endsWith('200')) return answer('invalid', { valid: false })
    if (/30[012]$/.test(id)) return answer('pending', { error: 'MS_UNAVAILABLE' })
    return answer('valid', { valid: true })
  },
}
