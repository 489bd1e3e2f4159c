/** VAT ids of invented companies whose digits fit; none where the demo writes none. The sandbox register knows every one that ends well. */
export function taxIdOf(country: string, index: number): string | undefined {
  if (country === 'FR') return french(index)
  return country === 'DE' ? german(index) : undefined
}

/** A SIREN with its Luhn digit, and the key before it. */
function french(index: number): string {
  const base = String(30_000_000 + index * 1_237)
  const sum = [...base].reduce((total, digit, at) => {
    const twice = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + (twice > 9 ? twice - 9 : twice)
  }, 0)
  const siren = `${base}${(10 - (sum % 10)) % 10}`
  return known(siren) ? `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}` : french(index + 1_000)
}

/** Eight digits and one of ISO 7064, mod 11,10. */
function german(index: number): string {
  const base = String(81_000_000 + index * 1_237)
  const product = [...base].reduce((last, digit) => {
    const sum = (Number(digit) + last) % 10 || 10
    return (2 * sum) % 11
  }, 10)
  const id = `${base}${(11 - product) % 10}`
  return known(id) ? `DE${id}` : german(index + 1_000)
}

/** The sandbox register answers "unknown" or nothing for some endings. */
function known(digits: string): boolean {
  return !['200', '300', '301', '302'].includes(digits.slice(-3))
}
