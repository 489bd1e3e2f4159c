/** A decimal as people write it, in one spelling: `5,000.50` as `5000.5`. Nothing where it is none, or longer than anybody means. */
export function decimalOf(said: string): string | null {
  const [, sign = '', whole = '', part = ''] = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,6}))?$/.exec(said.trim()) ?? []
  const digits = whole.replaceAll(',', '').replace(/^0+(?=\d)/, '')
  if (digits === '' || digits.length > 15) return null
  const rest = part.replace(/0+$/, '')
  const size = rest === '' ? digits : `${digits}.${rest}`
  return sign === '-' && size !== '0' ? `-${size}` : size
}

/** Of two decimals in that spelling, exactly. */
export function compareDecimals(one: string, other: string): number {
  const [a, b] = [scaled(one), scaled(other)]
  return a < b ? -1 : a > b ? 1 : 0
}

function scaled(decimal: string): bigint {
  const [whole = '0', part = ''] = decimal.replace('-', '').split('.')
  const size = BigInt(whole + part.padEnd(6, '0'))
  return decimal.startsWith('-') ? -size : size
}
