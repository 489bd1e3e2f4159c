import fc from 'fast-check'
import { expect } from 'vitest'
import { listFile } from '../../server/doors/export/file.ts'
import { call } from '../../server/doors/call.ts'
import type { Actor } from '../../server/kernel/context.ts'
import type { OpenHouse } from '../../server/kernel/house.ts'
import { type Column, type List, sortsOf, valueAt, valueField } from '../../server/kernel/list/list.ts'
import { questionsOf } from '../../server/kernel/list/where.ts'
import { exponents } from '../../server/kernel/money.ts'
import type { Endpoint } from '../../server/kernel/room.ts'

type Row = Record<string, unknown>
type Answer = {
  items: Row[]
  next: string | null
  totals?: { count: number; sums: { column: string; currency: string | null; amount: number }[] }
}
type Condition = { text: string; column: string; holds: (row: Row) => boolean }

export type ListAsker = { house: OpenHouse; bound: Endpoint; actor: Actor; today: string; input?: Row }

/** All rows of a question, page by page. */
export async function walked({ house, bound, actor, input }: ListAsker, asked: Row = {}, limit = 200): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const more = cursor === undefined ? {} : { cursor }
    const answer = (await call(house, bound, actor, { ...input, ...asked, where: both(input, asked), limit, ...more })).answer as Answer
    rows.push(...answer.items)
    cursor = answer.next ?? undefined
  } while (cursor !== undefined)
  return rows
}

/**
 * Holds a declared list against a naive one: all its rows, filtered and sorted in memory by what they show. Any conditions, any sort and
 * pages of any length give the same rows; `totals` counts and sums them. What the store asks and what the row says are thus the same.
 */
export async function holdsAgainstNaive(asker: ListAsker, runs = 60): Promise<void> {
  const list = asker.bound.operation.list as List
  const all = await walked(asker)
  expect(all.length).toBeGreaterThan(0)
  const conditions = conditionsOf(list, all, asker.today)
  const questions = fc.record({
    where: fc.subarray(conditions, { maxLength: 2 }),
    sort: fc.constantFrom(...sortsOf(list)),
    limit: fc.integer({ min: Math.max(1, Math.floor(all.length / 5)), max: 200 }),
  })
  const check = async ({ where, sort, limit }: { where: Condition[]; sort: string; limit: number }) => {
    const asked = { where: where.map(({ text }) => text), sort }
    const expected = all.filter((row) => where.every(({ holds }) => holds(row)))
    const rows = await walked(asker, asked, limit)
    const told = `${asker.bound.operation.name} ${JSON.stringify(asked)}`
    expect(keysOf(rows).sort(), told).toEqual(keysOf(expected).sort())
    inOrder(list, rows, sort, told)
  }
  for (const condition of conditions) await check({ where: [condition], sort: list.sort, limit: 200 })
  for (const sort of sortsOf(list)) await check({ where: [], sort, limit: Math.max(1, Math.ceil(all.length / 3)) })
  await fc.assert(fc.asyncProperty(questions, check), { numRuns: runs })
  const sum = async (where: Condition[]) => {
    const asked = { ...asker.input, where: both(asker.input, { where: where.map(({ text }) => text) }), totals: true }
    const { totals } = (await call(asker.house, asker.bound, asker.actor, asked)).answer as Answer
    const expected = all.filter((row) => where.every(({ holds }) => holds(row)))
    expect(totals?.count, JSON.stringify(asked)).toBe(expected.length)
    for (const one of totals?.sums ?? []) {
      const column = list.columns[one.column] as Column
      const of = expected.filter((row) => one.currency === null || currencyOf(list, column, row) === one.currency)
      const naive = of.reduce((total, row) => total + Number(valueAt(row, valueField(one.column, column)) ?? 0), 0)
      expect(one.amount, `${JSON.stringify(asked)} ${one.column}`).toBeCloseTo(naive, 4)
    }
  }
  await sum([])
  for (const condition of conditions.slice(0, 12)) await sum([condition])
}

/** Conditions that always hold, and those of a question. */
function both(input: Row | undefined, asked: Row): string[] {
  return [input?.['where'], asked['where']].flatMap((some) => (some as string[] | undefined) ?? [])
}

/** The whole list as a file: the names of the first line, and how many rows follow. */
export async function fileOf({ house, bound, actor, input = {} }: ListAsker, format: 'csv' | 'xlsx') {
  const answer = await listFile(house, bound, actor, input, { format }, new AbortController().signal)
  expect(answer.headers.get('content-disposition')).toContain(`.${format}`)
  return Buffer.from(await answer.arrayBuffer())
}

const keyOf = (row: Row) => String(row['id'] ?? JSON.stringify(row))
export const keysOf = (rows: Row[]) => rows.map(keyOf)

function currencyOf(list: List, column: Column, row: Row): unknown {
  const coin = column.currency
  return coin === undefined ? null : valueAt(row, valueField(coin, list.columns[coin] as Column))
}

/** Nothing last; numbers, days and instants by their size, choices by their place; texts as the database has them, so only both ways round. */
function inOrder(list: List, rows: Row[], sort: string, told: string): void {
  const name = sort.replace('-', '')
  const column = list.columns[name] as Column
  const values = rows.map((row) => comparable(column, valueAt(row, valueField(name, column)))).map((value) => value ?? null)
  const firstEmpty = values.indexOf(null)
  if (firstEmpty >= 0)
    expect(
      values.slice(firstEmpty).every((value) => value === null),
      `${told}: nothing stands last`,
    ).toBe(true)
  if (typeof values[0] !== 'number') return
  const filled = (firstEmpty < 0 ? values : values.slice(0, firstEmpty)) as number[]
  const turn = sort.startsWith('-') ? -1 : 1
  for (let at = 1; at < filled.length; at += 1) {
    expect(turn * ((filled[at] ?? 0) - (filled[at - 1] ?? 0)), `${told}: row ${at}`).toBeGreaterThanOrEqual(0)
  }
}

function comparable(column: Column, value: unknown): number | string | null {
  if (value === null || value === undefined) return null
  switch (column.kind) {
    case 'count':
    case 'money':
    case 'percent':
      return Number(value)
    case 'day':
    case 'instant':
      return Date.parse(String(value instanceof Date ? value.toISOString() : value))
    case 'yes':
      return value === true ? 1 : 0
    case 'choice': {
      const order = Object.keys(column.choices ?? {})
      if (!Array.isArray(value)) return order.indexOf(String(value))
      return value.length === 0 ? null : Math.min(...value.map((one) => order.indexOf(String(one))))
    }
    default:
      return String(value)
  }
}

/** Conditions that rows can be asked for, each beside what it means, said naively. */
function conditionsOf(list: List, rows: Row[], today: string): Condition[] {
  return Object.entries(list.columns).flatMap(([name, column]) => {
    const value = (row: Row) => valueAt(row, valueField(name, column)) ?? null
    const known = [...new Set(rows.map(value).filter((one) => one !== null))]
    const make = (text: string, holds: (row: Row) => boolean): Condition => ({ text: `${name}:${text}`, column: name, holds })
    const questions = questionsOf(column)
    const made: Condition[] = []
    if (questions.includes('empty'))
      made.push(
        make('empty', (row) => value(row) === null),
        make('filled', (row) => value(row) !== null),
      )
    if (questions.length === 0 || known.length === 0) return made
    const one = known[Math.floor(known.length / 2)]
    const other = known[0]
    const number = (row: Row) => Number(value(row))
    switch (column.kind) {
      case 'text': {
        const part = said(one).slice(0, 8)
        made.push(make(`contains:${part}`, (row) => value(row) !== null && folded(said(value(row))).includes(folded(part))))
        break
      }
      case 'count':
      case 'percent':
        made.push(
          make(`is:${one}`, (row) => value(row) !== null && number(row) === Number(one)),
          make(`at_least:${one}`, (row) => value(row) !== null && number(row) >= Number(one)),
          make(`between:..${one}`, (row) => value(row) !== null && number(row) <= Number(one)),
        )
        break
      case 'money': {
        const minor = valueField(name, column).endsWith('_minor')
        const scale = (row: Row) => (minor ? 10 ** (exponents[currencyOf(list, column, row) as keyof typeof exponents] ?? 2) : 1)
        const amount = Number(one) / (minor ? 100 : 1)
        made.push(make(`at_least:${amount}`, (row) => value(row) !== null && number(row) >= Math.round(amount * scale(row) * 1e6) / 1e6))
        break
      }
      case 'day':
        made.push(
          make(`on:${one}`, (row) => value(row) === one),
          make(`before:${one}`, (row) => value(row) !== null && String(value(row)) < String(one)),
          make('after:today', (row) => value(row) !== null && String(value(row)) > today),
        )
        break
      case 'instant':
        made.push(make('after:today', (row) => value(row) !== null && instantDay(value(row)) > today))
        break
      case 'choice':
        if (Array.isArray(other) || Array.isArray(one)) {
          const some = [other, one].flat().find((choice) => choice !== undefined)
          if (some === undefined) return []
          return [
            make(`is:${some}`, (row) => [value(row)].flat().includes(some)),
            make(`is_not:${some}`, (row) => ![value(row)].flat().includes(some)),
          ]
        }
        made.push(
          make(`is:${other}`, (row) => value(row) === other),
          make(`is_not:${[other, one].join('|')}`, (row) => value(row) !== other && value(row) !== one),
        )
        break
      case 'yes':
        made.push(make('is:yes', (row) => value(row) === true))
        break
      case 'country':
        made.push(make(`is:${one}`, (row) => value(row) === one))
        break
      default: {
        const id = (row: Row) => valueAt(row, column.id ?? '') ?? null
        const some = rows.map(id).find((found) => found !== null)
        if (some !== undefined)
          made.push(
            make(`is:${some}`, (row) => id(row) === some),
            make(`is_not:${some}`, (row) => id(row) !== some),
          )
      }
    }
    return made
  })
}

function instantDay(value: unknown): string {
  return new Date(String(value instanceof Date ? value.toISOString() : value)).toISOString().slice(0, 10)
}

/** Several texts stand in one cell with a comma between them. */
function said(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value)
}

function folded(value: string): string {
  return value.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase()
}
