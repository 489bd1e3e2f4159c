import { dayText } from './days.ts'
import { amountText } from './format.ts'

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** Sentences of the server hold days as 2027-11-29, money as 3900.00 EUR or EUR 3,900.00 and "19 %"; a screen says them as its reader writes them. */
export function asRead(sentence: string): string {
  return sentence
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => dayText(day))
    .replaceAll(/(?<![\d.])(\d+(?:\.\d+)?) ([A-Z]{3})\b/g, (whole, amount: string, code: string) => moneyOf(amount, code) ?? whole)
    .replaceAll(/\b([A-Z]{3}) (\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d,])/g, (whole, code: string, amount: string) => {
      return moneyOf(amount.replaceAll(',', ''), code) ?? whole
    })
    .replaceAll(/(\d) %/g, '$1%')
}

/** Nothing where it is no money. A price with more decimals than its currency, such as 0.0125, stays as exact as it is. */
function moneyOf(amount: string, code: string): string | undefined {
  return currencies.has(code) ? amountText(amount, code) : undefined
}
