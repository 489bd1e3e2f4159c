import { displayText } from '../inline.ts'
import type { Line } from '../line.ts'
import { inEnglish } from './tongues.ts'
import { asideLabel, facts, reportHeading, withColons, work } from './words.ts'

/**
 * What a line says it is, in a document of objectives and key results: an objective or a result by its word (`named` when words follow on the line),
 * the label above a list of either, a fact about the one above (`Owner: Ada`), an aside such as a list of initiatives, or nothing.
 */
export type Mark = {
  kind: 'objective' | 'result' | 'results' | 'objectives' | 'fact' | 'aside' | null
  /** words follow on the same line */
  named: boolean
  /** `Goal: …`, which says little by itself */
  weak: boolean
  /** the line for the eye, without emoji, check box and number before it */
  text: string
}

/** All lines with what they say of themselves; `free` ones are of no other plan, `named` when the file's name speaks of OKRs. */
export type Marked = { lines: Line[]; marks: Mark[]; free: (index: number) => boolean; named: boolean }

const number =
  '(?:(?:#|no\\.?|nr\\.?)?\\s?(?:(?:-?[A-Z]{1,2}-?|-)?\\d{1,2}(?:[.-]\\d{1,2})*[a-z]?|[A-H]|I{1,3}|IV|VI{0,3})(?![\\p{L}\\p{N}]))'
const aside = '(?:\\s*(?:[(（][^()（）]{0,60}[)）]|\\[[^\\]]{0,60}\\]))?'
const cut = '(?::|[·•](?=\\s)|\\.(?=\\s)|\\)|-(?=\\s)|–|—|\\||→|=>)'
const whose =
  '(?:(?:our|the|(?:our |the )?(?:first|second|third|fourth|fifth)|key|main|team|company|proposed|draft|current|shared|annual|quarterly|strategic|personal|department(?:al)?|top|primary|business|org|organi[sz]ation(?:al)?|group)\\s+){0,2}'

const objectiveWord = new RegExp(
  `^(?:[\\p{L}\\d]{2,10}[ -](?=(?:objective|goal) #?\\d{1,2}:))?${whose}(objective|goal|obj\\.?|OKR(?=\\s?#?\\d{1,2}\\s?(?:[:.]|[–—-]\\s)))\\s*(${number})?${aside}\\s*(${cut}|$)\\s*(.*)$`,
  'iu',
)
const objectiveNumber = /^(?:objective|goal|obj\.?)\s*[#-]?\d{1,2}\s+(?=[\p{L}"“])(.+)$/iu
const objectiveLetter = new RegExp(
  `^(?:[A-Z]\\d{1,2}-(?=O\\d))?O(?:[ -]?\\d{1,2}(?:\\.\\d{1,2})?|(?=\\s?[:|]\\s))${aside}\\s*(?:(${cut})|(?=\\s)|$)\\s*(.*)$`,
  'u',
)
const resultWord = new RegExp(
  `^(?:O\\s?\\d{1,2}\\s?[-.,:/]?\\s?)?(?:\\p{Lu}[\\p{L}&/]{1,15} (?=KRs?(?:\\b|\\d)(?:[^:–—-]{0,10}[:–—-]|s?$)))?(?:key[ -]results?|KR|key metric|outcome(?= ?#?\\d))s?\\s*(${number})?${aside}\\s*(${cut}|$)\\s*(.*)$`,
  'iu',
)
const resultNumber = /^(?:O\s?\d{1,2}[-. ]?)?(?:KR|key[ -]result)[\s-]?#?\d{1,2}(?:[.-]\d{1,2})*[a-z]?\s+(.+)$/iu
const resultsLabel =
  /^(?:(?:our|the|proposed|annual|yearly|quarterly|team|company|main)\s+)?(?:key[ _-]results?|KRs?|measurable results|(?:as )?measured by|success (?:criteria|metrics?|measures?)|key metrics|how (?:we|will we|do we|we'll) .{0,40}|we(?:'ll| will) know .{0,40}|sub-?goals?|results|metrics|measures|targets)(?:\s*[(（][^()（）]{0,80}[)）])?\s*:?$/i
const objectivesLabel =
  /^(?:our\s+|the\s+|team\s+|company\s+|key\s+|top\s+|current\s+|primary\s+|secondary\s+|other\s+|further\s+|additional\s+)*(?:OKRs?|objectives?\s*(?:and|&|\+|\/)\s*key results?|(?:quarterly |annual )?objectives|objective(?=\s*\(OKRs?\))|goals)(?:\s*[(（][^()（）]{1,40}[)）])?\s*:?$/i
/** `KR1.3 dropped to 55 %`: a sentence about a result, and not the result. */
const tellsOf =
  /^(?:is|are|was|were|has|have|had|will|dropped|moved|went|fell|rose|stays?|stayed|remains?|remained|slipped|closed|still|needs?|needed|got|looks?|seems?)\s/

/** Words that explain what an objective is, where a real one would stand. */
const explains =
  /^(?:is|are|should|must|can|could|will be|may|what|where|how|why|who|which|describes?|defines?|an? (?:statement|description|goal|short|qualitative|clear|brief|concise|measurable|specific|significant|inspir\p{L}+|simple|high-level)|the (?:goal|what|why|how)|these|this|your?|they)\b/iu

/** `**Deliverable:** a whole set of signs`: whatever is told so on a line of its own is about what stands above it. */
const keyed = /^(\*\*|__)(?!(?:what|title|name|statement|goal|focus)\b)\p{L}[^*_:]{1,40}(?::\1|\1\s?:)\s+\S/iu
/** `Goal: 90 %`: what a measure should reach. */
const figure = /^[<>≥≤=~≈]*\s?(?:[$€£¥₩]|US\$|R\$)?\s?\d/

/** Reads what a line says of itself. Looks at its first 400 characters only. */
export function markOf(line: Line): Mark {
  const mark: Mark = { kind: null, named: false, weak: false, text: '' }
  if (line.kind !== 'heading' && line.kind !== 'item' && line.kind !== 'text') return mark
  const strong = line.kind === 'heading' || /^(?:\[.\]\s*)?(?:\*\*|__|`O[ -]?\d{1,2}`)/.test(line.text)
  const text = inEnglish(plainOf(withColons(line.text.slice(0, 400)), line.kind === 'heading'))
  mark.text = text
  if (resultsLabel.test(text)) return { ...mark, kind: 'results' }
  if (objectivesLabel.test(text) && (strong || line.label !== null || /:$/.test(text))) return { ...mark, kind: 'objectives' }
  const result = resultWord.exec(text)
  // `KR1 deep dive: …`: more about a result that stands elsewhere
  if (
    line.kind === 'heading' &&
    /^(?:KR|key result)\s?\d{1,2}(?:\.\d{1,2})?\W{0,3}\s(?:deep[ -]dive|details?|breakdown|notes?|background|in detail|explained)\b/i.test(
      text,
    )
  )
    return { ...mark, kind: 'aside' }
  if (result && (result[1] ?? result[3]) !== undefined && !explains.test(result[3] ?? ''))
    return { ...mark, kind: 'result', named: (result[3] ?? '') !== '' }
  const [, own] = resultNumber.exec(text) ?? []
  if (own !== undefined) return tellsOf.test(own) ? mark : { ...mark, kind: 'result', named: true }
  const objective = objectiveWord.exec(text)
  if (objective && !explains.test(objective[4] ?? '')) {
    const named = (objective[4] ?? '') !== ''
    const numbered = objective[2] !== undefined
    if (!numbered && line.kind !== 'heading' && figure.test(objective[4] ?? '') && /^goal/i.test(objective[1] ?? ''))
      return { ...mark, kind: 'fact', named: true }
    // set in below a result, the word that other languages have for both means what it should reach
    if (named && !numbered && !strong && line.kind === 'text' && line.indent > 1 && !/^(?:objective|goal)/i.test(plainOf(line.text, false)))
      return { ...mark, kind: 'fact', named: true }
    if (named || numbered || strong || /^(?:our |the )?objective$/i.test(text))
      return { ...mark, kind: 'objective', named, weak: /^goal/i.test(objective[1] ?? '') && !numbered }
  }
  const [, words] = objectiveNumber.exec(text) ?? []
  if (words !== undefined) return tellsOf.test(words) ? mark : { ...mark, kind: 'objective', named: true }
  const letter = objectiveLetter.exec(text)
  if (letter && (strong || letter[1] !== undefined)) return { ...mark, kind: 'objective', named: (letter[2] ?? '') !== '' }
  if (line.kind !== 'heading' && asideLabel.test(text) && /:\s+\S/.test(text)) return { ...mark, kind: 'fact', named: true }
  if (asideLabel.test(text) || (line.kind === 'heading' && reportHeading.test(text))) return { ...mark, kind: 'aside' }
  if (line.kind === 'text' && keyed.test(line.text)) return { ...mark, kind: 'fact', named: true }
  if (line.kind === 'item' && line.indent > 1 && (work.test(text) || /^measured by\s*:\s*\D+$/i.test(text)))
    return { ...mark, kind: 'fact', named: true }
  if (line.kind === 'heading' ? /^(?:owners?|dri|owned by)\s*:\s*\S/i.test(text) : facts.test(text))
    return { ...mark, kind: 'fact', named: true }
  return mark
}

/** What stands in one list with facts, and has a name of its own as they have, is a fact too. */
export function withFactsBeside(lines: Line[], marks: Mark[]): Mark[] {
  // `Key results: Ada, Ben` above a list is its label
  marks.forEach((mark, index) => {
    const below = lines[index + 1]
    if (
      mark.kind === 'result' &&
      /^(?:key results|KRs)\s*:/i.test(mark.text) &&
      below?.kind === 'item' &&
      below.indent >= (lines[index]?.indent ?? 0) + 2
    )
      mark.kind = 'results'
    if (
      mark.kind === 'result' &&
      lines[index]?.kind === 'heading' &&
      /^(?:key results|KRs)\s+[–—-]\s+\D+$/i.test(mark.text) &&
      holdsOwn(lines, marks, index)
    )
      mark.kind = 'results'
  })
  // `O1 Wir sind erreichbar` right above `KR1 …`
  lines.forEach((line, index) => {
    const mark = marks[index] as Mark
    const below = lines[index + 1]?.kind === 'blank' ? index + 2 : index + 1
    if (line.kind === 'text' && mark.kind === null && /^O ?\d{1,2}\s+[\p{Lu}"“]/u.test(mark.text) && marks[below]?.kind === 'result')
      Object.assign(mark, { kind: 'objective', named: true })
  })
  // `From 6 days to 2` beside `Owner: Ada`
  lines.forEach(({ kind, indent }, index) => {
    const beside = [index - 1, index + 1].some(
      (at) => marks[at]?.kind === 'fact' && lines[at]?.kind === 'item' && lines[at]?.indent === indent,
    )
    const mark = marks[index] as Mark
    if (kind === 'item' && indent > 1 && beside && mark.kind === null && /^from\s.{0,20}\d.{0,30}\sto\s.{0,20}\d/i.test(mark.text))
      mark.kind = 'fact'
  })
  let list: number[] = []
  const close = () => {
    const facts = list.filter((at) => marks[at]?.kind === 'fact' || marks[at]?.kind === 'aside').length
    const results = list.some((at) => marks[at]?.kind === 'result')
    for (const at of list) {
      const mark = marks[at] as Mark
      const about = (results && work.test(mark.text)) || (facts > 0 && /^measured by\s*:\s*\S/i.test(mark.text))
      if (about || (facts >= 2 && isNamed(mark))) mark.kind = 'fact'
    }
    list = []
  }
  lines.forEach((line, index) => {
    const first = lines[list[0] ?? -1]
    if (line.kind === 'item' && (!first || line.indent === first.indent)) list.push(index)
    else if (
      line.kind !== 'blank' &&
      !(line.kind === 'text' && line.indent > (first?.indent ?? 0)) &&
      !(line.kind === 'item' && line.indent > (first?.indent ?? 0))
    ) {
      close()
      if (line.kind === 'item') list.push(index)
    }
  })
  close()
  return marks
}

/** Does `## Key results — all three kinds` stand above headings that are results, or right above a list or table? */
function holdsOwn(lines: Line[], marks: Mark[], index: number): boolean {
  let at = index + 1
  while (lines[at]?.kind === 'blank') at += 1
  const next = lines[at]
  if (next?.kind === 'heading') return marks[at]?.kind === 'result' && next.level > (lines[index]?.level ?? 6)
  return next?.kind === 'item' || next?.kind === 'row'
}

/** `Depth: 3`; and in some languages the word for an objective is that for a target. */
function isNamed({ kind, text }: Mark): boolean {
  return (kind === null && /^\p{L}[\p{L} _-]{1,40}:(?: |$)/u.test(text)) || (kind === 'objective' && /^(?:objective|goal)\s*:/i.test(text))
}

const before =
  /^(?:(?:=>|->|→|➔|↳)\s+|>\s*|\[[ xX]\]\s*|[0-9]\uFE0F?\u20E3\s*|(?:\p{Extended_Pictographic}|\uFE0F|\u200D|\u20E3)+\s*|:[a-z0-9_+-]{2,30}:\s*)+/u

/** A line for the eye, without what people put before the words; a heading also without its number. */
export function plainOf(raw: string, heading: boolean): string {
  const text = displayText(raw.slice(0, 400)).trim().replace(before, '')
  return heading
    ? text
        .replace(/^(?:slide|folie|diapositiva|diapositive)\s?\d{1,3}\s?[–—:.-]\s*(?=\S)/iu, '')
        .replace(/^\(?\d{1,2}(?:\.\d{1,2})*(?:[.):]?\s+(?=\p{L}|\p{Extended_Pictographic})|[.)]\s+(?=\d))/u, '')
        .replace(before, '')
    : text
}

/** Takes `Objective 1:`, `O1 –`, `KR 1.1:` off the front of a text; empty when nothing follows it. */
export function withoutWord(written: string): string {
  const text = inEnglish(written)
  for (const pattern of [resultWord, objectiveWord]) {
    const found = pattern.exec(text)
    const rest = found?.at(-1)
    if (found && rest && (found.at(-2) ?? '') !== '') return unquoted(rest.replace(before, '') || rest)
  }
  const named = /^(?:success (?:criteria|metrics?|measures?)|measured by)\s*:\s*(\S.*)$/i.exec(text)?.[1]
  if (named) return named
  // `title: "…"` of a list in YAML
  const titled = /^(?:title|name)\s?:\s+(["'])(.+)\1$/i.exec(text)?.[2]
  if (titled) return titled
  return (
    (resultNumber.exec(text) ?? objectiveNumber.exec(text) ?? objectiveLetter.exec(text))?.at(-1) ||
    written.replace(/^OKR:?\s+(?=\p{Lu})/u, '')
  )
}

/** `"Builds that take minutes"`, all of it */
function unquoted(text: string): string {
  return /^(["'])[^"]+\1$/.test(text) ? text.slice(1, -1) : text
}
