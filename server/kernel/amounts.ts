/** An amount as people write it: "3058312.00" USD → "$3,058,312", `short` → "$3.06M"; a share → "21.3%"; "1750" servers → "1,750 servers". */
export function amountWords(amount: string, unit: string, short = false): string {
  const said = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat('en', options).format(amount as `${number}`)
  const size = Math.abs(Number(amount))
  if (/^[A-Z]{3}$/.test(unit) && Intl.supportedValuesOf('currency').includes(unit)) {
    const money = { style: 'currency', currency: unit } as const
    if (!short) return said({ ...money, trailingZeroDisplay: 'stripIfInteger' })
    return size < 1000
      ? said({ ...money, maximumFractionDigits: 0 })
      : said({ ...money, notation: 'compact', minimumSignificantDigits: 3, maximumSignificantDigits: 3 })
  }
  if (unit === 'ratio' || unit === 'share') return said({ style: 'percent', maximumFractionDigits: 1 })
  if (unit === 'score') return `${said({ maximumFractionDigits: 2 })} of 5`
  const plain = said(short && size >= 10_000 ? { notation: 'compact', maximumFractionDigits: 1 } : { maximumFractionDigits: 2 })
  return unit === '' || unit === 'count' ? plain : `${plain} ${unit}`
}
