import { describe, expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { groupCreate, memberAdd } from '../people/contract.ts'
import * as promise from './contract.ts'
import { owning } from './owning.ts'

const { ledger, as, who, trail, written } = pages(allRooms)

describe('the directory', () => {
  test('lists by function what there is and what is still to be written', async () => {
    const before = await as('cato').call(promise.directoryRead, {})
    const { id } = await written(
      '# Expenses\n\nWhat we pay back, to whom, and what we do not. You have the money within five days of the receipt that you sent to us.\n',
    )
    const stub = (await written('# Keep and delete\n')).id
    const loose = (await written('---\nkind: procedure\n---\n# Loose\n\n1. a\n2. b\n3. c\n')).id
    const group = await as('ilse').call(promise.functionsCreate, { name: 'Finance', owner: who('farid') })
    expect(await trail(group.id)).toEqual(['handbook.function.created'])
    const lines = [{ page: id, blurb: 'what we pay back' }, { page: stub }, { label: 'Travel' }]
    const arrange = (entries: object[], version = 1) =>
      as('ilse').call(promise.functionsArrange, { id: group.id, if_match: version, entries: entries as never })
    const made = await arrange(lines)
    expect(made).toMatchObject({
      name: 'Finance',
      owner: { name: 'farid' },
      entries: [
        { title: 'Expenses', blurb: 'what we pay back', mark: null, stub: false },
        { title: 'Keep and delete', stub: true },
        { page: null, title: 'Travel', mark: 'tba' },
      ],
    })
    const now = await as('cato').call(promise.directoryRead, {})
    expect(now.functions.map(({ name }) => name)).toEqual([...before.functions.map(({ name }) => name), 'Finance'])
    expect([now.undocumented.promised - before.undocumented.promised, now.undocumented.stubs - before.undocumented.stubs]).toEqual([1, 1])
    expect(now.unlisted.outside.map((one) => one.id)).toContain(loose)
    expect([now.may, (await as('ilse').call(promise.directoryRead, {})).may]).toEqual([[], ['arrange']])
    expect(await codeOf(arrange(lines))).toBe('edit.stale')
    expect(await codeOf(arrange([{ label: '' }], 2))).toBe('entry.nameless')
    expect(await codeOf(arrange([{ page: id }, { page: id }], 2))).toBe('entry.twice')
    expect(await codeOf(arrange([{ page: crypto.randomUUID() }], 2))).toBe('entry.page_unknown')
    const other = await as('ilse').call(promise.functionsCreate, { name: 'Sales', owner: who('noa') })
    expect(await codeOf(as('ilse').call(promise.functionsArrange, { id: other.id, if_match: 1, entries: [{ page: id }] }))).toBe(
      'entry.twice',
    )
    expect(await codeOf(as('ilse').call(promise.functionsCreate, { name: 'finance', owner: who('noa') }))).toBe('function.name_taken')
    expect(await codeOf(as('ilse').call(promise.functionsCreate, { name: 'Law', owner: crypto.randomUUID() }))).toBe(
      'function.owner_missing',
    )
    expect(await codeOf(as('ilse').call(promise.functionsChange, { id: crypto.randomUUID(), if_match: 1, name: 'Law' }))).toBe(
      'function.unknown',
    )
    const renamed = await as('ilse').call(promise.functionsChange, { id: other.id, if_match: 1, name: 'Selling', position: 1 })
    expect([renamed.name, await trail(other.id)]).toEqual(['Selling', ['handbook.function.created', 'handbook.function.changed']])
    expect(await trail(group.id)).toEqual(['handbook.function.created', 'handbook.function.arranged'])
    const { rows } = await ledger.cast.house.db.pool.query(
      "select after from kernel.audit where subject_id = $1 and action = 'handbook.function.arranged'",
      [group.id],
    )
    expect(rows).toEqual([{ after: { lines: 3, to_be_written: 1 } }])
  })
})

describe('the directory for everyone', () => {
  test('names what is for colleagues by the word that the contents give it, and what is for the few not at all', async () => {
    const open = await written('# Vendors canary\n\nHow we buy.\n', { audience: 'public' })
    const own = await written('# Salaries canary\n\nWho earns what.\n')
    const unnamed = await written('# Nameless canary\n\nWho knows.\n')
    const group = await ledger.cast.as('admin').call(groupCreate, { name: 'The few', short_name: 'FEW' })
    await ledger.cast.as('admin').call(memberAdd, { id: group.id, person_id: who('ilse') } as never)
    const few = await written('# Secret canary\n\nHush.\n', { audience: 'restricted', groups: [group.id] })
    const made = await as('ilse').call(promise.functionsCreate, { name: 'People and more', owner: who('ilse') })
    const lines = [
      { page: open.id, blurb: 'before you pay' },
      { page: own.id, label: 'Pay', blurb: 'bands of canary' },
      { page: unnamed.id, blurb: 'nothing' },
      { page: few.id, label: 'Hush canary' },
      { label: 'Travel' },
    ]
    const arranged = await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: 1, entries: lines })
    expect(arranged.entries).toHaveLength(5)
    const response = await ledger.cast.http(new Request('http://localhost/handbook/directory', { headers: { accept: 'text/html' } }))
    const text = (await response.text()).replace(/<[^>]*>/g, '\n')
    expect(response.status).toBe(200)
    for (const word of ['People and more', 'Vendors canary', 'before you pay', '🔒 Pay', 'Travel', 'TBA']) expect(text).toContain(word)
    for (const word of ['Salaries', 'bands', 'Nameless', 'nothing', 'Secret', 'Hush']) expect(text).not.toContain(word)
    // who does not see a line does not lose it by arranging the others
    const seen = (await as('cato').call(promise.directoryRead, {})).functions.find((one) => one.id === made.id)
    expect(seen?.entries).toHaveLength(4)
  })

  test('a function goes to whoever takes the work over, and stays with an owner whose it is not', async () => {
    const own = await as('ilse').call(promise.functionsCreate, { name: 'Shipping', owner: who('sol') })
    const other = await as('ilse').call(promise.functionsCreate, { name: 'Receiving', owner: who('cato') })
    const hand = (left: boolean) =>
      ledger.cast.open((ctx) => owning.handOver(ctx, { kind: 'function', ids: [own.id, other.id], from: who('sol'), to: who('noa'), left }))
    expect(await hand(true)).toEqual([])
    expect(await hand(false)).toEqual([own.id])
    const { functions } = await as('cato').call(promise.directoryRead, {})
    expect(functions.filter(({ name }) => /ing$/.test(name)).map(({ name, owner }) => [name, owner.name])).toEqual(
      expect.arrayContaining([
        ['Shipping', 'noa'],
        ['Receiving', 'cato'],
      ]),
    )
    expect(await trail(own.id)).toEqual(['handbook.function.created', 'handbook.function.handed_over'])
    expect(await trail(other.id)).toEqual(['handbook.function.created'])
  })
})
