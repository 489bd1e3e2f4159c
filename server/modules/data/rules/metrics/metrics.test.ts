import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../../../kernel/refusal.ts'
import { builtIn } from '../../metrics/builtin.ts'
import { decimalText, exact, exactOf, minus, plus } from '../exact.ts'
import { periodStart, periodsBetween, pickedDays } from './calendar.ts'
import { catalogueOf, getMetric, type Views } from './catalogue.ts'
import { type Definition, definitionHash, readDefinition } from './definition.ts'
import { evaluate } from './evaluate.ts'
import { parseExpression } from './expression.ts'
import { expressionSql } from './expression-sql.ts'
import { drillSql } from './drill.ts'
import { checkQuestion } from './figures.ts'
import { leafSql } from './leaf.ts'

const { catalogue, texts } = builtIn()
const value = (expr: string, inputs: Record<string, string | null>) => {
  const known = new Map(Object.entries(inputs).map(([name, text]) => [name, text === null ? null : exactOf(text)]))
  const result = evaluate(parseExpression(expr), known)
  return result && decimalText(result)
}

/** The code and the words of a refusal. */
function refusal(act: () => unknown): [code: string, text: string] {
  try {
    act()
  } catch (error) {
    if (isRefusal(error)) return [error.code, error.message]
    throw error
  }
  return ['', 'it was done']
}

describe('an expression', () => {
  test('is worked out on exact numbers and rounded once, half away from zero', () => {
    expect(value('a / b', { a: '190', b: '230' })).toBe('0.826086956522')
    expect(value('won + late - gone', { won: '40', late: '25', gone: '50' })).toBe('15')
    expect(decimalText(exact(5, 1000), 2)).toBe('0.01')
    expect(decimalText(exact(-5, 1000), 2)).toBe('-0.01')
  })
  test('over nothing has no value, never 0', () => {
    expect(value('a / b', { a: '5', b: '0' })).toBeNull()
    expect(value('coalesce(a / b, 7)', { a: '5', b: '0' })).toBe('7')
    expect(value('a + b', { a: '5', b: null })).toBeNull()
  })
  test('keeps the order of operations', () => {
    expect(value('a - b - 1 + 2 * (a - 1) / -2', { a: '5', b: '3' })).toBe('-3')
  })
  test('is refused with its place when it cannot be read', () => {
    for (const bad of ['a +', 'a ; drop table x', '(a', "a = 'x", 'a b', 'select a', '('.repeat(50)]) {
      expect(refusal(() => parseExpression(bad))).toEqual(['metric.expression', expect.stringContaining('character')])
    }
  })
  test('names no column that its model lacks, and quotes what it must', () => {
    expect(expressionSql(parseExpression("channel = 'o''brien' and net >= 1"), 'm', new Set(['channel', 'net']))).toBe(
      "((m.channel = 'o''brien') and (m.net >= 1))",
    )
    const asked = (text: string) => refusal(() => expressionSql(parseExpression(text), 'm', new Set(['net'])))[0]
    expect(asked('password')).toBe('metric.column_unknown')
    expect(asked("read_csv('x')")).toBe('metric.function_unknown')
    expect(asked('abs()')).toBe('metric.expression')
  })
  test('property: sums of fractions do not drift', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer(), fc.integer({ min: 1, max: 1000 }))), (parts) => {
        const sum = parts.reduce((total, [num, den]) => plus(total, exact(num, den)), exact(0))
        const back = parts.reduce((total, [num, den]) => minus(total, exact(num, den)), sum)
        expect(back).toEqual(exact(0))
      }),
    )
  })
})

describe('periods', () => {
  test('of a fiscal year that ends with January begin in February', () => {
    expect(periodStart('2026-01-31', 'fiscal_year', '01-31')).toBe('2025-02-01')
    expect(periodStart('2026-04-30', 'fiscal_quarter', '01-31')).toBe('2026-02-01')
    expect(periodStart('2026-06-14', 'week', '12-31')).toBe('2026-06-08')
  })
  test('are cut to what was asked', () => {
    expect(periodsBetween('2026-04-10', '2026-06-02', 'month', '12-31')).toEqual([
      { start: '2026-04-01', from: '2026-04-10', to: '2026-05-01' },
      { start: '2026-05-01', from: '2026-05-01', to: '2026-06-01' },
      { start: '2026-06-01', from: '2026-06-01', to: '2026-06-02' },
    ])
  })
})

test('a stock is counted on the last whole day of a period, on today only where there is no other', () => {
  const months = periodsBetween('2026-04-10', '2026-07-01', 'month', '12-31')
  expect([...pickedDays(months, 'last', '2026-06-01', '2026-05-31')]).toEqual([
    ['2026-04-30', '2026-04-01'],
    ['2026-05-31', '2026-05-01'],
    ['2026-06-01', '2026-06-01'],
  ])
  expect([...pickedDays(months, 'last', '2026-06-15', '2026-06-14').keys()].at(-1)).toBe('2026-06-14')
})

describe('the built-in catalogue', () => {
  test('reads, and no two metrics ask the same under two names', () => {
    expect(catalogue.size).toBe(15)
    const hashes = [...catalogue.values()].map((metric) => metric.sqlHash)
    expect(new Set(hashes).size).toBe(hashes.length)
  })
  test('says of each metric what it is, why, who owns it, how to check it and how to open it', () => {
    for (const { definition } of catalogue.values()) {
      expect(
        definition.tests.some((one) => 'example' in one),
        definition.metric,
      ).toBe(true)
      expect(definition.definition.split(/[.!?]\s/).length, definition.metric).toBeLessThanOrEqual(2)
    }
  })
  test('a change of words keeps the SQL, a change of meaning does not', () => {
    const edited = (from: string, to: string) => {
      const definitions = [...texts].map(([id, text]) => readDefinition(id === 'arr' ? text.replace(from, to) : text))
      return catalogueOf(definitions).get('arr')
    }
    const before = catalogue.get('arr')
    const words = edited('The yearly run rate', 'The annual run rate')
    expect(words?.sqlHash).toBe(before?.sqlHash)
    expect(words?.hash).not.toBe(before?.hash)
    expect(edited('expr: annual_reporting,', 'expr: annual_minor,')?.sqlHash).not.toBe(before?.sqlHash)
  })
  test('the same question has the same SQL text', () => {
    const leaf = catalogue.get('tes')?.leaves[0]
    if (!leaf) throw new Error('tes has no leaf')
    const picks = { kind: 'days' as const, days: ['2026-04-30', '2026-05-14'] }
    const ask = { leaf, grain: 'month' as const, dimensions: ['version'], filter: { country: ['DE'] }, picks, fiscalShift: 1 }
    expect(leafSql(ask)).toEqual(leafSql(structuredClone(ask)))
    expect(leafSql(ask).params).toEqual({ f_country_0: 'DE', day_0: '2026-04-30', day_1: '2026-05-14' })
  })
  test('a stock may be added over slices and not over time, a share over nothing', () => {
    const additivity = (id: string) => catalogue.get(id)?.additivity
    expect(additivity('arr')).toBe('semi')
    expect(additivity('self_serve.share')).toBe('non')
    expect(additivity('arr.net_new')).toBe('additive')
  })
})

describe('a question is refused', () => {
  const question = { dimensions: [], grain: 'total' as const, today: '2026-06-15', fiscalYearEnd: '12-31' }
  test('when its period is empty', () => {
    const over = (from: string, to: string) => refusal(() => checkQuestion(catalogue, { ...question, metrics: ['arr'], from, to }, []))[0]
    expect(over('2026-05-02', '2026-05-01')).toBe('query.period_empty')
    expect(over('2026-05-01', '2026-05-01')).toBe('query.period_empty')
    expect(over('2026-05-01', '2026-05-02')).toBe('')
  })
  test('when it asks for the rows of an average, whose rows do not add up to it', () => {
    const [arr] = getMetric(catalogue, 'arr').leaves
    if (!arr) throw new Error('arr is simple')
    const leaf = { ...arr, measure: { ...arr.measure, agg: 'avg' as const } }
    const ask = { leaf, filter: {}, picks: { kind: 'days' as const, days: ['2026-05-01'] }, fiscalShift: 0 }
    expect(refusal(() => drillSql(ask))[0]).toBe('drill.unsupported')
    expect(refusal(() => drillSql({ ...ask, leaf: arr }))[0]).toBe('')
  })
})

/** A view of a room that this room knows nothing of, and a metric that the room defines on it. */
const ships = (change: object = {}): Views => {
  const columns = { id: 'uuid', name: 'text', day: 'date', crew: 'integer', account: 'uuid', mood: 'text' } as const
  const view = { view: 'public_ships', grain: ['id'], columns, moved_by: [], audience: 'internal' as const, of_today: ['mood'] }
  return new Map([
    ['harbour.public_ships', { view: { ...view, name: 'harbour.public_ships', room: 'harbour', ...change }, table: 'rooms.ships' }],
  ])
}
const shipsSeen = () => {
  const arr = readDefinition(texts.get('orders.value') ?? '')
  if (arr.kind !== 'simple') throw new Error('orders.value is simple')
  const dimensions = [
    { name: 'account', path: 'account' },
    { name: 'country', path: 'account.country' },
  ]
  const measure = { agg: 'sum' as const, expr: 'crew', time: 'day' }
  const { record: _record, ...shown } = arr.drill
  const drill = { ...shown, rows: 'harbour.public_ships', key: ['id'], columns: ['name', 'crew'], contribution: 'crew' }
  const { acronym: _, ...rest } = arr
  return { ...rest, metric: 'harbour.crew', model: 'harbour.public_ships', measure, dimensions, drill }
}

test('a metric of a room stands on the room’s own view, its accounts are the accounts, and its rows are drilled', () => {
  const metric = getMetric(catalogueOf([shipsSeen()], ships()), 'harbour.crew')
  expect(metric.parents).toEqual(['harbour.public_ships', 'customers.public_accounts'])
  const [leaf] = metric.leaves
  if (!leaf) throw new Error('it is simple')
  const ask = { leaf, filter: {}, picks: { kind: 'run' as const }, fiscalShift: 0, reach: { of: 'account' as const, account: 'a1' } }
  expect(drillSql(ask).sql).toMatch(/from rooms\.ships m\s+left join core\.core_account account on account\.account = m\."?account/)
  expect(drillSql(ask).columns.map(({ name, kind }) => [name, kind])).toEqual([
    ['name', 'text'],
    ['crew', 'count'],
  ])
})

describe('a definition is refused', () => {
  const arr = () => readDefinition(texts.get('arr') ?? '')
  const net = () => readDefinition(texts.get('arr.net_new') ?? '')
  const others = () => [...texts].filter(([id]) => id !== 'arr.net_new').map(([, text]) => readDefinition(text))
  test('when it names an input that nobody defined, or goes in a circle', () => {
    expect(refusal(() => catalogueOf([net()]))).toEqual(['metric.invalid', expect.stringContaining('nobody defined')])
    const circle = { ...net(), inputs: [{ as: 'won', metric: 'arr.net_new' }], expr: 'won' } as Definition
    expect(refusal(() => catalogueOf([...others(), circle]))[0]).toBe('metric.cycle')
  })
  test('when it stands on no model, or on a column that its model lacks', () => {
    const over = (change: object) => refusal(() => catalogueOf([{ ...arr(), ...change } as Definition]))[0]
    expect(over({ model: 'mart_nowhere' })).toBe('metric.model_unknown')
    const dimension = (path: string) => over({ dimensions: [{ name: 'country', path }] })
    expect(dimension('colour')).toBe('metric.column_unknown')
    expect(dimension('account.colour')).toBe('metric.column_unknown')
    expect(dimension('ship.name')).toBe('metric.column_unknown')
  })
  test('when it shows a room’s view to more people than the view does, or counts by what is no day of it', () => {
    const over = (change: object, view = {}) => refusal(() => catalogueOf([{ ...shipsSeen(), ...change } as Definition], ships(view)))
    expect(over({})[0]).toBe('')
    expect(over({ audience: 'public' })).toEqual(['metric.invalid', expect.stringContaining('harbour.public_ships is internal')])
    expect(over({}, { audience: 'restricted' })[0]).toBe('metric.invalid')
    expect(over({ audience: 'restricted' }, { audience: 'restricted' })[0]).toBe('')
    expect(over({ measure: { ...shipsSeen().measure, time: 'name' } })).toEqual(['metric.invalid', expect.stringContaining('no day')])
    expect(over({ dimensions: [{ name: 'mood', path: 'mood' }] })[0]).toBe('metric.column_unknown')
    expect(over({ model: 'harbour.public_boats' })[0]).toBe('metric.model_unknown')
  })
  test('when an input lacks one of its dimensions', () => {
    expect(() => catalogueOf([...others(), { ...net(), dimensions: ['product'] } as Definition])).toThrow(/lacks/)
  })
  test('when a field is unknown or wrong, by its path', () => {
    expect(refusal(() => readDefinition(`${texts.get('arr')}\nsurprise: 1\n`))).toEqual([
      'metric.invalid',
      expect.stringContaining('surprise'),
    ])
    expect(() => readDefinition((texts.get('arr') ?? '').replace('agg: sum', 'agg: guess'))).toThrow(/measure.agg/)
  })
  test('and its hash does not depend on how it was written down', () => {
    const shuffled = Object.fromEntries(Object.entries(arr()).reverse()) as Definition
    expect(definitionHash(shuffled)).toBe(definitionHash(arr()))
  })
})
