import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { textOf } from './imports.ts'
import { forgotten, listed, type Tree } from './places.ts'

const there: Tree = { has: (path) => existsSync(join(import.meta.dirname, '../..', path)), text: textOf }
/** The tree as it is, but for one file that is gone or says something else. */
const without = (path: string): Tree => ({ ...there, has: (asked) => !asked.startsWith(path) && there.has(asked) })
const saying = (path: string, change: (text: string) => string): Tree => ({
  ...there,
  text: (asked) => (asked === path ? change(there.text(asked)) : there.text(asked)),
})

test.each<[string, Tree]>([
  ['server/rooms.ts does not list it', saying('server/rooms.ts', (text) => text.replace('customers, billing, ', 'customers, '))],
  ['it has no README.md', without('server/modules/billing/README.md')],
  ['it has no rights.ts', without('server/modules/billing/rights.ts')],
  ['it has no queries', without('server/modules/billing/queries')],
  ['its screens have no heading', without('web/modules/billing/index.ts')],
  ['its screens have no heading', saying('web/modules/billing/index.ts', (text) => text.replace('export const heading', 'const heading'))],
  ['its writes have no samples in test/guards/samples', without('test/guards/samples/billing.ts')],
  ['ARCHITECTURE.md does not say what it owns', saying('ARCHITECTURE.md', (text) => text.replace('[billing](', '[bill]('))],
  [
    'its README does not say what it does not own',
    saying('server/modules/billing/README.md', (text) => text.replaceAll(/not own/gi, 'own')),
  ],
])('a room that is forgotten is named: %s', (what, tree) => {
  expect(forgotten('billing', tree)).toEqual([`billing: ${what}`])
})

test('a room that is imported and not in the list is not listed', () => {
  const source = "import { room as a } from './modules/a/index.ts'\nexport const rooms: readonly Room[] = [b]\n"
  expect(listed(source)).toEqual([])
})
