import { Refusal } from '../../../../kernel/refusal.ts'
import type { Expression } from './expression.ts'

/** Functions that the language lends from the engine; each has the same meaning in every dialect. */
const lent: Record<string, (parts: string[]) => string> = {
  coalesce: (parts) => `coalesce(${parts.join(', ')})`,
  abs: (parts) => `abs(${parts[0]})`,
  min: (parts) => `least(${parts.join(', ')})`,
  max: (parts) => `greatest(${parts.join(', ')})`,
  lower: (parts) => `lower(${parts[0]})`,
}

/** SQL of an expression over the columns of one table alias. Columns that the model lacks are refused by name. */
export function expressionSql(expression: Expression, alias: string, columns: ReadonlySet<string>): string {
  const sql = (part: Expression): string => {
    switch (part.kind) {
      case 'name':
        if (!columns.has(part.name)) throw new Refusal('invalid', 'metric.column_unknown', `The model has no column ${part.name}.`)
        return `${alias}.${identifier(part.name)}`
      case 'number':
        return part.text
      case 'text':
        return literal(part.value)
      case 'flag':
        return part.value ? 'true' : 'false'
      case 'unary':
        return part.op === '-' ? `(-${sql(part.part)})` : `(not ${sql(part.part)})`
      case 'binary':
        return `(${sql(part.left)} ${part.op} ${sql(part.right)})`
      case 'in':
        return `(${sql(part.part)} ${part.negated ? 'not in' : 'in'} (${part.list.map(sql).join(', ')}))`
      case 'null':
        return `(${sql(part.part)} is ${part.negated ? 'not null' : 'null'})`
      case 'call': {
        const form = lent[part.name]
        if (!form || part.parts.length === 0) throw new Refusal('invalid', 'metric.function_unknown', `There is no function ${part.name}.`)
        return form(part.parts.map(sql))
      }
    }
  }
  return sql(expression)
}

/** A name as the engine takes it; anything but plain lower-case names is quoted. */
export function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]{0,62}$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`
}
const reserved = new Set([
  'order',
  'group',
  'from',
  'to',
  'select',
  'where',
  'table',
  'all',
  'and',
  'or',
  'not',
  'in',
  'is',
  'null',
  'case',
  'when',
  'end',
])

function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
