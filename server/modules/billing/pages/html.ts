import { escapeHtml } from '../../../kernel/html.ts'
import { majorText } from '../../../kernel/money.ts'

/** Markup with every value escaped; a value in `[…]` is markup already. */
export function html(parts: TemplateStringsArray, ...values: (string | [string])[]): string {
  return parts.reduce((text, part, at) => text + valueText(values[at - 1]) + part)
}

function valueText(value: string | [string] | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? escapeHtml(value) : value[0]
}

export function option(value: string, title: string, selected: boolean): string {
  return html`<option value="${value}"${[selected ? ' selected' : '']}>${title}</option>`
}

/** "156.00" EUR → "€156.00"; whole amounts of a price list lose their zeros. */
export function moneyText(price: string, currency: string): string {
  const [whole = '0', fraction = ''] = price.split('.')
  const text = new Intl.NumberFormat('en', { style: 'currency', currency, minimumFractionDigits: 0, maximumFractionDigits: 0 }).format(
    BigInt(whole),
  )
  return /^0*$/.test(fraction) ? text : `${text}.${fraction}`
}

export function minorText(minor: number, currency: string): string {
  const [whole = '0', fraction = ''] = majorText(BigInt(minor), currency).split('.')
  const text = new Intl.NumberFormat('en', { style: 'currency', currency, minimumFractionDigits: 0, maximumFractionDigits: 0 }).format(
    BigInt(whole),
  )
  return fraction ? `${text}.${fraction}` : text
}
