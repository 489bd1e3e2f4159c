import { expect, test } from 'vitest'
import { heldLedger } from '../../../test/cast/decisions.ts'
import type { Tx } from '../database.ts'
import { findPublic, forgetDocument, keepDocuments, type SearchDocument } from './documents.ts'
import { Shelf, thingOf } from './kept.ts'
import { rank } from './rank.ts'

const { ledger } = heldLedger(['people', 'decisions'])
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => ledger.cast.house.db.kysely.transaction().execute(work as never) as Promise<T>

const document = (id: string, title: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
  ...{ room: 'yard', kind: 'buoy', id, title, aliases: [], headings: [], body: '', href: `/buoys/${id}` },
  ...{ audience: 'internal', groups: [], updated_at: new Date('2026-06-15') },
  ...more,
})
const save = (...documents: SearchDocument[]) => inTx((tx) => keepDocuments(tx, documents))
const titles = async (shelf: Shelf, question: string, tier: 'house' | 'public' = 'house') => {
  await inTx((tx) => shelf.inStep(tx))
  return rank(shelf.tiers[tier].index, question, { sees: () => true, limit: 9 }).map(({ key }) => thingOf(key).id)
}

test('every process finds what another saved, changed and took away, the next time it looks', async () => {
  await save(document('1', 'Quokka bay'), document('2', 'Wombat reef'))
  const [one, other] = [new Shelf(), new Shelf()]
  expect([await titles(one, 'quokka'), await titles(other, 'wombat')]).toEqual([['1'], ['2']])
  await save(document('1', 'Numbat bay'), document('3', 'Quokka shoal'))
  expect([await titles(one, 'quokka'), await titles(other, 'numbat')]).toEqual([['3'], ['1']])
  await inTx((tx) => forgetDocument(tx, 'buoy', '3'))
  expect([await titles(one, 'quokka'), await titles(other, 'quokka'), await titles(new Shelf(), 'quokka')]).toEqual([[], [], []])
  await save(document('3', 'Quokka shoal'))
  expect([await titles(one, 'quokka'), await titles(new Shelf(), 'quokka')]).toEqual([['3'], ['3']])
})

test('a transaction that began before and ends after another is not passed over, and one that never ends well leaves nothing', async () => {
  const shelf = new Shelf()
  await titles(shelf, 'x')
  let go: () => void = () => {}
  const held = new Promise<void>((done) => {
    go = done
  })
  let written: () => void = () => {}
  const wrote = new Promise<void>((done) => {
    written = done
  })
  const early = inTx(async (tx) => {
    await keepDocuments(tx, [document('early', 'Dugong light')])
    await shelf.inStep(tx)
    written()
    await held
  })
  await wrote
  expect(await titles(shelf, 'dugong')).toEqual([])
  await save(document('late', 'Narwhal light'))
  expect(await titles(shelf, 'narwhal')).toEqual(['late'])
  go()
  await early
  expect(await titles(shelf, 'dugong')).toEqual(['early'])

  const broken = inTx(async (tx) => {
    await keepDocuments(tx, [document('never', 'Manatee light'), document('early', 'Manatee')])
    await shelf.inStep(tx)
    throw new Error('over')
  })
  await expect(broken).rejects.toThrow('over')
  expect([await titles(shelf, 'manatee'), await titles(shelf, 'dugong')]).toEqual([[], ['early']])
})

test('many who look at once each see what was there when they began', async () => {
  const shelf = new Shelf()
  await save(...Array.from({ length: 45 }, (_none, at) => document(`many${at}`, `Pelican ${at}`)))
  const seen = await Promise.all(Array.from({ length: 6 }, () => titles(shelf, 'pelican 44')))
  expect(new Set(seen.map(([first]) => first))).toEqual(new Set(['many44']))
  expect(shelf.tiers.house.seen.size).toBe(shelf.tiers.house.index.size)
})

test('what a house read fails once, and is read the next time', async () => {
  const shelf = new Shelf()
  await save(document('again', 'Axolotl'))
  const failing = inTx(async (tx) => {
    await tx.schema
      .dropTable('none_such')
      .execute()
      .catch(() => undefined)
    await shelf.inStep(tx)
  })
  await expect(failing).rejects.toThrow()
  expect(await titles(shelf, 'axolotl')).toEqual(['again'])
})

test('what everybody sees is another text, found by its own words', async () => {
  await save(
    document('5', 'Plover', { body: 'inside word' }),
    document('5', 'Plover', { tier: 'public', audience: 'public', body: 'open word', href: '/p' }),
  )
  const hits = (question: string) => ledger.cast.open((ctx) => findPublic(ctx, question, { limit: 5 }))
  expect(await hits('open')).toEqual([{ kind: 'buoy', title: 'Plover', href: '/p', snippet: 'open word' }])
  expect(await hits('inside')).toEqual([])
  await ledger.cast.open((ctx) => forgetDocument(ctx.tx, 'buoy', '5', 'public'))
  expect(await hits('open')).toEqual([])
  expect(await titles(new Shelf(), 'inside')).toEqual(['5'])
})
