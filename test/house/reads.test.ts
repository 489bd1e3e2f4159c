import { describe, expect, test } from 'vitest'
import { sources, textOf } from './imports.ts'
import { askersThatAct, loadersIn } from './reads.ts'

const rooms = sources('server/modules/**/*.ts').filter((file) => !file.endsWith('.test.ts'))
const tree = new Map(rooms.map((file) => [file, textOf(file)]))
const at = (path: string) => `server/modules/billing/${path}`

describe('what only reads', () => {
  test('stands beside the queries, not among the commands', () => {
    expect(loadersIn(tree)).toEqual([])
  })

  test('calls nothing that writes', () => {
    expect(askersThatAct(tree)).toEqual([])
  })

  test.each([
    ['finds rows', `import { findLamp } from '../store/lamps.ts'\nexport const load = (ctx) => findLamp(ctx.tx)`, true],
    ['saves them', `import { saveLamp } from '../store/lamps.ts'\nexport const light = (ctx) => saveLamp(ctx.tx)`, false],
    ['saves them through another of the store', `import { addLamp } from '../store/lamps.ts'\nexport const light = addLamp`, false],
    [
      'finds and tells',
      `import { findLamp } from '../store/lamps.ts'\nexport const tell = (ctx) => ctx.announce('lamp.lit', findLamp())`,
      false,
    ],
    [
      'asks a command that saves',
      `import { light } from './light.ts'\nimport { findLamp } from '../store/lamps.ts'\nlight(findLamp())`,
      false,
    ],
    [
      'asks another room',
      `import { open } from '../../decisions/index.ts'\nimport { findLamp } from '../store/lamps.ts'\nopen(findLamp())`,
      false,
    ],
    ['reads from another room', `import { personsOf } from '../../people/index.ts'\nimport { findLamp } from '../store/lamps.ts'`, true],
    ['is not asked for its types', `import type { Lamp } from '../store/lamps.ts'\nexport const shape = (lamp: Lamp) => lamp`, false],
  ])('a command that %s', (_, text, named) => {
    const planted = new Map([
      ...tree,
      [at('store/lamps.ts'), lamps],
      [at('commands/light.ts'), `import { saveLamp } from '../store/lamps.ts'\nexport const light = saveLamp`],
      [at('commands/lamp.ts'), text],
    ])
    expect(loadersIn(planted)).toEqual(named ? [at('commands/lamp.ts')] : [])
  })

  test('a query that calls a command is named', () => {
    const planted = new Map([...tree, [at('queries/lamps.ts'), `import { light } from '../commands/light.ts'\nexport const read = light`]])
    expect(askersThatAct(planted)).toEqual([`${at('queries/lamps.ts')} calls ${at('commands/light.ts')}`])
  })
})

const lamps = `export async function findLamp(tx) {
  return tx.selectFrom('lamp').executeTakeFirst()
}
export async function saveLamp(tx) {
  await tx.insertInto('lamp').execute()
}
export async function addLamp(tx) {
  await saveLamp(tx)
}`
