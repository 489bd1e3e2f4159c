import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import { expect, test } from 'vitest'
import { asTyped, hangsOn, holds } from './words.ts'

const db = new Kysely({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (any) => new PostgresIntrospector(any),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
const text = sql<string>`kernel.fold(name)`
const sought = (question: string, near: Record<string, string[]>) =>
  holds(text, question, new Map(Object.entries(near))).compile(db).parameters

test('a mistyped word that stands nowhere is looked for as the names that are near, among others as itself too', () => {
  expect(sought('kestral', { kestral: ['kestrel'] })).toEqual(['%kestrel%'])
  expect(sought('kestral ag', { kestral: ['kestrel'] })).toEqual(['%kestral%', '%kestrel%', 'ag%', '% ag%'])
  expect(holds(text, 'kestral', 'exact').compile(db).parameters).toEqual(['%kestral%'])
})

test('what is no name is looked for as it was typed alone', () => {
  const ways = () => [sql<boolean>`true`]
  expect([asTyped('exact', ways).length, asTyped(new Map([['kestral', ['kestrel']]]), ways).length]).toEqual([1, 0])
})

test('what hangs on nothing is no way to look, on few it is read by their ids, on many it is compared', async () => {
  const ways = async (n: number) =>
    (await hangsOn('a.b', async (limit) => Array.from({ length: Math.min(n, limit) }, (_, at) => ({ id: `${at}` })), sql`many`)).map(
      (way) => way.compile(db).sql,
    )
  expect(await ways(0)).toEqual([])
  expect(await ways(200)).toEqual(['"a"."b" = any($1::uuid[])'])
  expect(await ways(201)).toEqual([expect.stringMatching(/many\)$/)])
})
