import { Refusal } from '../../../kernel/refusal.ts'
import { postalCodeProblem } from '../contract/postal-codes.ts'
import { regionProblem } from '../contract/regions.ts'

/** Refuses `customers.address.region` and `customers.address.postal_code`, each at its field, with what the country would take. */
export function fitAddressOf(country: string, address: { region?: string | undefined; postal_code?: string | undefined }): void {
  const region = regionProblem(country, address.region)
  const code = postalCodeProblem(country, address.postal_code)
  if (region) refuse('customers.address.region', 'region', region)
  if (code) refuse('customers.address.postal_code', 'address.postal_code', code)
}

function refuse(code: string, path: string, text: string): never {
  throw new Refusal('refused', code, text, { unmet: [{ code, path, text }] })
}
