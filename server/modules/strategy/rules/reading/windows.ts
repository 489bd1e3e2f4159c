/** A number of a text, with what it is counted in, and where it stands. */
export type Amount = { value: string; unit: string | null; from: number; to: number }

/** `day` and `days`, `Tag` and `Tage` are one unit. */
export function isSameUnit(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && singular(one) === singular(other))
}

function singular(unit: string): string {
  return unit
    .toLowerCase()
    .replace(/^(?:sec(?:ond)?s?)$/, 's')
    .replace(/^min(?:ute)?s?$/, 'min')
    .replace(/^(?:h|hrs?|hours?)$/, 'h')
    .replace(/(?<=\p{L}{3})(?:s|en|e|n)$/u, '')
}

const spans =
  /^(?:ms|s|sec(?:ond)?s?|min(?:ute)?s?|h|hrs?|hours?|(?:working |business |calendar )?days?|weeks?|months?|years?|d[ií]as?|semanas?|meses|месяц(?:ев|а)?|недель|дней|tag(?:en?)?|wochen?|monat(?:en?)?|jours?|ngày|tuần|tháng)$/i
const lasting = 'after|for|over|every|per|each|during|durante|por|après|nach|в течение|через|первые|primeir[ao]s|primer[ao]s'
const until = 'in|within|trong|sau|em|en|dentro de|innerhalb von|sous|за|(?:session|period|window|run)s? of'
const behindTime = '\\s+(?:all\\s+)?(?:the\\s+)?(?:(?:first|next|last)\\s+)?(?:under |less than |at most )?$'
const anyWindow = new RegExp(`(?<!\\p{L})(?:${lasting}|${until})${behindTime}`, 'iu')
export const lastingWindow = new RegExp(`(?<!\\p{L})(?:${lasting})${behindTime}`, 'iu')

/** `for 5 days`, `after 2 weeks`: how long something lasts or waits, beside the number that is promised. */
export function isWindow(text: string, one: Amount, kind = anyWindow): boolean {
  if (isHanWindow(text, one) || /^\s*liên tục/iu.test(text.slice(one.to))) return true
  if (one.unit === null || !spans.test(one.unit) || isStretch(text, one)) return false
  return (
    kind.test(text.slice(Math.max(0, one.from - 30), one.from)) ||
    (kind === anyWindow && /^\s(?:ahead|in advance|before|earlier|beforehand)\b/i.test(text.slice(one.to)))
  )
}

/** `runs for 10 days without a crash`: how long it goes well is what is promised. */
function isStretch(text: string, one: Amount): boolean {
  return (
    /\b(?:for|over)\s+(?:at least )?$/i.test(text.slice(Math.max(0, one.from - 20), one.from)) &&
    /^\s+without\s+(?:an? |any )?\p{L}/iu.test(text.slice(one.to))
  )
}

/** `90 天内`, `30일 내`: within so many days. */
export function isHanWindow(text: string, one: Amount): boolean {
  if (/^\s?(?:일|주|개월|달|년)\s?(?:내|안에|동안|간)(?!\p{L})/u.test(text.slice(one.to))) return true
  return /^\s?(?:天|日|周|週|个月|か月|ヶ月|月|年)以?[内內间間]/u.test(text.slice(one.to))
}
