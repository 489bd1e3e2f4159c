import { takeAlert } from '../alerts.ts'
import { headOf } from '../front-matter.ts'
import { nodesIn, spanOf, treeOf, wordsOf } from '../markdown.ts'
import { isProcedure } from '../procedures.ts'
import { stepsOf } from '../steps.ts'
import { passagesOf, sentencesOf } from './passages.ts'

/** What reads badly: said, and never in the way. */
type Hard = {
  rule: 'long_sentence' | 'hard_to_read' | 'two_in_one_step' | 'unknown_letters'
  from: number | null
  to: number | null
  what: string
}

const longest = 25
/** Flesch's reading ease below which a procedure is hard to follow. */
const easiest = 50
/** Words of a text of which a measure says something. */
const fewestWords = 100
const most = 30

/** English alone: other languages have other sentences and syllables. */
export function hardIn(source: string): Hard[] {
  const { end, front } = headOf(source)
  if (front.lang !== null && !/^en\b/i.test(front.lang)) return []
  const passages = passagesOf(source).filter(({ kind }) => kind !== 'sentence')
  const found: Hard[] = []
  for (const { words, from, to } of passages)
    for (const sentence of sentencesOf(words)) {
      const count = wordsIn(sentence).length
      if (count > longest) found.push({ rule: 'long_sentence', from, to, what: `${count} words: ${cut(sentence)}` })
    }
  const all = passages.map(({ words }) => words).join('\n')
  if (isProcedure(source)) {
    const ease = easeOf(passages.map(({ words }) => words))
    if (ease !== null && ease < easiest) found.push({ rule: 'hard_to_read', from: null, to: null, what: ease.toFixed(1) })
    for (const { title } of stepsOf(source)) {
      const second = secondVerb(title)
      const at = second === undefined ? -1 : source.indexOf(title, end)
      if (second !== undefined)
        found.push({ rule: 'two_in_one_step', ...(at < 0 ? nowhere : { from: at, to: at + title.length }), what: cut(title) })
    }
  }
  return [...found, ...lettersIn(source, all)].slice(0, most)
}

const nowhere = { from: null, to: null }

function cut(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`
}

function wordsIn(text: string): string[] {
  return text.match(/\p{L}[\p{L}\p{M}'’-]*|\d[\d.,]*/gu) ?? []
}

/** Flesch (1948): 206.835 − 1.015 words a sentence − 84.6 syllables a word; nothing where a text is too short to tell. */
export function easeOf(passages: readonly string[]): number | null {
  const words = passages.flatMap(wordsIn)
  if (words.length < fewestWords) return null
  const sentences = passages.reduce((sum, text) => sum + Math.max(1, sentencesOf(text).length), 0)
  return 206.835 - (1.015 * words.length) / sentences - (84.6 * words.reduce((sum, word) => sum + syllablesOf(word), 0)) / words.length
}

/** Groups of vowels, without a silent e at the end; at least one. */
export function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, '')
  const groups = (plain.replace(/(?<![aeiouyl])e$/, '').match(/[aeiouy]+/g) ?? []).length
  return Math.max(1, groups)
}

const verbs = new Set(
  `add agree answer approve archive ask assign attach book bring call cancel change check choose clear click close collect compare confirm
  contact copy count create delete describe disable download draft email enable enter escalate export file fill find finish fix follow forward
  give go grant import inform invite issue keep label leave link list log look make mark merge move name note notify open order pay pick post
  print publish put raise read record refund reject release remove rename repeat reply report request reset restart review run save scan search
  select send set share show sign start stop store submit take tell test tick transfer turn update upload use verify wait write`.split(
    /\s+/,
  ),
)

/** A step that asks for a second thing: `Open the order and check the name`. */
function secondVerb(title: string): string | undefined {
  const [first = ''] = wordsIn(title)
  if (!verbs.has(first.toLowerCase())) return undefined
  for (const [, next = ''] of title.matchAll(/(?:\band(?:\s+then)?|,\s*(?:and\s+)?then|;|,)\s+(\p{L}+)/giu))
    if (verbs.has(next.toLowerCase())) return next
  return undefined
}

/** Letters that everybody knows. */
const known = new Set(
  `AM API CEO CET CFO CSV CTO EU EUR FAQ GB GBP HTML HTTP HTTPS ID IDS IP IT JSON KB MB NOT OK OS PC PDF PM QA SQL TBA TBC TBD  UI UK URL US
  USA USB USD UTC VAT VPN WIP XML YAML ZIP AND OR XXX`.split(/\s+/),
)

/** Told as what is still to be written. */
const owed = /^(?:TO(?:DO)|FIX(?:ME)|XXX)S?$/

/** Capital letters for a name that the text does not say in full, where they stand first. */
function lettersIn(source: string, all: string): Hard[] {
  const { end } = headOf(source)
  const text = source.slice(end)
  const found = new Map<string, Hard>()
  for (const { node } of nodesIn(treeOf(text))) {
    takeAlert(node)
    if (node.type !== 'text') continue
    const span = spanOf(node)
    for (const one of wordsOf(node).matchAll(/(?<![\p{L}\p{N}-])(\p{Lu}{2,6})s?(?![\p{L}\p{N}-])/gu)) {
      const letters = one[1] ?? ''
      if (known.has(letters) || owed.test(letters) || found.has(letters) || explained(letters, all)) continue
      const at = source.indexOf(letters, span.from + end)
      found.set(letters, { rule: 'unknown_letters', from: at, to: at + letters.length, what: letters })
    }
  }
  // a line in capitals is no list of names
  return [...found.values()].slice(0, 10)
}

/** `Data Protection Officer (DPO)` or `DPO (Data Protection Officer)`. */
function explained(letters: string, all: string): boolean {
  return (
    all.includes(`(${letters})`) ||
    all.includes(`(${letters}s)`) ||
    new RegExp(`\\b${letters}s? ?(?:\\(|[–—:=] ?\\p{L}|is |are |means |stands )`, 'u').test(all)
  )
}
