import { dayWords } from '../../../kernel/period.ts'
import { escapeHtml } from '../../../kernel/html.ts'

/** Sentences of the engine hold days as 2027-11-29, money as 3900.00 EUR and "19 %"; a page says all of them as people write them. */
export function asRead(sentence: string): string {
  return sentence
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, dayWords)
    .replaceAll(/(?<![\d.])(\d+(?:\.\d+)?) ([A-Z]{3})\b/g, (whole, amount: string, code: string) => moneyOr(whole, amount, code))
    .replaceAll(/(\d) %/g, '$1%')
}

/** "156.00" EUR → "€156.00"; a price with more decimals than its currency keeps them. */
export function priceWords(price: string, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 12 }).format(price as `${number}`)
}

function moneyOr(whole: string, amount: string, code: string): string {
  return Intl.supportedValuesOf('currency').includes(code) ? priceWords(amount, code) : whole
}

/** How much less a year costs than twelve months, as a whole percentage rounded down; nothing where it costs no less. */
export function savedByYear(year: string, month: string): number {
  const twelve = Number(month) * 12
  return twelve > 0 ? Math.max(0, Math.floor((1 - Number(year) / twelve) * 100 + 1e-9)) : 0
}

/** A text of our own in the few signs of Markdown that terms use: headings, paragraphs, lists, bold words. Everything is escaped first. */
export function markdownHtml(text: string): string {
  const parts = text.trim().split(/\n{2,}/)
  return parts.map(blockOf).join('\n')
}

function blockOf(part: string): string {
  const heading = /^(#{1,6}) +(.+)$/.exec(part)
  if (heading) return `<h${Math.min(6, (heading[1] ?? '').length)}>${inline(heading[2] ?? '')}</h${Math.min(6, (heading[1] ?? '').length)}>`
  const lines = part.split('\n')
  if (lines.every((line) => /^[-*] /.test(line))) return `<ul>${lines.map((line) => `<li>${inline(line.slice(2))}</li>`).join('')}</ul>`
  return `<p>${inline(lines.join(' '))}</p>`
}

function inline(text: string): string {
  return escapeHtml(text).replaceAll(/\*\*(?=\S)(.+?)(?<=\S)\*\*/g, '<strong>$1</strong>')
}
