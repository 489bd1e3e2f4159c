import { inOurDigits } from './digits.ts'
import { times } from './less.ts'
import { brokenNumbers, monthMeant } from './slips.ts'
import type { Amount } from './windows.ts'

const digits =
  '(?<!\\d|第|(?![\\p{Script=Han}\\p{Script=Hangul}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Arabic}ـ])\\p{L})(?<![\\p{L}\\d][-–])([$€£¥₹]|%(?=\\d)|(?:USD|EUR|GBP|CHF|US\\$|R\\$) ?)?(\\d{1,3}(?:[, \\u00A0]\\d{3}(?!\\d))+(?:\\.\\d{1,6})?|[1-9]\\d{0,2}(?:\\.\\d{3}){2,4}(?!\\.?\\d)|\\d{1,9},\\d{1,2}(?=\\s?(?:%|€|EUR|Mio|Mrd|tỷ|tỉ|triệu|milh|mill|mln|млн|млрд|тыс|h\\b|s\\b|ms\\b)|$|\\s(?:a|à|al|auf|bis|naar|para|до|lên|xuống|→|->)\\s)|\\d{1,15}(?:\\.\\d{1,6})?)'
const scale =
  '(?:\\s?((?:k|m|mn|bn|b|mio|mrd|tsd|million(?:s|en)?|thousand|billions?|millones|milhões|milliarden|milhão|millón|nghìn|ngàn|triệu|tr|tỷ|tỉ|тыс|млн|млрд|mln|tys|هزار|میلیون|میلیارد|ألف|مليون|مليار)(?![\\p{L}\\d])|万|萬|만(?!족)|亿|億|억)\\.?)?'
const unit =
  '(?:\\s?(?:more )?(%|percent(?:age points)?|pp|ms|s|sec(?:ond)?s?|min(?:ute)?s?|h|hrs?|hours?|(?:working |business |calendar )?days?|weeks?|months?|years?|minut(?:os|en)|horas?|segundos?|secondes?|sekunden|d[ií]as?|semanas?|meses|месяц(?:ев|а)?|недель|дней|stunden?|tag(?:en?)?|wochen?|monat(?:en?)?|jours?|heures?|ngày|tuần|tháng|giờ|phút|درصد|بالمئة|روز|هفته|ماه|ساعت|دقیقه|ثانیه|يوم|أيام|أسابيع|أسبوع|ساعات|ساعة|دقائق|دقيقة|đồng|VNĐ|VND|₫|đ|x|[KMGT]i?B|FPS|points?|stars?|[$€£]|USD|EUR|GBP|CHF)(?:(?<=%)|(?![\\p{L}\\d])))?'
const amount = new RegExp(digits + scale + unit, 'giu')
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
/** `30 de setembro`, `1er juillet`, `15. märz` */
const otherMonth =
  '(?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|enero|febrero|marzo|mayo|junio|julio|septiembre|setiembre|octubre|noviembre|diciembre|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|januar|februar|märz|juni|juli|oktober|dezember|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)'
const isDate = new RegExp(
  `^(?:(?:st|nd|rd|th)\\b|[-/.]\\d|,? ?${month}\\b|, \\d{4}|(?:er|º)?\\.? ?(?:de |d['’])?${otherMonth}(?!\\p{L}))`,
  'iu',
)
const afterMonth = new RegExp(
  `(?:\\b${month} |\\bQ|\\bFY ?'?|\\bH|\\bv|#|\\bISO |\\bSOC |\\bWCAG |\\bTLS |\\bHTTP/?|\\bOAuth |\\biOS |\\b(?:Python|Node|Node\\.js|Java|Ruby|PHP|Go|Rust|Kotlin|Swift|Ubuntu|Debian|Postgres|PostgreSQL) |\\bAndroid |(?<!\\p{L})(?:top|топ)[ -]|\\btháng |\\btuần |\\bngày |\\bquý |\\bnăm |\\bphase |\\btier |\\bversion |\\blevel |\\bn[ií]vel |\\bniveau |\\bpillar |\\bstep |\\bstage |\\bsprint |(?<!\\b(?:per|a|each|every) )\\b(?:week|month|year|day) |\\bwave |\\bmodule |\\bpart |\\bmethod |\\b(?:issue|epic|ticket|story) #?|\\d[/.-])$`,
  'i',
)

/** What is counted follows at once in the writing of China, Japan and Korea: `3 单`, `1000条`. */
const counted = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u
/** `3月5日`, `2026年`, `1期`: when, and not how many */
const isOfCalendar = /^\s?(?:月(?!活|度)|日(?!活|均|内|內|間|以)|年(?!内|內|以|间|間)|号|號|季度|期|월(?!간)|분기)/u
/** `4.4/5`, `8/10`: a mark out of so many */
const outOf = /^\s?\/\s?(?:5|10|100)(?:\.0)?(?![\d/.-])/
const range = new RegExp(`^\\s?[–-]\\s?(\\d{1,6}(?:\\.\\d{1,2})?)(?![\\d./-])${unit}`, 'iu')

/** The numbers of a text that may be a value: no dates, quarters, years, versions. */
export function amounts(written: string): Amount[] {
  const text = inOurDigits(written)
  const found: Amount[] = []
  const broken = brokenNumbers(text)
  for (const match of text.matchAll(amount)) {
    const [whole, money, number = '', size, own] = match
    const to = match.index + whole.length
    if (broken.some((one) => match.index >= one.from && match.index < one.to) || isOfMonth(text, match.index, to)) continue
    const numberEnd = match.index + (money?.length ?? 0) + number.length
    const bare = bareOf(number, own)
    const year = /^(?:19|20)\d\d$/.test(number) && !money && !size && !own
    if (
      year ||
      (afterMonth.test(text.slice(Math.max(0, match.index - 12), match.index)) && !isMany(text, match.index, number)) ||
      (!own &&
        isDate.test(text.slice(numberEnd, numberEnd + 18)) &&
        !outOf.test(text.slice(numberEnd, numberEnd + 6)) &&
        !(/^[1-9]/.test(number) && range.test(text.slice(numberEnd, numberEnd + 24)))) ||
      /^[12]H$/.test(whole) ||
      isOfCalendar.test(text.slice(to, to + 4)) ||
      isRatio(text, match.index, to) ||
      isSize(text, match.index, to) ||
      /\b(?:first|next|last)\s+$/i.test(text.slice(Math.max(0, match.index - 8), match.index))
    )
      continue
    if (
      /^[-\p{L}]/u.test(text.slice(to)) &&
      !range.test(text.slice(to, to + 24)) &&
      !counted.test(text.slice(to)) &&
      !/^-?(?:day|week|month|hour|minute|point|star|plus|\+|nine|to-)/i.test(text.slice(to)) &&
      !size &&
      !own &&
      !/^[a-z]/.test(text.slice(to))
    )
      continue
    // `a 30-minute set` says what kind
    if (!own && !money && /^-\p{Ll}{3}/u.test(text.slice(to))) continue
    // `a 6.7" screen`
    if (!own && /^["″](?!\p{L})/u.test(text.slice(to)) && !/["“]/.test(text.slice(0, match.index).split(/[\s(]/).at(-1) ?? '')) continue
    // `540p` is a resolution
    if (/^p(?![\p{L}\d])/u.test(text.slice(to)) && !own) continue
    // `< 15m)`: metres or minutes rather than millions, where nothing follows that is counted
    const length = size === 'm' && !money && !/^\s?[\p{L}$€£]/u.test(text.slice(to))
    if (length) {
      found.push({ value: bare, unit: 'm', from: match.index, to })
      continue
    }
    const upTo = size ? null : range.exec(text.slice(to, to + 24))
    if (upTo && !own && Number(upTo[1]) > Number(bare)) {
      // `4–6 weeks` at the most, `3–5 posts` at the least
      const last = upTo[2] ?? null
      found.push({
        value: last && times.test(last) ? (upTo[1] as string) : bare,
        unit: last && unitOf(last),
        from: match.index,
        to: to + upTo[0].length,
      })
      continue
    }
    found.push({
      value: scaled(bare, size),
      unit: own ? unitOf(own) : money ? money.trim().replace('US$', 'USD') : null,
      from: match.index,
      to,
    })
  }
  return found
}

/** `closing week 120 → 30`: no week has that number. */
function isMany(text: string, from: number, number: string): boolean {
  return Number(number) > 53 && !/^(?:19|20)\d\d$/.test(number) && /\b(?:week|month|day) $/i.test(text.slice(Math.max(0, from - 8), from))
}

/** Digits and a point: `50.000` and `1.200.000` are thousands, `4,5 %` is four and a half, as most of Europe writes them. */
function bareOf(number: string, own: string | undefined): string {
  if (/^\d+,\d{1,2}$/.test(number)) return number.replace(',', '.')
  const grouped = /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(number) && (number.split('.').length > 2 || !own || !exact.test(own))
  return grouped ? number.replaceAll('.', '') : number.replace(/[, \u00A0]/g, '')
}

/** `18:26`: neither side is a value by itself. */
function isRatio(text: string, from: number, to: number): boolean {
  return /\d:$/.test(text.slice(Math.max(0, from - 2), from)) || /^:\d/.test(text.slice(to, to + 2))
}

/** `Febuary 31`, `3 Octobr`: a day, however its month is written. */
function isOfMonth(text: string, from: number, to: number): boolean {
  const before = /(\p{L}{4,10})\.? $/u.exec(text.slice(Math.max(0, from - 12), from))?.[1]
  const behind = /^(?:st|nd|rd|th)? (\p{L}{4,10})(?!\p{L})/u.exec(text.slice(to, to + 14))?.[1]
  return [before, behind].some((word) => word !== undefined && monthMeant(word) !== null)
}

/** `375 / 768 / 1024`: which ones, and not how many. */
function isSize(text: string, from: number, to: number): boolean {
  const [before, after] = [text.slice(Math.max(0, from - 24), from), text.slice(to, to + 24)]
  return (
    /^ ?[/x×] ?\d+ ?[/x×] ?\d/.test(after) ||
    /\d ?[/x×] ?\d+ ?[/x×] ?$/.test(before) ||
    (/\d ?\/ ?$/.test(before) && /^ ?\/ ?\d/.test(after))
  )
}

function unitOf(own: string): string {
  if (/^(?:đồng|VN[ĐD]|₫|đ)$/iu.test(own)) return 'VND'
  return /^(?:%|percent|درصد|بالمئة)$/i.test(own) ? '%' : own
}

function scaled(bare: string, size: string | undefined): string {
  const zeros = !size
    ? 0
    : /^[万萬만亿億억]$/.test(size)
      ? /[万萬만]/.test(size)
        ? 4
        : 8
      : /^(?:k|tsd|thousand|nghìn|ngàn|тыс|tys|هزار|ألف)$/i.test(size)
        ? 3
        : /^(?:m|mn|mio|million(?:s|en)?|millones|millón|milhões|milhão|triệu|tr|млн|mln|میلیون|مليون)$/i.test(size)
          ? 6
          : 9
  if (zeros === 0) return bare
  const [whole = '0', fraction = ''] = bare.split('.')
  const moved = `${whole}${fraction.padEnd(zeros, '0').slice(0, zeros)}`.replace(/^0+(?=\d)/, '')
  return fraction.length > zeros ? `${moved}.${fraction.slice(zeros)}` : moved
}

/** what may well be said to three places */
const exact = /^(?:%|pp|x|ms|s|sec.*|min.*|h|hrs?|hours?|percent.*)$/i
