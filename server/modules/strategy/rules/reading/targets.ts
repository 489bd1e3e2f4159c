import { amounts } from './amounts.ts'
import { inOurDigits } from './digits.ts'
import type { MeasureHint } from './model.ts'
import { isLow, limitBehind, saysLimit, times } from './less.ts'
import { type Amount, isHanWindow, isSameUnit, isWindow, lastingWindow } from './windows.ts'

type Target = Extract<MeasureHint, { kind: 'target' }>

const most =
  /(?:<=?|≤|±|\+\/-|不超过|少于|低于|小于|不高于|최대|dưới|کمتر از|حداکثر|زیر|أقل من|لا يتجاوز|لا تتجاوز|لا يزيد عن|بحد أقصى|không quá|tối đa|\b(?:at most|below|under|less than|lower than|fewer than|no more than|not more than|more than no|within|up to|max(?:imum)?(?: of)?|máximo(?: de)?|por debajo del?|menos (?:de|que)|menor (?:que|a|de)|até|hasta|inferior a|moins de|sotto(?: (?:l'|il|lo))?|weniger als|unter|höchstens|maximal|never (?:above|over|more than)|(?:down|reduced?|decreased?|cut|lower(?:ed)?|drop(?:ped)?) to))\s*(?:[$€£]?)$/i
const least =
  /(?:>=?|≥|đạt|至少|不少于|超过|达到|高于|大于|不低于|최소|trên|بیش از|بیشتر از|حداقل|أكثر من|على الأقل|لا يقل عن|لا تقل عن|ít nhất|tối thiểu|\b(?:at least|more than|over|above|exceed(?:s|ing)?|greater than|higher than|min(?:imum)?(?: of)?|mínimo(?: de)?|pelo menos|al menos|por encima del?|más (?:de|que)|mais (?:de|que)|superior a|au moins|plus de|mindestens|mehr als|über|no less than|not less than|(?:up|grow|increase|increased|raise|raised|improve) to))\s*$/i
const falls =
  /\b(?:reduc\p{L}*|reduz\p{L}*|réduire|senk\p{L}*|disminu\p{L}*|diminu\p{L}*|decreas\p{L}*|lower\p{L}*|cut|cuts|cutting|shrink\p{L}*|drop\p{L}*|shorten\p{L}*|minimi[sz]e|fewer|less|churn below|down)\b/iu
const fallsElsewhere = /(?<!\p{L})(?:(?:сокра[тщ]|сни[зж]|уменьш|понизи)\p{L}*|giảm|کاهش|خفض|تقليل|تخفيض)/iu
const rises =
  /\b(?:increas\p{L}*|aument\p{L}*|augment\p{L}*|erhöh\p{L}*|steiger\p{L}*|grow\p{L}*|rais\p{L}*|improv\p{L}*|expand\p{L}*|reach\p{L}*|achiev\p{L}*|hit|double|launch\p{L}*|ship\p{L}*|hire|sign\p{L}*)\b/iu
const changes = /^\s*(?:increas|grow|rais|reduc|decreas|lower|cut|shrink|drop|improv|boost|lift)/i
const start =
  /[([]\s*(?:from|subindo de|partindo de|partiendo de|today|now|hoy|actualmente|hoje|atualmente|heute|derzeit|aktuell|aujourd['’]hui|actuellement|oggi|currently|current(?:ly)?(?: at)?|baseline|base|was|were|up from|down from|previously|as of now|at present|actual|start(?:ing)?(?: at| from)?)\s*(?:is|at|of|:|=)?\s*([^()[\]]{1,40})[)\]]|,?\s*\b(?:up from|down from|from a baseline of|baseline(?: of|:)?|currently(?: at)?)\s+(?=(?:about |around )?[~$€£<>]{0,2}\d)([^,;()]{1,24})/i

/** `(62 % today)`, `(H1: 88 %)` */
const startBehind =
  /[([]\s*(?:(?:Q[1-4]|H[12]|FY ?'?\d\d|20\d\d|last (?:year|quarter|half)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?: 20\d\d)?)\s*:\s*([^()[\]]{1,24})|([^()[\]]{1,24}?)\s+(?:today|now|currently|at present|so far|last (?:year|quarter)|in 20\d\d|in (?:january|february|march|april|may|june|july|august|september|october|november|december)))\s*[)\]]/i

/** What a text promises: its target, which way, and from where. Nothing is bound by it; it is offered. */
export function targetIn(whole: string): Target | null {
  const text = inOurDigits(withoutOutcome(whole.slice(0, 400)))
  const range = between(text)
  if (range) return range
  // where it began may be told with what came of it
  const from = start.exec(text) ?? startBehind.exec(text) ?? start.exec(whole.slice(0, 400))
  const base = from && baseIn(from[1] ?? from[2] ?? '')
  const rest =
    from && from.index < text.length
      ? `${text.slice(0, from.index)}${' '.repeat(from[0].length)}${text.slice(from.index + from[0].length)}`
      : text
  // `… within 5 minutes to keep the store below 2 TB`: what it is for is no promise
  const why = /\b(?:to keep|in order to|so that|so as to)\b/i.exec(rest)
  const said = why && amounts(rest.slice(0, why.index)).length > 0 ? rest.slice(0, why.index) : rest
  const found = chosen(said)
  if (!found) return null
  // `60 fps on 95 % of screens (now 81 %)`: what stands in the unit of the start is the target
  const beside =
    base?.unit && found.unit !== null && !isSameUnit(base.unit, found.unit)
      ? amounts(said).filter(({ unit }) => isSameUnit(unit, base.unit))
      : []
  const [like] = beside
  const isApart = like === undefined && base?.unit != null && found.unit !== null && !isSameUnit(base.unit, found.unit)
  const goal = like ? { direction: wayOf(said, like), target: like.value, unit: like.unit } : found
  return ofNothing({ kind: 'target', ...goal, unit: goal.unit ?? base?.unit ?? null, baseline: isApart ? null : (base?.value ?? null) })
}

/** `Run 5 tests => released in 3.15`, `Map in tiles → done (411 KB)`: what came of it is no promise. */
function withoutOutcome(text: string): string {
  const [kept] =
    /^.{4,300}?(?=\s→\s+(?:\*\*)?(?:done|ship(?:ped)?|to ?do|in progress|monitoring|pending|blocked|open|met|missed|on track|at risk|not started|partial(?:ly)?)\b)/i.exec(
      text,
    ) ?? []
  if (kept) return kept
  const [said] = /^(?:\S+\s+){3,60}?(?==+>\s+(?!(?:over|under|about|less|more|fewer|around)\b)(?:\p{L}{4,}|\[))/u.exec(text) ?? []
  return said ?? text
}

/** What it starts from: a number, with nothing before it that says what else it counts. */
export function baseIn(text: string): Amount | undefined {
  const first = amounts(text)[0]
  return first &&
    !/[-−–]\s?[$€£]?$/.test(text.slice(0, first.from)) &&
    /^(?:[^\p{L}]|\b(?:about|around|approx\p{L}*|roughly|only|just|at|an?|average|of|some)\b)*$/iu.test(text.slice(0, first.from))
    ? first
    : undefined
}

/** Nought of something is the most there may be. */
function ofNothing(target: Target): Target {
  return Number(target.target) === 0 ? { ...target, direction: 'at_most' } : target
}

/** Between where it starts, with what is counted, and where it shall be: `11 days → ≤ 5 days` */
const arrow = /^[^\d.;,()→]{0,14}(?:→|->|=>|➔|➜|⟶|-->)[^\d.;,()→]{0,14}$/

/** `from 71 % to 90 %`, `71 % → 90 %`. */
function between(text: string): Target | null {
  // `7 of 15 -> 15 of 15`, `3/8 → 8/8`
  const [, first, , last] =
    /(?<![\d.,])(\d{1,6}) ?(?:of|\/) ?(\d{1,6})\s?(?:→|->|=>|➔|➜|to)\s?(\d{1,6}) ?(?:of|\/) ?\2(?![\d.,]\d)/i.exec(text) ?? []
  if (first && last)
    return { kind: 'target', direction: Number(last) < Number(first) ? 'at_most' : 'at_least', target: last, unit: null, baseline: first }
  const all = amounts(text)
  for (let i = 0; i + 1 < all.length; i += 1) {
    const [one, two] = [all[i] as Amount, all[i + 1] as Amount]
    const link = text.slice(one.to, two.from)
    const ablative = /['’](?:d[ae]n|t[ae]n)\s+$/u.test(link)
    const led = /(?<!\p{L})(?:from|von|de|del|da|dal(?:la|l')?|van|từ|с|со|от|از|من)\s*(?:[~$€£])?$/iu.test(text.slice(0, one.from))
    if (
      !(
        arrow.test(link) ||
        ablative ||
        (led &&
          /^[^.;,]{0,24}(?<!\p{L})(?:to|auf|à|a|al|alla|para|naar|lên|xuống|đến|tới|còn|до|به|تا|إلى|الى)\s*(?:[~<>]|over |under |at least |at most )?\s*$/iu.test(
            link,
          )) ||
        isHanChange(text.slice(0, one.from), link) ||
        // `5 to 3 a week`: upwards it would be a range
        (/^\s*to\s*$/i.test(link) && (Number(two.value) < Number(one.value) || isRise(text, one, two)))
      )
    )
      continue
    const down = Number(two.value) < Number(one.value)
    // `from 2 h to 5 min`: two units cannot be set side by side
    if (one.unit !== null && two.unit !== null && !isSameUnit(one.unit, two.unit))
      return { kind: 'target', direction: wayOf(text, two), target: two.value, unit: two.unit, baseline: null }
    return { kind: 'target', direction: down ? 'at_most' : 'at_least', target: two.value, unit: two.unit ?? one.unit, baseline: one.value }
  }
  return null
}

/** `从 30% 提升到 50%`, `30%から50%へ`, `30%에서 50%로` */
function isHanChange(before: string, link: string): boolean {
  return (
    (/[从從由自]\s*$/u.test(before) && /^[^.;,，。；、]{0,12}[到至为為]\s*$/u.test(link)) || /^\s?\p{L}{0,3}?(?:から|에서)\s*$/u.test(link)
  )
}

/** `Spend under contract 58 % to 80 %`, `Suppliers assessed 0 to 120`: behind what is measured, and no range of what is allowed. */
function isRise(text: string, one: Amount, two: Amount): boolean {
  const before = text.slice(0, one.from)
  const named =
    /\p{L}{2}[)"”]?:?\s$/u.test(before) &&
    !/\b(?:between|of|by|in|within|for|about|around|at|least|most|every|reach|achieve|hit|publish|run|hold|ship)\s$/i.test(before)
  return named && (Number(one.value) === 0 || (one.unit === '%' && two.unit === '%'))
}

function chosen(text: string): Pick<Target, 'direction' | 'target' | 'unit'> | null {
  const some = amounts(text).filter((one) => !isEach(text, one) && !isTold(text, one))
  const main = some.filter((one) => !isBeside(text, one))
  const all = main.length > 0 ? main : some
  const first = all[0]
  if (
    first &&
    /^(?:\D{1,80}:)?\s*[~≈]?$/.test(text.slice(0, first.from)) &&
    !/^\s*(?:to|-|–)\s*\d/.test(text.slice(first.to)) &&
    !isHanWindow(text, first)
  )
    return { direction: lead(text, first), target: first.value, unit: first.unit }
  if (/^\s*(?:no|not|none|nobody|no one|never)\b.*\b(?:more|longer) than\b/i.test(text)) {
    const after = text.search(/\b(?:more|longer) than\b/i)
    const limit = all.find(({ from }) => from > after)
    if (limit) return { direction: 'at_most', target: limit.value, unit: limit.unit }
  }
  // `Zero claims above 50k`: which ones are counted
  if (/^\s*zero\s+\p{L}[^\d,;:]{0,80}\b(?:above|over|older than|longer than|more than)\s*[$€£]?$/iu.test(text.slice(0, first?.from ?? 0)))
    return { direction: 'at_most', target: '0', unit: null }
  const valued = all.filter((one) => !isWindow(text, one))
  if (valued.length === 0 && none.test(text)) return { direction: 'at_most', target: '0', unit: null }
  // by when something is to be done may be all that is promised; how long it lasts is not
  const offered = valued.length > 0 ? valued : all.filter((one) => !isWindow(text, one, lastingWindow))
  // `Publish 3 papers with at least 20 pages`: what the verb counts comes first
  const counted = offered[0]
  if (
    counted &&
    /^\s*\p{L}+(?: and \p{L}+)?(?: at least| over| more than)?\s+$/u.test(text.slice(0, counted.from)) &&
    !/\bto\s+[~$€£<>≥≤]*\s?\d/.test(text.slice(counted.to))
  ) {
    const word = text.slice(0, counted.from)
    return { direction: most.test(word) ? 'at_most' : wayOf(text, counted), target: counted.value, unit: counted.unit }
  }
  // `Increase the grants above $5k by 50 %`: what the verb at the start changes it by
  const by = changes.test(text) && offered.find((one) => one.unit === '%' && /\bby\s+$/i.test(text.slice(0, one.from)))
  if (by) return { direction: 'at_least', target: by.value, unit: by.unit }
  // `延迟 > 10s 的告警减少 50%`: what it changes by, and not which ones are counted
  const turned = offered.find((one) => one.unit === '%' && /(?:减少|降低|下降|提升|提高|增加|增长)\s*$/u.test(text.slice(0, one.from)))
  if (turned) return { direction: 'at_least', target: turned.value, unit: turned.unit }
  // `No van leaves with less than 95 % of its kit`
  const atLeast = /^\s*(?:no|none|nobody|never)\b.*\b(?:less|fewer) than\s*$/i
  const kept = offered.find((one) => atLeast.test(text.slice(0, one.from)))
  if (kept) return { direction: 'at_least', target: kept.value, unit: kept.unit }
  for (const one of offered) {
    const before = text.slice(Math.max(0, one.from - 40), one.from)
    if (most.test(before)) return { direction: 'at_most', target: one.value, unit: one.unit }
    if (least.test(before)) return { direction: 'at_least', target: one.value, unit: one.unit }
  }
  if (none.test(text)) return { direction: 'at_most', target: '0', unit: null }
  if (offered.length === 0 && /\b(?:achieve|maintain|ensure|keep|reach|have|hit|sustain|with|at) zero\s+\p{L}/iu.test(text))
    return { direction: 'at_most', target: '0', unit: null }
  const reached =
    offered.find((one) => /\bto\s*[~$€£]?$/i.test(text.slice(0, one.from))) ?? offered.find(({ unit: own }) => own !== null) ?? offered[0]
  return reached ? { direction: wayOf(text, reached), target: reached.value, unit: reached.unit } : null
}

/** `Every account over 50k has a plan`: which ones are meant. */
function isEach(text: string, one: Amount): boolean {
  return /^\s*(?:every|each|all|any)\b[^,;]{0,40}\b(?:over|above|under|below|more than|less than|larger than|with)\s*[$€£]?$/i.test(
    text.slice(0, one.from),
  )
}

/** `100 % of accounts above 20k`, `under 1 day (median 3.5 days)`: beside what is promised, which ones are meant, and what is remarked. */
function isBeside(text: string, one: Amount): boolean {
  const before = text.slice(0, one.from)
  return (
    /\b(?:of|for|in|from|on)\s+(?:all\s+)?\p{L}+(?:\s\p{L}+)?\s+(?:above|over|below|under|larger than)\s*[$€£]?$/iu.test(before) ||
    before.lastIndexOf('(') > before.lastIndexOf(')')
  )
}

/** `Renew the reviews (with 11 teams)`, `Into the top 5, from place 11`: only what it is told with, and where it stood. */
function isTold(text: string, one: Amount): boolean {
  const before = text.slice(0, one.from)
  return /\((?:with|incl\.?|including|e\.g\.,?|such as|like)\s[^()]*$/i.test(before) || /\bfrom (?:place|position|rank)\s+$/i.test(before)
}

const none = /^\s*(?:0|zero|no)\s+\p{L}/iu

/** Which way a number is meant: by the verb before it (or in brackets behind), by what it counts, or by `or more`. A change *by* so much is reached or passed. */
function wayOf(text: string, one: Amount): Target['direction'] {
  const before = text.slice(0, one.from)
  const after = text.slice(one.to)
  if (
    /\bby\s*(?:[~$€£]|about |at least )?$/i.test(before) ||
    (one.unit === '%' && changedBy.test(before)) ||
    /^[\w/ ]{0,12}\bor (?:more|better|higher)\b/i.test(after)
  )
    return 'at_least'
  if (limitBehind.test(after)) return 'at_most'
  if (
    /^\s*(?:in a row|straight|running|consecutive|without|before|ahead|earlier|in advance)\b/i.test(after) ||
    /\bconsecutive\s*$/i.test(before)
  )
    return 'at_least'
  const down = falls.test(before) || fallsElsewhere.test(before) || falls.test(/[([][^()[\]]{0,40}/.exec(after)?.[0] ?? '')
  return down || (one.unit !== null && times.test(one.unit) && !rises.test(text)) ? 'at_most' : 'at_least'
}

/** `um 20 % senken`, `на 30 %`: a change by so much, in other languages */
const changedBy = /(?<!\p{L})(?:um|на|en|em|en un|del|met|con un)\s*(?:ca\. |etwa )?$/iu

function lead(text: string, first: Amount): 'at_least' | 'at_most' {
  if (Number(first.value) === 0 || isLow(text.slice(0, first.from), first)) return 'at_most'
  if (first.unit !== null && times.test(first.unit) && /\d\s?[–-]\s?\d/.test(text.slice(first.from, first.to))) return 'at_most'
  return limitBehind.test(text.slice(first.to)) ? 'at_most' : 'at_least'
}

/** What a cell or fact says it starts from: a number with a word or two before it; among more words, only in the unit of the target. */
function startOf(text: string, goal: Amount | undefined): Amount | undefined {
  const first = amounts(text)[0]
  if (!first || text.slice(0, first.from).trim().split(/\s+/).length <= 2) return first
  return goal && isSameUnit(goal.unit, first.unit) ? first : undefined
}

/** A target as a table says it, in columns of its own. */
export function targetOf({
  baseline: from,
  target: to,
  unit: own,
  name = '',
}: {
  baseline: string | null
  target: string | null
  unit: string | null
  name?: string
}): Target | null {
  if (to === null) return null
  const [upTo, origin] = [inOurDigits(to), from === null ? null : inOurDigits(from)]
  // `from 61 % to 99 % by June`, all in the place of the target
  const both = origin === null || baseIn(origin) ? between(upTo) : null
  if (both) return { ...both, unit: own ?? both.unit }
  // `8/8 features` from `0/8 features`: all of them, from none
  const whole = /^\s*(\d{1,6})\s?\/\s?\1(?![\d/])/.exec(upTo)
  const target = whole ? `${whole[1]}${upTo.slice(whole[0].length)}` : upTo
  const start = origin === null ? '' : whole ? origin.replace(/^\s*(\d{1,6})\s?\/\s?\d{1,6}/, '$1') : origin
  const said = chosen(target)
  const all = amounts(target)
  const goal = all.find((one) => !isWindow(target, one)) ?? all[0]
  const base = startOf(start, goal)
  if (said?.target === '0' && none.test(target)) return { kind: 'target', ...said, baseline: base?.value ?? null }
  if (!goal) return null
  // `Reduce by 50 %`: a change by so much is reached or passed
  const changed = /\bby\s*$/i.test(target.slice(0, goal.from)) && goal.unit === '%'
  const limit = most.test(target.slice(0, goal.from)) ? true : changed || least.test(target.slice(0, goal.from)) ? false : undefined
  const down =
    limit ??
    (base
      ? Number(goal.value) < Number(base.value) || Number(goal.value) === 0
      : said?.direction === 'at_most' || isLow(name, goal) || saysLimit(name, goal))
  return {
    kind: 'target',
    direction: down ? 'at_most' : 'at_least',
    target: goal.value,
    unit: own ?? goal.unit ?? base?.unit ?? null,
    baseline: base?.value ?? null,
  }
}
