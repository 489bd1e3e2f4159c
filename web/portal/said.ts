import { dayText, moneyText, placesOf } from '../kit/index.ts'

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** Sentences of the server hold days as 2027-11-29, money as 3900.00 EUR and "19 %"; a screen says them as its reader writes them. */
export function asRead(sentence: string): string {
  return sentence
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => dayText(day))
    .replaceAll(/(?<![\d.])(\d+(?:\.\d+)?) ([A-Z]{3})\b/g, (whole, amount: string, code: string) =>
      currencies.has(code) ? moneyText(Math.round(Number(amount) * 10 ** placesOf(code)), code) : whole,
    )
    .replaceAll(/(\d) %/g, '$1%')
}

/** "25 seats", "1 seat". */
export function seatsText(seats: string | number): string {
  return `${Number(seats).toLocaleString('en')} ${Number(seats) === 1 ? 'seat' : 'seats'}`
}
