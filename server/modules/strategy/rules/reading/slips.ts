import { monthOf, monthWords } from './days.ts'

/** How many slips of the hand lie between two words: a letter more, less or another one, or two in the wrong order. */
export function slips(a: string, b: string): number {
  let [last, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (last[j - 2] as number) + 1 : Number.POSITIVE_INFINITY
      next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + same, swapped))
    }
    ;[last, row] = [row, next]
  }
  return row[b.length] as number
}

/** The one of these words that this one is a slip away from, with the same first letter; short words have to be written right. */
export function meantOf(word: string, words: readonly string[], most = 1): string | null {
  const low = word.toLowerCase()
  if (low.length < 4 || words.includes(low)) return null
  return words.find((one) => one[0] === low[0] && Math.abs(one.length - low.length) <= most && slips(low, one) <= most) ?? null
}

/** `Febuary`: the month that is meant by a word that is none; in other languages months are called nearly so. */
export function monthMeant(word: string): string | null {
  if (monthOf(word) > 0 || foreign.test(word)) return null
  const meant = meantOf(word, monthWords, word.length >= 7 ? 2 : 1)
  return meant && (meant.length > 5 || isSwapped(word.toLowerCase(), meant)) ? meant : null
}

/** `Marhc`, but not `Match` */
function isSwapped(word: string, meant: string): boolean {
  return word.length === meant.length && [...word].sort().join('') === [...meant].sort().join('')
}

const foreign =
  /^(?:januari?|februari?|augustus|oktober|dezember|septembre|octobre|novembre|d[ée]cembre|septiembre|octubre|noviembre|diciembre|settembre|ottobre|dicembre|setembro|outubro|novembro|dezembro|agosto|augusti|listopad)$/i

/** Digits with letters between them that look like digits: `9o%`, `1O0`, `l5 %`. */
const token = /(?<![\p{L}\p{N}.,#-])[\doOlI]{2,10}(?:[.,][\doOlI]{1,6})?(\s?%|(?![\p{L}\p{N}-]))/gu

/** What stands where a number should and is none, with the one that is probably meant. */
export function brokenNumbers(text: string): { seen: string; meant: string; from: number; to: number }[] {
  if (!/\d/.test(text)) return []
  return [...text.slice(0, 2000).matchAll(token)].flatMap((found) => {
    const [seen, percent = ''] = found
    const bare = seen.slice(0, seen.length - percent.length)
    const isMixed = /\d/.test(bare) && /[oOlI]/.test(bare)
    if (!isMixed || /^1[oO]1$/.test(bare) || !(percent !== '' || /^\d+[oO]+$|\d[oOlI]+\d/.test(bare))) return []
    const meant = bare.replace(/[oO]/g, '0').replace(/[lI]/g, '1') + percent
    return [{ seen, meant, from: found.index, to: found.index + seen.length }]
  })
}

const dayWritten =
  /(?<![\p{L}\d])(?:(\p{L}{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})(?:st|nd|rd|th)? (\p{L}{3,10}))(?![\p{L}\d%])|(?<![\d-])\d{4}-(\d\d)-(\d\d)(?![\d-])/gu
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** `Febuary 3`, `February 31`, `2027-02-31`: days that nobody can read or that do not exist, with what is the matter. */
export function brokenDays(text: string): { seen: string; why: string }[] {
  if (!/\d/.test(text)) return []
  return [...text.slice(0, 2000).matchAll(dayWritten)].flatMap(([seen, before, after, first, behind, isoMonth, isoDay]) => {
    const word = before ?? behind ?? ''
    const day = Number(after ?? first ?? isoDay)
    const meant = isoMonth ? null : monthMeant(word)
    const month = isoMonth ? Number(isoMonth) : monthOf(meant ?? word)
    if (isoMonth && (month < 1 || month > 12)) return [{ seen, why: 'there is no such month' }]
    if (month === 0) return []
    const name = nameOf(month)
    const most = longest[month - 1] as number
    if (day < 1 || day > most) return [{ seen, why: `${name} has ${month === 2 ? '28 or 29' : most} days` }]
    return meant ? [{ seen, why: `${name} ${day} is probably meant` }] : []
  })
}

function nameOf(month: number): string {
  const word = monthWords[month - 1] as string
  return (word[0] as string).toUpperCase() + word.slice(1)
}
