/** A value that a text states: where it stands, what it is, and one spelling for all that mean the same. */
export type Value = {
  kind: 'url' | 'email' | 'date' | 'money' | 'percent' | 'duration' | 'time' | 'version' | 'number'
  from: number
  to: number
  text: string
  means: string
}

const words: Record<string, number> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12 },
  ...{ fifteen: 15, twenty: 20, thirty: 30, sixty: 60, ninety: 90 },
}
// a run of digits and commas has an end: each of its digits may begin a value, and none is read to the end of a page
const count = `(?:\\d[\\d,]{0,30}(?:\\.\\d+)?|${Object.keys(words).join('|')})`
const months = 'january february march april may june july august september october november december'.split(' ')
const month = `(?:${months.join('|')}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?`
const symbols: Record<string, string> = { $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY' }
const codes = 'USD|EUR|GBP|CHF|JPY|AUD|CAD|SEK|NOK|DKK|PLN|CZK|INR'
const amount = '\\d[\\d,]{0,30}(?:\\.\\d+)?'
const scale = '(?:\\s?(?:[kKmM]|thousand|million)\\b)?'

type Kind = { kind: Value['kind']; is: RegExp; means: (parts: readonly string[]) => string | undefined }

/** In the order in which they are looked for: what one has taken is none of the next. */
const kinds: readonly Kind[] = [
  { kind: 'url', is: /\b(?:https?:\/\/|www\.)[^\s<>()]+[^\s<>().,;:!?]/gi, means: ([all = '']) => all.toLowerCase() },
  { kind: 'email', is: /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, means: ([all = '']) => all.toLowerCase() },
  { kind: 'date', is: /\b(\d{4})-(\d{2})-(\d{2})\b/g, means: ([, year, mon, day]) => `${year}-${mon}-${day}` },
  {
    kind: 'date',
    is: new RegExp(`\\b(${month})\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?:,?\\s+(\\d{4})\\b)?`, 'gi'),
    means: ([, mon = '', day = '', year]) => dateOf(year, mon, day),
  },
  {
    kind: 'date',
    is: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(${month})(?![\\p{L}])(?:\\s+(\\d{4})\\b)?`, 'giu'),
    means: ([, day = '', mon = '', year]) => dateOf(year, mon, day),
  },
  {
    kind: 'money',
    is: new RegExp(`([$€£¥])\\s?(${amount})(${scale})(?:\\s?(?:${codes})\\b)?`, 'gi'),
    means: ([, sign = '', sum = '', big = '']) => `${symbols[sign]} ${sumOf(sum, big)}`,
  },
  {
    kind: 'money',
    is: new RegExp(`\\b(${codes})\\s?(${amount})(${scale})`, 'g'),
    means: ([, code = '', sum = '', big = '']) => `${code} ${sumOf(sum, big)}`,
  },
  {
    kind: 'money',
    is: new RegExp(`\\b(${amount})(${scale})\\s?(?:(${codes})\\b|([€£¥])|(dollars?|euros?|pounds?)\\b)`, 'gi'),
    means: ([, sum = '', big = '', code = '', sign = '', name = '']) => `${codeOf(code, sign, name)} ${sumOf(sum, big)}`,
  },
  {
    kind: 'percent',
    is: new RegExp(`\\b(${count})\\s?(?:%|per\\s?cent\\b|percent\\b)`, 'gi'),
    means: ([, share = '']) => String(numberOf(share)),
  },
  {
    kind: 'duration',
    is: new RegExp(
      `\\b(${count})(?:\\s?(?:-|–|to)\\s?(${count}))?[\\s-]{1,2}((?:business|working|calendar)[\\s-])?(minute|hour|day|week|month|quarter|year)s?\\b`,
      'gi',
    ),
    means: ([, from = '', to, working = '', unit = '']) =>
      durationOf(numberOf(from), to === undefined ? undefined : numberOf(to), working, unit),
  },
  {
    kind: 'time',
    is: /\b(\d{1,2})(?::(\d{2}))\s?(am|pm)?\b|\b(\d{1,2})\s?(am|pm)\b/gi,
    means: ([, hour, minute, half, whole, other]) => timeOf(Number(hour ?? whole), Number(minute ?? 0), half ?? other),
  },
  { kind: 'version', is: /\bv\d+(?:\.\d+)*\b|\b\d+\.\d+\.\d+(?:\.\d+)*\b/gi, means: ([all = '']) => all.toLowerCase().replace(/^v/, '') },
  { kind: 'number', is: /(?<![\w.-])\d[\d,]{0,30}(?:\.\d+)?(?![\w-])/g, means: ([all = '']) => String(numberOf(all)) },
]

const counts = /(?:\b(?:steps?|levels?|phases?|parts?|chapters?|sections?|tiers?|pages?|figures?|tables?|round|no\.|nos?\.)|\bQ|#)\s*$/i

/** What counts parts stands so near before a number. */
const countsWithin = 24
/** Of one passage so many values are read, the first ones. */
const mostValues = 240

/** The values of a passage, in their order. What counts parts of a text, or stands first in it, is none. */
export function valuesIn(passage: string): Value[] {
  const found: Value[] = []
  const taken = new Uint8Array(passage.length)
  const first = passage.search(/\S/)
  for (const { kind, is, means } of kinds) {
    for (const one of passage.matchAll(is)) {
      const [from, to] = [one.index, one.index + one[0].length]
      if (taken.subarray(from, to).includes(1)) continue
      if (kind === 'number' && (from <= first || counts.test(passage.slice(Math.max(0, from - countsWithin), from)))) continue
      const said = means([...one])
      if (said === undefined) continue
      taken.fill(1, from, to)
      found.push({ kind, from, to, text: one[0].trim(), means: said })
    }
  }
  return found.sort((a, b) => a.from - b.from).slice(0, mostValues)
}

export function sameValue(one: Pick<Value, 'kind' | 'means'>, other: Pick<Value, 'kind' | 'means'>): boolean {
  return one.kind === other.kind && one.means === other.means
}

function numberOf(text: string): number {
  return words[text.toLowerCase()] ?? Number(text.replaceAll(',', ''))
}

/** `5K` is `5,000.00` and `5000`. */
function sumOf(sum: string, big: string): string {
  const times = /^\s?(?:k|thousand)$/i.test(big) ? 1000 : /^\s?(?:m|million)$/i.test(big) ? 1_000_000 : 1
  return (numberOf(sum) * times).toFixed(2)
}

function codeOf(code: string, sign: string, name: string): string {
  if (code !== '') return code.toUpperCase()
  if (sign !== '') return symbols[sign] ?? sign
  return /^d/i.test(name) ? 'USD' : /^e/i.test(name) ? 'EUR' : 'GBP'
}

const minutes: Record<string, number> = { minute: 1, hour: 60, day: 1440, week: 10_080 }
const asMonths: Record<string, number> = { month: 1, quarter: 3, year: 12 }

/** Days of work are no days; 24 hours are one, and four quarters a year. */
function durationOf(from: number, to: number | undefined, working: string, written: string): string {
  const unit = written.toLowerCase()
  const worked = /^(?:business|working)/i.test(working)
  const [each, in_] = worked ? [1, `working ${unit}`] : unit in minutes ? [minutes[unit] ?? 1, 'minutes'] : [asMonths[unit] ?? 1, 'months']
  return `${[from, ...(to === undefined ? [] : [to])].map((one) => one * each).join('–')} ${in_}`
}

function dateOf(year: string | undefined, mon: string, day: string): string | undefined {
  const at = months.findIndex((name) => name.startsWith(mon.toLowerCase().replace('.', '').slice(0, 3)))
  const number = Number(day)
  if (at < 0 || number < 1 || number > 31) return undefined
  return `${year ?? '····'}-${String(at + 1).padStart(2, '0')}-${String(number).padStart(2, '0')}`
}

function timeOf(hour: number, minute: number, half: string | undefined): string | undefined {
  if (hour > 24 || minute > 59) return undefined
  const pm = half?.toLowerCase() === 'pm'
  const on = half === undefined ? hour : (hour % 12) + (pm ? 12 : 0)
  return `${String(on).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
