import { type Ask, answerOf, compareAnswers, sameName } from './asks.ts'
import { decimalOf } from './decimals.ts'

/**
 * When a step is needed, as its text says it:
 *
 * condition = all { "or" all } · all = one { "and" one } · one = "not" one | "(" condition ")" | test
 * test = name [ sign value | "is" ["not"] "given" ]
 *
 * `name` is what an earlier step asks for. A name alone, of yes or no, is `name = yes`. Signs are = ≠ > ≥ < ≤, or in words: is, is not, above,
 * at least, below, at most, after, before. Amounts, numbers and days have all of them; choices, texts and yes or no are the same or another.
 * Of a person only whether one is given can be asked.
 */
export type Condition =
  | { is: 'and'; of: Pair }
  | { is: 'or'; of: Pair }
  | { is: 'not'; of: Condition }
  | { is: 'given'; name: string }
  | { is: 'test'; name: string; kind: Ask['kind']; sign: Sign; value: string }
type Pair = [Condition, Condition]
type Sign = '=' | '≠' | '>' | '≥' | '<' | '≤'

/** What was answered by name; `none`: nothing, and nothing will be; absent: it is still to be answered. */
export type Answers = ReadonlyMap<string, string | { none: true }>

type Read = { condition: Condition } | { wrong: string }

const longest = 500
const deepest = 20
/** So many names are told to whoever wrote another one. */
const mostNamed = 30

/** Reads a condition over what was asked for before it. What cannot be read says why, and what would do. */
export function conditionOf(said: string, asks: readonly Ask[]): Read {
  if (said.length > longest) return { wrong: `It is longer than ${longest} letters. Part the step.` }
  const reading = { rest: said.trim(), asks: asks.toSorted((a, b) => b.name.length - a.name.length) }
  try {
    const condition = readAny(reading, 0)
    if (reading.rest !== '')
      throw new Unreadable(`“${reading.rest.slice(0, 40)}” is not understood. Write “and” or “or” between two tests.`)
    return { condition }
  } catch (error) {
    if (error instanceof Unreadable) return { wrong: error.message }
    throw error
  }
}

class Unreadable extends Error {}

type Reading = { rest: string; asks: readonly Ask[] }

function readAny(reading: Reading, depth: number): Condition {
  let left = readAll(reading, depth)
  while (takes(reading, /^or\b/i)) left = { is: 'or', of: [left, readAll(reading, depth)] }
  return left
}

function readAll(reading: Reading, depth: number): Condition {
  let left = readOne(reading, depth)
  while (takes(reading, /^and\b/i)) left = { is: 'and', of: [left, readOne(reading, depth)] }
  return left
}

function readOne(reading: Reading, depth: number): Condition {
  if (depth > deepest) throw new Unreadable('It has too many brackets. Part the step.')
  const ask = takeName(reading)
  if (ask) return readTest(reading, ask)
  if (takes(reading, /^not\b/i)) return { is: 'not', of: readOne(reading, depth + 1) }
  if (takes(reading, /^\(/)) {
    const inner = readAny(reading, depth + 1)
    if (!takes(reading, /^\)/)) throw new Unreadable('A bracket is not closed.')
    return inner
  }
  const named = reading.asks.slice(0, mostNamed).map(({ name }) => `“${name}”`)
  const known = [...named, ...(reading.asks.length > mostNamed ? ['others'] : [])].join(', ')
  const what = reading.rest === '' ? 'A name is missing at its end' : `“${reading.rest.slice(0, 40)}” is asked for by no step before it`
  throw new Unreadable(known === '' ? `${what}. Write “Ask: amount (money)” below an earlier step.` : `${what}. There are ${known}.`)
}

function readTest(reading: Reading, ask: Ask): Condition {
  const { name, kind } = ask
  if (takes(reading, /^is\s+not\s+given\b/i)) return { is: 'not', of: { is: 'given', name } }
  if (takes(reading, /^is\s+given\b/i)) return { is: 'given', name }
  const sign = takeSign(reading)
  if (sign === undefined) {
    if (kind === 'yes/no') return { is: 'test', name, kind, sign: '=', value: 'yes' }
    throw new Unreadable(`What of “${name}”? Write a sign and a value behind it, or “is given”.`)
  }
  if (kind === 'person') throw new Unreadable(`“${name}” is a person: write “is given” or “is not given”.`)
  const ordered = kind === 'number' || kind === 'money' || kind === 'day'
  if (!ordered && sign !== '=' && sign !== '≠') throw new Unreadable(`“${name}” is neither above nor below anything: write = or ≠.`)
  return { is: 'test', name, kind, sign, value: takeValue(reading, ask) }
}

const signs: readonly [RegExp, Sign][] = [
  [/^(?:≥|>=|(?:is\s+)?at\s+least\b)/i, '≥'],
  [/^(?:≤|<=|(?:is\s+)?at\s+most\b)/i, '≤'],
  [/^(?:≠|!=|<>|is\s+not\b)/i, '≠'],
  [/^(?:>|(?:is\s+)?(?:above|over|after|more\s+than)\b)/i, '>'],
  [/^(?:<|(?:is\s+)?(?:below|under|before|less\s+than)\b)/i, '<'],
  [/^(?:==?|is\b)/i, '='],
]

function takeSign(reading: Reading): Sign | undefined {
  return signs.find(([is]) => takes(reading, is))?.[1]
}

function takeName(reading: Reading): Ask | undefined {
  const { rest, asks } = reading
  const ask = asks.find(({ name }) => sameName(rest.slice(0, name.length), name) && !/^[\p{L}\p{N}]/u.test(rest.slice(name.length)))
  if (ask) reading.rest = rest.slice(ask.name.length).trimStart()
  return ask
}

const symbols: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP' }

function takeValue(reading: Reading, ask: Ask): string {
  const said = ask.kind === 'choice' ? takeChoice(reading, ask.choices) : takeWord(reading, ask.kind)
  if (ask.kind !== 'money') return fitting(ask, answerOf(ask, said), said)
  const [, symbol = '', before = '', amount = '', behind = ''] = /^([$€£]?)([A-Z]{3})?\s*([\d.,+-]+)\s*([A-Z]{3})?$/i.exec(said) ?? []
  const currency = (symbols[symbol] ?? (before || behind)).toUpperCase()
  if (currency !== '' && currency !== ask.currency)
    throw new Unreadable(
      `“${ask.name}” is in ${ask.currency ?? 'no named currency'}: write “Ask: ${ask.name} (money ${currency})”, or the amount alone.`,
    )
  return fitting(ask, decimalOf(amount), said)
}

function fitting({ name, kind, choices }: Ask, value: string | null, said: string): string {
  if (value !== null) return value
  const way = kind === 'choice' ? `one of ${choices.join(', ')}` : kind === 'day' ? 'a day such as 2026-11-30' : `a ${kind}`
  throw new Unreadable(`“${said === '' ? 'nothing' : said.slice(0, 40)}” is no value of “${name}”: write ${way}.`)
}

function takeChoice(reading: Reading, choices: readonly string[]): string {
  const quoted = takeQuoted(reading)
  if (quoted !== undefined) return quoted
  const { rest } = reading
  const longestFirst = choices.toSorted((a, b) => b.length - a.length)
  const one = longestFirst.find((each) => sameName(rest.slice(0, each.length), each) && !/^[\p{L}\p{N}]/u.test(rest.slice(each.length)))
  if (one === undefined) return takeWord(reading, 'choice')
  reading.rest = rest.slice(one.length).trimStart()
  return one
}

function takeWord(reading: Reading, kind: Ask['kind']): string {
  const quoted = takeQuoted(reading)
  if (quoted !== undefined) return quoted
  const money = /^(?:[$€£]\s?|[A-Z]{3}\s+)?[+-]?\d[\d.,]*(?:\s+[A-Z]{3}\b)?/
  const [word = ''] = (kind === 'money' ? money.exec(reading.rest) : null) ?? /^[^\s()]+/.exec(reading.rest) ?? []
  reading.rest = reading.rest.slice(word.length).trimStart()
  // a comma behind a number ends it
  return kind === 'number' || kind === 'money' ? word.replace(/,$/, '') : word
}

function takeQuoted(reading: Reading): string | undefined {
  const [all, ...inner] = /^(?:"([^"]*)"|“([^”]*)”|'([^']*)')/.exec(reading.rest) ?? []
  if (all === undefined) return undefined
  reading.rest = reading.rest.slice(all.length).trimStart()
  return inner.find((one) => one !== undefined) ?? ''
}

function takes(reading: Reading, what: RegExp): boolean {
  const [found] = what.exec(reading.rest) ?? []
  if (found === undefined) return false
  reading.rest = reading.rest.slice(found.length).trimStart()
  return true
}

/**
 * Whether it holds; `unknown` while that hangs on what is still to be answered. A test of what will not be answered does not hold, and `not` of
 * it does. It is Kleene's logic of three values: what is known of one side may be enough.
 */
export function holdsFor(condition: Condition, answers: Answers): boolean | 'unknown' {
  if (condition.is === 'and' || condition.is === 'or') {
    const decides = condition.is === 'or'
    const [one, other] = condition.of.map((each) => holdsFor(each, answers))
    if (one === decides || other === decides) return decides
    return one === 'unknown' || other === 'unknown' ? 'unknown' : !decides
  }
  if (condition.is === 'not') {
    const inner = holdsFor(condition.of, answers)
    return inner === 'unknown' ? inner : !inner
  }
  const answer = answers.get(condition.name.toLowerCase())
  if (answer === undefined) return 'unknown'
  if (typeof answer !== 'string') return false
  if (condition.is === 'given') return true
  const order = compareAnswers(condition.kind, answer, condition.value)
  return { '=': order === 0, '≠': order !== 0, '>': order > 0, '≥': order >= 0, '<': order < 0, '≤': order <= 0 }[condition.sign]
}

/** What it asks for, each once. */
export function namesIn(condition: Condition): string[] {
  if (condition.is === 'and' || condition.is === 'or') return [...new Set(condition.of.flatMap(namesIn))]
  return condition.is === 'not' ? namesIn(condition.of) : [condition.name]
}
