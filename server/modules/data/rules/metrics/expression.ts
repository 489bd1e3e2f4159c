import { Refusal } from '../../../../kernel/refusal.ts'

/** The small language of `expr` and `where`: columns or inputs, literals, arithmetic, comparisons, a few functions. No sub-selects. */
export type Expression =
  | { kind: 'name'; name: string }
  | { kind: 'number'; text: string }
  | { kind: 'text'; value: string }
  | { kind: 'flag'; value: boolean }
  | { kind: 'call'; name: string; parts: Expression[] }
  | { kind: 'unary'; op: '-' | 'not'; part: Expression }
  | { kind: 'binary'; op: BinaryOp; left: Expression; right: Expression }
  | { kind: 'in'; part: Expression; list: Expression[]; negated: boolean }
  | { kind: 'null'; part: Expression; negated: boolean }
type BinaryOp = '+' | '-' | '*' | '/' | '=' | '<>' | '<' | '<=' | '>' | '>=' | 'and' | 'or'

const token = /\s*(?:(\d+(?:\.\d+)?)|('(?:[^']|'')*')|([a-z_][a-z0-9_]{0,62})|(<>|!=|<=|>=|[=<>+\-*/(),]))/iy
const strength: Record<string, number> = {
  or: 1,
  and: 2,
  '=': 4,
  '<>': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
}
const longest = 2000
const deepest = 40

/** Parses or refuses (`metric.expression`) with the place of the trouble. */
export function parseExpression(source: string): Expression {
  if (source.length > longest) throw trouble(source, 0, 'is too long')
  const words = wordsOf(source)
  let at = 0
  const peek = () => words[at]?.text.toLowerCase()
  const next = () => words[at++]
  const expect = (text: string) => {
    if (peek() !== text) throw trouble(source, words[at]?.from ?? source.length, `needs "${text}"`)
    at += 1
  }

  function expression(least: number, depth: number): Expression {
    if (depth > deepest) throw trouble(source, words[at]?.from ?? 0, 'is nested too deep')
    let left = part(depth)
    for (;;) {
      const word = peek()
      if (word === 'is' && least <= 4) {
        at += 1
        const negated = peek() === 'not'
        if (negated) at += 1
        expect('null')
        left = { kind: 'null', part: left, negated }
      } else if ((word === 'in' || (word === 'not' && words[at + 1]?.text.toLowerCase() === 'in')) && least <= 4) {
        at += word === 'not' ? 2 : 1
        left = { kind: 'in', part: left, list: list(depth), negated: word === 'not' }
      } else {
        const op = word === '!=' ? '<>' : word
        const power = op === undefined ? undefined : strength[op]
        if (power === undefined || power < least) return left
        at += 1
        left = { kind: 'binary', op: op as BinaryOp, left, right: expression(power + 1, depth + 1) }
      }
    }
  }

  function list(depth: number): Expression[] {
    expect('(')
    const parts = [expression(1, depth + 1)]
    while (peek() === ',') {
      at += 1
      parts.push(expression(1, depth + 1))
    }
    expect(')')
    return parts
  }

  function part(depth: number): Expression {
    const word = next()
    if (!word) throw trouble(source, source.length, 'ends too early')
    const lower = word.text.toLowerCase()
    if (lower === '(') {
      const inner = expression(1, depth + 1)
      expect(')')
      return inner
    }
    if (lower === '-') return { kind: 'unary', op: '-', part: expression(7, depth + 1) }
    if (lower === 'not') return { kind: 'unary', op: 'not', part: expression(3, depth + 1) }
    if (lower === 'true' || lower === 'false') return { kind: 'flag', value: lower === 'true' }
    if (word.kind === 'number') return { kind: 'number', text: word.text }
    if (word.kind === 'text') return { kind: 'text', value: word.text.slice(1, -1).replaceAll("''", "'") }
    if (word.kind !== 'name') throw trouble(source, word.from, `does not expect "${word.text}"`)
    return peek() === '(' ? { kind: 'call', name: lower, parts: list(depth) } : { kind: 'name', name: word.text }
  }

  const whole = expression(1, 0)
  if (at < words.length) throw trouble(source, words[at]?.from ?? 0, `does not expect "${words[at]?.text}"`)
  return whole
}

type Word = { kind: 'number' | 'text' | 'name' | 'mark'; text: string; from: number }

function wordsOf(source: string): Word[] {
  const words: Word[] = []
  const text = source.trimEnd()
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const from = token.lastIndex
    const match = token.exec(text)
    if (!match) throw trouble(source, from, `cannot be read at "${text.slice(from, from + 10)}"`)
    const [, number, quoted, name, mark] = match
    const word = number ?? quoted ?? name ?? mark ?? ''
    words.push({ kind: number ? 'number' : quoted ? 'text' : name ? 'name' : 'mark', text: word, from })
  }
  return words
}

function trouble(source: string, at: number, text: string): Refusal {
  return new Refusal('invalid', 'metric.expression', `The expression "${source}" ${text} (character ${at + 1}).`)
}
