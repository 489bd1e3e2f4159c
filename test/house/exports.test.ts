import { describe, expect, test } from 'vitest'
import { untaken } from './exports.ts'

test('what a file exports, another file imports', () => {
  expect(untaken()).toEqual([])
})

describe('a name counts as taken', () => {
  const berth = 'export const berth = 1\nexport function moor() {}\nexport type Rope = string\n'
  const left = (other: string, given = berth) => {
    const texts: Record<string, string> = { 'server/a.ts': given, 'server/b.ts': other }
    return untaken(Object.keys(texts), (file) => texts[file] ?? '')
  }

  test.each([
    ['', ['berth', 'moor', 'Rope']],
    ["import { berth, type Rope } from './a.ts'", ['moor']],
    ["import {\n  berth as place,\n  moor, // a rope\n} from './a.ts'", ['Rope']],
    ["import * as a from './a.ts'\na.moor()", ['berth', 'Rope']],
    ["import * as a from './a.ts'\nwalk(a)", []],
    ["const { moor } = await import('./a.ts')", []],
    ["/* import { berth } from './a.ts' */", ['berth', 'moor', 'Rope']],
    ["import { berth } from './c.ts'", ['berth', 'moor', 'Rope']],
  ])('%j leaves %j', (other, names) => {
    expect(left(other)).toEqual(names.map((name) => `server/a.ts ${name}`))
  })

  test('and one that is only handed on is not, nor is one of a list', () => {
    expect(left("export { berth as quay } from './a.ts'")).toEqual(['server/a.ts moor', 'server/a.ts Rope', 'server/b.ts quay'])
    expect(left('', 'const [x, y] = [1, 2]\nexport { x, y as z }')).toEqual(['server/a.ts x', 'server/a.ts z'])
    expect(left('', 'export const { x, y: z } = pair')).toEqual(['server/a.ts x', 'server/a.ts z'])
  })
})
