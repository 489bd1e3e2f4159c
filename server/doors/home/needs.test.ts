import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FigureSource, TileSource } from '../../kernel/board.ts'
import type { Actor, Context } from '../../kernel/context.ts'
import type { Attention, AttentionSource, Room } from '../../kernel/room.ts'
import { offeredTiles, soonestFirst, tileAnswer } from './tiles.ts'

/** A program that asks in the name of Ada: notices are for people at their screens. */
const actor: Actor = { kind: 'key', id: 'a key', person: 'ada', name: 'Ada', rights: new Map([['ships.read', 'all']]) } as Actor
const ctx = { actor } as Context
const one = (title: string, more: Partial<Attention> = {}): Attention => ({
  kind: 'ship',
  title,
  detail: '',
  href: '/ships',
  at: new Date('2026-06-15T10:00:00Z'),
  ...more,
})
const room = (furniture: Partial<Room>) => ({ attention: [], ...furniture }) as unknown as Room
const source = (right: string, ...found: Attention[]): AttentionSource => ({ right, find: async () => found })
const needs = async (...sources: AttentionSource[]) => {
  const { needs: found } = await tileAnswer(ctx, [room({ attention: sources })], 'needs')
  return (found ?? []).map(({ title, mine, due_day }) => [title, mine, due_day])
}

describe('what needs somebody', () => {
  test('is of the rights that they hold, everybody’s or their own, and never a colleague’s', async () => {
    const found = await needs(
      source('ships.read', one('Anybody’s'), one('Ada’s', { assignee: 'ada', due: '2026-06-20' }), one('Ben’s', { assignee: 'ben' })),
      source('money.read', one('Money')),
    )
    expect(found).toEqual([
      ['Ada’s', true, '2026-06-20'],
      ['Anybody’s', false, null],
    ])
  })

  test('is twenty things, the soonest of them', async () => {
    const many = Array.from({ length: 30 }, (_, at) => one(`${30 - at}`, { due: `2026-07-${String(30 - at).padStart(2, '0')}` }))
    expect((await needs(source('ships.read', ...many))).map(([title]) => title)).toEqual(
      Array.from({ length: 20 }, (_, at) => String(at + 1)),
    )
  })

  test('has the nearest day first and what has none last, then what is one’s own, then what came last', () => {
    const need = fc.record({
      due_day: fc.constantFrom(null, '2026-06-14', '2026-06-15'),
      mine: fc.boolean(),
      at: fc.constantFrom('2026-06-15T10:00:00.000Z', '2026-06-15T11:00:00.000Z'),
    })
    const place = (item: { due_day: string | null; mine: boolean; at: string }) => [
      item.due_day ?? '9999',
      item.mine ? 0 : 1,
      -Date.parse(item.at),
    ]
    fc.assert(
      fc.property(fc.array(need, { maxLength: 12 }), (all) => {
        const sorted = [...(all as Parameters<typeof soonestFirst>[0][])].sort(soonestFirst).map(place)
        const byParts = all
          .map(place)
          .sort(([a1, a2, a3], [b1, b2, b3]) => String(a1).localeCompare(String(b1)) || Number(a2) - Number(b2) || Number(a3) - Number(b3))
        expect(sorted).toEqual(byParts)
      }),
    )
  })
})

describe('what a board offers', () => {
  const figures = (right: string, ...keys: string[]): FigureSource => ({ right, keys, find: async () => [] })
  const tile = (right: string, key: string) =>
    ({ key, title: key, says: key, right, shape: 'columns', find: async () => null }) as TileSource
  const offered = (furniture: Partial<Room>) => [...offeredTiles(ctx, [room(furniture)]).keys()]

  test('is what rights give: strips of two figures and more, tiles, and news', () => {
    expect(offered({ figures: [figures('ships.read', 'money.invoiced', 'money.collected')] })).toEqual(['needs', 'money'])
    expect(offered({ figures: [figures('ships.read', 'money.invoiced')] })).toEqual(['needs'])
    expect(offered({ figures: [figures('ships.read', 'money.invoiced'), figures('money.read', 'money.collected')] })).toEqual(['needs'])
    expect(offered({ figures: [figures('ships.read', 'plan.*')] })).toEqual(['needs', 'plan'])
    expect(offered({ tiles: [tile('ships.read', 'arr'), tile('money.read', 'owed')] })).toEqual(['needs', 'arr'])
    expect(offered({ news: [{ right: 'money.read', find: async () => [] }] })).toEqual(['needs'])
    expect(offered({ news: [{ right: 'ships.read', find: async () => [] }] })).toEqual(['needs', 'news'])
  })

  test('has its figures in the order of the strip, each asked of whoever can say it', async () => {
    const asked: string[][] = []
    const says = (...keys: string[]): FigureSource => ({
      right: 'ships.read',
      keys: [...keys, 'other.thing'],
      find: async (_ctx, wanted) => {
        asked.push([...wanted])
        return wanted.map((key) => ({ key: key.replace('*', 'revenue') })) as never
      },
    })
    const answer = await tileAnswer(ctx, [room({ figures: [says('renewals.kept'), says('plan.*')] })], 'plan')
    expect(answer.figures?.map(({ key }) => key)).toEqual(['plan.revenue', 'renewals.kept'])
    expect(asked).toEqual([['renewals.kept'], ['plan.*']])
  })
})
