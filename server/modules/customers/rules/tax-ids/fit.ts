import { Refusal } from '../../../../kernel/refusal.ts'
import { readTaxId, type TaxIdReading } from './read.ts'

/**
 * Reads a tax id that is about to be kept. Refuses `tax_id.check_digit` with the digit rule that does not fit, and `tax_id.format`.
 * `path`: the field of the form that it stands in.
 */
export function fitTaxId(country: string, given: string, path = 'tax_id'): TaxIdReading {
  const read = readTaxId(country, given)
  if (read.result !== 'wrong_check_digit' && read.result !== 'wrong_format') return read
  const code = read.result === 'wrong_check_digit' ? 'tax_id.check_digit' : 'tax_id.format'
  const text = read.reason ?? `${read.id} is no tax id of ${country}.`
  throw new Refusal('refused', code, text, { unmet: [{ code, path, text }] })
}
