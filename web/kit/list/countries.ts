import { countryCodes } from '../../../server/modules/customers/contract.ts'
import { countryText } from '../format.ts'

/** Every country of ISO 3166 by its name in the reader's language. */
export function countryOptions(): { value: string; label: string }[] {
  return countryCodes.map((code) => ({ value: code, label: countryText(code) })).sort((a, b) => a.label.localeCompare(b.label))
}
