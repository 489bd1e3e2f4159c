import type { Line } from '../line.ts'
import { isBarePeriod, periodIn } from '../periods.ts'
import { plainOf } from './marks.ts'

/** A heading that speaks of OKRs, so that lists below it may be objectives without a word saying so. */
export function speaksOfOkrs(text: string): boolean {
  if (/\bOKRs?\b|objectives?\s*(?:and|&|\+|\/)\s*key results?/i.test(text) || inOtherTongues.test(text) || tools.test(text)) return true
  if (/\bobjectives\b/i.test(text) && isBarePeriod(text)) return true
  return /\b(?:objectives|goals)\b/i.test(text) && (/\b[QH][1-4]\b|\bFY ?'?\d\d/i.test(text) || rangeInBrackets.test(text))
}

/** Programs that hold nothing but goals with results. */
const tools = /\b(?:betterworks|perdoo|weekdone|quantive|gtmhub|viva goals|ally\.io|mooncamp|tability|workboard)\b/i
const inOtherTongues =
  /objecti(?:f|ve)s? (?:et|y|e|und|en) r[eé]sulta|objetivos (?:y|e) resultados|ziele (?:und|&) (?:schlüssel-?|kern)?ergebnisse|obiettivi e risultati|doelstellingen en (?:kern)?resultaten|目标与关键(?:结果|成果)|目標と主要な(?:結果|成果)/i

/** `(1 March 2027 – 31 May 2027)` */
const rangeInBrackets = /\([^()]{0,20}\b20\d\d\b[^()]{0,4}\s?(?:-|–|—|to|until)\s?[^()]{0,20}\b20\d\d\b[^()]{0,4}\)/i

/** A chapter about the method: what it holds are words about goals and not goals. */
export function isAboutMethod(text: string): boolean {
  return (
    !isTimed(text) &&
    !/^okrs? (?:reviews?|scor\p{L}*|check-?ins?|trackers?|tracking|sheets?|updates?)\b.{0,40}(?:\b[QH][1-4]\b|\b20\d\d\b|\bFY)/iu.test(
      text,
    ) &&
    /^(?:(?:what|why|how|when|who|where|about|common|using)\b|writing|setting|defining|creating|understanding|introduc|getting started|guid|tips?\b|faqs?\b|best practice|key concepts?|concepts?|overview|benefits?|fundamentals|principles|process|cadence|timeline|schedule|roles|resources|references|further|see also|scoring|grading|tracking|maintaining|levels?\b|types?\b|cycles?\b|lifecycle|terminology|glossary|definitions?|format|tools?\b|links?\b|table of contents|contents|pitfalls|mistakes|rules|criteria|okrs? (?:vs|versus|process|format|cadence|cycle|timeline|levels|framework|faq|resources|guid|basics|tool|scor|review|meeting|template|in |are|is)|objectives? (?:are|vs|should)|key results? (?:are|vs|should)|good |bad |anti|(?:qu[eé] (?:es|son)|o que|por ?qu[eê]|c[oó]mo|qu'est|pourquoi|comment|was (?:ist|sind)|warum|wie|exemplos?|ejemplos?|exemples?|beispiele?|uso|cadencia|cadência|proceso|processo|prozess|reglas|regras|regeln|ciclo|vorlagen?|plantillas?)\b|caracter[ií]sticas|defin(?:indo|iendo|ire|ir) |não confunda|no confund|componentes b[áa]sicos|defini(?:ção|ción)|diferen|implementa|metodolog|example|sample|template|history|archive)|\bhow to\b|(?:란|이란|무엇인가)\s?\?*$|방법|가이드|사례|예시|예제|什么是|什麼是|如何|とは|ガイド|事例|案例|示例|范例|範例|指南|教程|OKR.{0,6}(?:思想|原[则則]|入[门門]|介[绍紹]|概念)|(?:^|\s)(?:пример|руководство|ví dụ|hướng dẫn|contoh|panduan|leitfaden|anleitung|guía|przykład)(?!\p{L})/iu.test(
      text,
    )
  )
}

/** `How to read these`, `Scoring guide`: from here on it is told how the set is used. */
export function explainsUse(line: Line): boolean {
  return /^(?:how (?:to|we|these|this|it|krs?|okrs?|objectives)\b|(?:about|reading|using|what are) (?:this|these|the) |(?:scoring|grading|rating) (?:guide|guidelines|scale|rubric|method|system)\b|legend$|(?:key|colou?r) legend$)/i.test(
    plainOf(line.text, true),
  )
}

/** `OKR framework (12 months)`: what is set for a time is no method, whatever it is called. */
export function isTimed(text: string): boolean {
  return /\bframework \((?:\d{1,2} (?:weeks?|months?|years?)|year \d|[QH][1-4]\b[^()]*|FY ?'?\d\d[^()]*|20\d\d[^()]*)\)$/i.test(text)
}

/** A heading that only says that goals follow, or for when: the one above it names the plan. */
export function isGeneric(line: Line): boolean {
  const text = plainOf(line.text, true)
  return isBarePeriod(text) || isContainer(text) || isContents(text)
}

/** `2021 Q1`, or a chapter of OKRs with its quarter: what stands in it is the plan of that time, whether it holds figures or not. */
export function isDated(text: string): boolean {
  return isBarePeriod(text) || (speaksOfOkrs(text) && periodIn(text, '12-31') !== undefined && !isAboutMethod(text))
}

/** A list entry that is but a link: where goals are to be found, and no goal. */
export function isLink(line: Line): boolean {
  const bare = line.text.replace(/(?:\{[^{}]{1,200}\})+$|\s\([^()]{1,30}\)$/u, '')
  return /^(?:[\p{L} ]{1,20}:\s*)?(?:\[[^\]]*\]\([^()]*\)|<?https?:\/\/\S+)[.;]?$/u.test(bare)
}

/** Does a list of nothing but links stand right below this line? */
export function linksFollow(lines: Line[], index: number): boolean {
  let at = lines[index + 1]?.kind === 'blank' ? index + 2 : index + 1
  const first = at
  while (lines[at]?.kind === 'item' && isLink(lines[at] as Line)) at += 1
  return at > first && lines[at]?.kind !== 'item'
}

/** A heading of the page itself, which names nothing that stands below it. */
export function isContents(text: string): boolean {
  return /^(?:on this page|(?:table of )?contents|toc)$/i.test(text)
}

export function isContainer(text: string): boolean {
  if (/^(?:active|current|live|ongoing|in force)$/i.test(text)) return true
  return /^(?:总体|整体|公司|团队|全社|전체)?\s?(?:our |the |team |company |current |core |main |strategic |key |draft |final |proposed |primary |secondary |other |further |additional )*(?:quarterly |annual |yearly |personal |individual )?(?:OKRs?|objectives?|goals|key results?|objectives?\s*(?:and|&|\+|\/)\s*key results?|(?:key )?outcomes)(?:\s*\([^()]{1,80}\)|\s[—–-]\s(?:at a glance|overview|summary))?\s*:?$/i.test(
    text,
  )
}
