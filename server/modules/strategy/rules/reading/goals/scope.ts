import type { Line } from '../line.ts'
import { isBarePeriod, periodIn } from '../periods.ts'
import { plainOf } from './marks.ts'

/** A heading that speaks of OKRs, so that lists below it may be objectives without a word saying so. */
export function speaksOfOkrs(text: string): boolean {
  if (/\bOKRs?\b|objectives?\s*(?:and|&|\+|\/)\s*key results?/i.test(text)) return true
  return /\b(?:objectives|goals)\b/i.test(text) && /\b[QH][1-4]\b|\bFY ?'?\d\d/i.test(text)
}

/** A chapter about the method: what it holds are words about goals and not goals. */
export function isAboutMethod(text: string): boolean {
  return /^(?:what|why|how|when|who|where|about|writing|setting|defining|creating|understanding|using|introduc|getting started|guid|tips?\b|faqs?\b|best practice|key concepts?|concepts?|overview|benefits?|fundamentals|principles|process|cadence|timeline|schedule|roles|resources|references|further|see also|scoring|grading|tracking|maintaining|levels?\b|types?\b|cycles?\b|lifecycle|terminology|glossary|definitions?|format|tools?\b|links?\b|table of contents|contents|common|pitfalls|mistakes|rules|criteria|okrs? (?:vs|versus|process|format|cadence|cycle|timeline|levels|framework|faq|resources|guid|basics|tool|scor|review|meeting|template|in |are|is)|objectives? (?:are|vs|should)|key results? (?:are|vs|should)|good |bad |anti|example|sample|template|history|archive)/i.test(
    text,
  )
}

/** A heading that only says that goals follow, or for when: the one above it names the plan. */
export function isGeneric(line: Line): boolean {
  const text = plainOf(line.text, true)
  return isBarePeriod(text) || isContainer(text)
}

/** `2021 Q1`, or a chapter of OKRs with its quarter: what stands in it is the plan of that time, whether it holds figures or not. */
export function isDated(text: string): boolean {
  return isBarePeriod(text) || (speaksOfOkrs(text) && periodIn(text, '12-31') !== undefined && !isAboutMethod(text))
}

/** A list entry that is but a link: where goals are to be found, and no goal. */
export function isLink(line: Line): boolean {
  return /^(?:[\p{L} ]{1,20}:\s*)?(?:\[[^\]]*\]\([^()]*\)|<?https?:\/\/\S+)[.;]?$/u.test(line.text)
}

export function isContainer(text: string): boolean {
  return /^(?:our |the |team |company |current |key |draft |final |proposed )*(?:quarterly |annual |yearly )?(?:OKRs?|objectives?|goals|key results?|objectives?\s*(?:and|&|\+|\/)\s*key results?|(?:key )?outcomes)(?:\s*\([^()]{1,40}\))?\s*:?$/i.test(
    text,
  )
}
