import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AskedParty, movedSince, type Signed } from './carried.ts'

const noa: AskedParty = { letter: 'A', person_id: 'noa', group_id: null, objection: undefined }
const signed: Signed = { number: 'DEC-2026-0001', parts: { title: 't', one: '1', two: '2' }, parties: [noa] }

describe('an agreement to the edition that is amended', () => {
  const rows: [string, Partial<AskedParty>, Partial<Signed>, Record<string, string>, string[] | undefined][] = [
    ['holds where nothing is another', {}, {}, signed.parts, []],
    ['leaves out what says something else', {}, {}, { ...signed.parts, two: '3' }, ['two']],
    ['leaves out what came and what went', {}, {}, { title: 't', two: '2', three: '3' }, ['three', 'one']],
    ['is only of those who agree', { letter: 'I' }, {}, signed.parts, undefined],
    ['is of nobody who was not asked', { person_id: 'farid' }, {}, signed.parts, undefined],
    ['is of no group that was not asked', { person_id: null, group_id: 'noa' }, {}, signed.parts, undefined],
    ['is of nobody who objected', {}, { parties: [{ ...noa, objection: { id: 'x' } }] }, signed.parts, undefined],
    ['is no input that was given', {}, { parties: [{ ...noa, letter: 'I' }] }, signed.parts, undefined],
  ]
  test.each(rows)('%s', (_name, party, more, now, moved) => {
    expect(movedSince({ ...noa, ...party }, { ...signed, ...more }, now)).toEqual(moved)
  })

  test('never covers a part of other bytes', () => {
    const parts = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2'))
    fc.assert(
      fc.property(parts, parts, (before, now) => {
        const moved = movedSince(noa, { ...signed, parts: before }, now) ?? []
        for (const part of new Set([...Object.keys(before), ...Object.keys(now)]))
          expect(moved.includes(part)).toBe(before[part] !== now[part])
      }),
    )
  })
})
