import { dayText } from '../days.ts'
import { countText, moneyText, percentText, placesOf } from '../format.ts'

/** A sentence of the server's with places that each reader writes in the own way. */
export type Said = { text: string; with: Record<string, { value: string; unit: string }> }
type Place = Said['with'][string]

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** A count in words as far as one says them, else in figures: "seven", "13". */
export function wordText(value: number): string {
  return small[value] ?? countText(value)
}

const monthName = new Intl.DateTimeFormat(undefined, { month: 'long', timeZone: 'UTC' })
const currencyName = new Intl.DisplayNames(undefined, { type: 'currency' })

export function isMoney(unit: string): boolean {
  return /^[A-Z]{3}$/.test(unit)
}

/** Decimal text of a currency in major units; `short` on boards, tidy in sentences. */
function moneyOf(value: string, unit: string, short: boolean): string {
  return moneyText(Math.round(Number(value) * 10 ** placesOf(unit)), unit, short ? { short: true } : { tidy: true })
}

/** A place as its reader writes it. `short`: amounts as on a board. */
function placeText({ value, unit }: Place, short = false): string {
  if (isMoney(unit)) return moneyOf(value, unit, short)
  switch (unit) {
    case 'count':
      return countText(short ? Math.round(Number(value)) : Number(value), { short })
    case 'word':
      return wordText(Number(value))
    case 'ratio':
    case 'share':
      return percentText(value)
    case 'points': {
      const points = Math.round(Number(value) * 1000) / 10
      return `${countText(points)} ${points === 1 ? 'point' : 'points'}`
    }
    case 'day':
      return dayText(value, 'short')
    case 'month':
      return monthName.format(new Date(`${value.slice(0, 10)}T00:00:00Z`))
    case 'currency':
      return currencyName.of(value) ?? value
    default:
      return value
  }
}

type Part = { text: string; unit?: string }

/** The sentence cut at its places, in order; the first letter is a capital where a count begins it. */
export function partsOf(said: Said, short = false): Part[] {
  return said.text
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part, at) => {
      const place = /^\{\w+\}$/.test(part) ? said.with[part.slice(1, -1)] : undefined
      if (!place) return { text: part }
      const text = placeText(place, short)
      return { text: at === 0 && place.unit === 'word' ? text.charAt(0).toUpperCase() + text.slice(1) : text, unit: place.unit }
    })
}

export function saidText(said: Said, short = false): string {
  return partsOf(said, short)
    .map(({ text }) => text)
    .join('')
}

/** A change with its sign: +$137K, −$14,090. */
export function signedText(value: string, unit: string, short = true): string {
  const amount = String(Math.round(Number(value)))
  const text = short ? figureText(amount, unit) : moneyOf(amount, unit, false)
  return Number(amount) > 0 ? `+${text}` : text
}

/** A figure in its unit, as large as it stands on a board; a dash for what is not known. */
export function figureText(value: string | null, unit: string): string {
  if (value === null) return '–'
  if (isMoney(unit)) return moneyOf(value, unit, true)
  if (unit === 'ratio' || unit === 'share') return percentText(value)
  if (unit === 'days') return `${countText(Number(value), { places: 0 })} days`
  return countText(Number(value), { short: true })
}
