import { Refusal } from '../../../../kernel/refusal.ts'
import { absolute, compare, type Exact, exactOf, minus, over, plus, times } from '../exact.ts'
import type { Expression } from './expression.ts'

/** The value of an expression over exact inputs. Nothing in, nothing out: only `coalesce` gives a missing input a value. */
export function evaluate(expression: Expression, inputs: ReadonlyMap<string, Exact | null>): Exact | null {
  const value = (part: Expression): Exact | null => {
    switch (part.kind) {
      case 'name':
        return inputs.get(part.name) ?? null
      case 'number':
        return exactOf(part.text)
      case 'unary': {
        const inner = value(part.part)
        return part.op === '-' && inner ? { num: -inner.num, den: inner.den } : null
      }
      case 'binary': {
        const [left, right] = [value(part.left), value(part.right)]
        const rule = arithmetic[part.op]
        if (!rule) throw notHere(part.op)
        return left && right ? rule(left, right) : null
      }
      case 'call':
        return called(part.name, part.parts.map(value))
      default:
        throw notHere(part.kind)
    }
  }
  return value(expression)
}

const arithmetic: Partial<Record<string, (a: Exact, b: Exact) => Exact | null>> = { '+': plus, '-': minus, '*': times, '/': over }

function called(name: string, parts: (Exact | null)[]): Exact | null {
  if (name === 'coalesce') return parts.find((part) => part !== null) ?? null
  const known = parts.filter((part) => part !== null)
  const [first] = known
  if (known.length < parts.length || !first) return null
  if (name === 'abs') return absolute(first)
  if (name === 'min') return known.reduce((least, part) => (compare(part, least) < 0 ? part : least))
  if (name === 'max') return known.reduce((most, part) => (compare(part, most) > 0 ? part : most))
  throw notHere(name)
}

function notHere(what: string): Refusal {
  return new Refusal(
    'invalid',
    'metric.expression',
    `"${what}" has no place in an expression of metrics: use + - * / ( ) min max coalesce abs.`,
  )
}
