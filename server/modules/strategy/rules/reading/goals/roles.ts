import type { RawItem } from '../items.ts'

/** An office that one person holds, as it is written before what that person answers for. */
const office =
  '(?:C[A-Z]{1,3}O|[SE]?VPs?(?: (?:of )?[\\p{Lu}&][\\p{L}&]*(?: (?:and |& )?\\p{Lu}\\p{L}*)?)?|VPE|(?:Managing |Executive |General )?(?:Director|Manager)|(?:Director|Head) of \\p{Lu}\\p{L}*(?: (?:and |& )?\\p{Lu}\\p{L}*)?|Chief(?: \\p{Lu}\\p{L}+){1,2} Officer|(?:Co-?)?[Ff]ounders?)'
const number =
  '(?:\\d{1,2}(?:\\.\\d{1,2})*[.)]?\\s+|(?:[Oo]bjective|[Gg]oal|OKR|O|KR|[Kk]ey [Rr]esult)\\s?\\d{0,2}(?:\\.\\d{1,2})?\\s?[:.–—-]\\s+)'
const before = new RegExp(
  `^((?:\\*\\*|__)?(?:${number}){0,2}(?:\\*\\*|__)?)(${office})( (?:KRs?|Key Results?|Objective))?\\s?(:(?:\\*\\*|__)?)\\s*(?=\\S)`,
  'u',
)

/** `CEO: Grow without haste`, `**CEO KR:** Margin above 80 %`: whose it is stands before it. */
export function byOffice(items: RawItem[]): RawItem[] {
  return items.map((item) => {
    const found = item.row || item.raw.length > 500 ? null : before.exec(item.raw)
    if (!found || /@[\p{L}\p{N}]|\bowner\b/iu.test(item.raw)) return item
    const [all, start = '', own = '', , colon = ''] = found
    const bold = /^(?:\*\*|__)/.exec(start)?.[0] ?? ''
    // `**CEO:** …` leaves no half of a pair behind
    const kept = bold !== '' && colon.length > 1 ? start.slice(bold.length) : start
    return { ...item, raw: `${kept}${item.raw.slice(all.length)} (owner: ${own})` }
  })
}
