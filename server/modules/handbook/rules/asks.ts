import { Refusal, type Unmet } from '../../../kernel/refusal.ts'
import { plainDate } from '../../../kernel/period.ts'
import { compareDecimals, decimalOf } from './decimals.ts'

export const askKinds = ['text', 'number', 'money', 'day', 'yes/no', 'choice', 'person'] as const
type AskKind = (typeof askKinds)[number]

/** What a step asks for: by which name, of what kind, and whether an answer may be left out. */
export type Ask = { name: string; kind: AskKind; choices: string[]; currency: string | null; optional: boolean }

const longestName = 40
const mostChoices = 20
const longestText = 500

/** How a question is written, for whoever wrote one that cannot be read. */
export const askForms =
  '`Ask: amount (money)`, with text, number, money EUR, day, yes/no, choice: small, large or person, and “optional” behind it'

/** Reads what stands behind `Ask:`: a name and in brackets its kind. What cannot be read is nothing. */
export function askOf(said: string): Ask | null {
  const [, name = '', brackets] = /^([^()]+?)\s*(?:\(([^()]*)\))?$/.exec(said.trim()) ?? []
  if (!isName(name)) return null
  const optional = /(?:^|,)\s*optional\s*$/i.test(brackets ?? '')
  const kind = (brackets ?? '').replace(/(?:^|,)\s*optional\s*$/i, '').trim()
  const plain = { name, choices: [], currency: null, optional }
  if (kind === '') return { ...plain, kind: 'text' }
  const [, currency] = /^money\s+([A-Z]{3})$/i.exec(kind) ?? []
  if (currency) return { ...plain, kind: 'money', currency: currency.toUpperCase() }
  const [, listed] = /^choice\s*:\s*(.+)$/i.exec(kind) ?? []
  if (listed !== undefined) return choiceOf(plain, listed)
  const known = askKinds.find((one) => one === kind.toLowerCase().replace(/^yes or no$/, 'yes/no'))
  return known && known !== 'choice' ? { ...plain, kind: known } : null
}

function choiceOf(plain: Omit<Ask, 'kind'>, listed: string): Ask | null {
  const choices = listed.split(/[,|]/).map((one) => one.trim())
  const distinct = new Set(choices.map((one) => one.toLowerCase())).size === choices.length
  const fit =
    choices.length >= 2 && choices.length <= mostChoices && choices.every((one) => one !== '' && one.length <= 60 && !/["”]/.test(one))
  return fit && distinct ? { ...plain, kind: 'choice', choices } : null
}

/** Words of the grammar of conditions are no names. */
const reserved = /^(?:and|or|not|is|yes|no)$/i

function isName(name: string): boolean {
  return name.length <= longestName && /^\p{L}[\p{L}\p{N} '’_/-]*$/u.test(name) && !reserved.test(name)
}

/** Names are the same in small letters and capitals. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** An answer in its one spelling: decimals as `5000.5`, days as `2026-11-30`, `yes` or `no`, a choice as it is listed. Nothing: it is none. */
export function answerOf(ask: Pick<Ask, 'kind' | 'choices'>, said: string): string | null {
  const text = said.trim()
  if (text === '') return null
  if (ask.kind === 'number' || ask.kind === 'money') return decimalOf(text)
  if (ask.kind === 'day') return isDay(text) ? text : null
  if (ask.kind === 'yes/no') return /^(?:yes|no)$/i.test(text) ? text.toLowerCase() : null
  if (ask.kind === 'choice') return ask.choices.find((one) => one.toLowerCase() === text.toLowerCase()) ?? null
  if (ask.kind === 'person') return /^[0-9a-f-]{36}$/i.test(text) ? text.toLowerCase() : null
  return text.length <= longestText ? text : null
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return plainDate(text).toString() === text
  } catch {
    return false
  }
}

/** Answers by name: of a question that is called like what every object has, nothing is there before it is answered. */
export function noAnswers(): Record<string, string> {
  return Object.create(null) as Record<string, string>
}

/** What one may say, in a sentence. */
export function answerForm({ kind, choices, currency }: Ask): string {
  if (kind === 'number') return 'Write a number such as 1,250.5.'
  if (kind === 'money') return `Write an amount${currency === null ? '' : ` in ${currency}`} such as 1,250.50.`
  if (kind === 'day') return 'Write a day such as 2026-11-30.'
  if (kind === 'yes/no') return 'Say yes or no.'
  if (kind === 'choice') return `Choose one of ${choices.join(', ')}.`
  if (kind === 'person') return 'Choose a colleague.'
  return `Write at most ${longestText} letters.`
}

/** Below nought, nought or above it, as one answer lies to another of its kind. */
export function compareAnswers(kind: Ask['kind'], one: string, other: string): number {
  if (kind === 'number' || kind === 'money') return compareDecimals(one, other)
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * What a step was answered, by the names of its questions. Refuses `run.answer_unasked`, `run.answer_unfit` and `run.answer_missing`, each at its
 * place; only a step that is done is answered.
 */
export function fitAnswers(asks: readonly Ask[], said: Readonly<Record<string, string>>, done: boolean): Record<string, string> {
  const unmet: Unmet[] = []
  const answers = noAnswers()
  for (const [name, text] of Object.entries(said)) {
    const ask = done ? asks.find((one) => sameName(one.name, name)) : undefined
    const value = ask && answerOf(ask, text)
    if (!ask)
      unmet.push({
        code: 'run.answer_unasked',
        text: done ? `Nobody asks for “${name}” here.` : 'Only a step that is done is answered.',
        path: 'answers',
        item: name,
      })
    else if (value) answers[ask.name] = value
    else if (text.trim() !== '')
      unmet.push({ code: 'run.answer_unfit', text: `${ask.name}: ${answerForm(ask)}`, path: 'answers', item: ask.name })
  }
  for (const ask of done ? asks : [])
    if (!ask.optional && answers[ask.name] === undefined && !unmet.some(({ item }) => item !== undefined && sameName(item, ask.name)))
      unmet.push({ code: 'run.answer_missing', text: `Say ${ask.name}: ${answerForm(ask)}`, path: 'answers', item: ask.name })
  const [first] = unmet
  if (first) throw new Refusal('refused', first.code, first.text, { unmet })
  return answers
}
