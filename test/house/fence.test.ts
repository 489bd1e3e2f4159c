import { expect, test } from 'vitest'
import { circles, strays } from './fence.ts'
import { importsIn } from './imports.ts'
import { map } from './map.ts'

/** A wrong import, planted: the file that it stands in, its line, and what the fence says of it. */
type Planted = [file: string, wanted: string, fault: string]

/** For every ground each kind of wrong import. The grounds that lie above are asked for all that lies below. */
const planted: Record<keyof typeof map.grounds, Planted[]> = {
  packages: [
    ['packages/licence-verifier/planted.ts', '../../server/kernel/money.ts', 'a published package imports nothing of the house'],
    ['packages/licence-verifier/planted.ts', 'zod', 'a published package has no dependencies'],
  ],
  kernel: [
    ['server/kernel/planted.ts', '../adapters/mail/mail.ts', 'no arrow leads from kernel to adapters'],
    ['server/kernel/planted.ts', '../modules/people/index.ts', 'no arrow leads from kernel to rooms'],
    ['server/kernel/planted.ts', '../doors/call.ts', 'no arrow leads from kernel to doors'],
    ['server/kernel/planted.ts', '../rooms.ts', 'no arrow leads from kernel to list'],
    ['server/kernel/planted.ts', '../programs/open.ts', 'no arrow leads from kernel to programs'],
    ['server/kernel/planted.ts', '../../packages/licence-verifier/index.ts', 'kernel is not among those who import licence-verifier'],
  ],
  adapters: [
    ['server/adapters/mail/planted.ts', '../../modules/billing/contract.ts', 'no arrow leads from adapters to rooms'],
    ['server/adapters/mail/planted.ts', '../../doors/http.ts', 'no arrow leads from adapters to doors'],
  ],
  rooms: [
    ['server/modules/people/planted.ts', '../billing/index.ts', 'no arrow leads from people to billing'],
    ['server/modules/billing/planted.ts', '../data/index.ts', 'no arrow leads from billing to data'],
    ['server/modules/licensing/planted.ts', '../billing/store/contracts.ts', 'another room is entered by its index.ts'],
    ['server/modules/billing/planted.ts', '../../doors/call.ts', 'no arrow leads from rooms to doors'],
    ['server/modules/billing/planted.ts', '../../rooms.ts', 'no arrow leads from rooms to list'],
    ['server/modules/billing/planted.ts', '../../programs/open.ts', 'no arrow leads from rooms to programs'],
    ['server/modules/billing/planted.ts', '../../../demo/story.ts', 'no arrow leads from rooms to demo'],
    ['server/modules/billing/planted.ts', '../../../web/kit/format.ts', 'no arrow leads from rooms to web'],
    ['server/modules/billing/planted.ts', '../../../test/cast/cast.ts', 'no arrow leads from rooms to test'],
    [
      'server/modules/data/planted.ts',
      '../../../packages/licence-verifier/index.ts',
      'data is not among those who import licence-verifier',
    ],
  ],
  list: [
    ['server/rooms.ts', './doors/house-operations.ts', 'no arrow leads from list to doors'],
    ['server/rooms.ts', './modules/people/contract.ts', 'a room is entered by its index.ts or its contract'],
  ],
  doors: [
    ['server/doors/planted.ts', '../rooms.ts', 'no arrow leads from doors to list'],
    ['server/doors/planted.ts', '../programs/open.ts', 'no arrow leads from doors to programs'],
    ['server/doors/planted.ts', '../modules/billing/store/contracts.ts', 'a room is entered by its index.ts or its contract'],
    ['server/doors/planted.ts', '../../demo/load.ts', 'no arrow leads from doors to demo'],
    ['server/doors/planted.ts', '../../packages/licence-verifier/index.ts', 'doors is not among those who import licence-verifier'],
  ],
  demo: [
    ['demo/planted.ts', '../server/programs/open.ts', 'no arrow leads from demo to programs'],
    ['demo/planted.ts', '../server/modules/data/warehouse/open.ts', 'a room is entered by its index.ts or its contract'],
    ['demo/planted.ts', '../test/cast/cast.ts', 'no arrow leads from demo to test'],
  ],
  programs: [
    ['server/programs/planted.ts', '../../web/ask.ts', 'no arrow leads from programs to web'],
    ['server/programs/planted.ts', '../modules/people/store/persons.ts', 'a room is entered by its index.ts or its contract'],
    ['server/programs/planted.ts', '../../bench/idle.ts', 'no arrow leads from programs to bench'],
  ],
  web: [
    ['web/kit/planted.ts', '../../server/kernel/audit.ts', 'the web app knows contracts and the plain part of the kernel'],
    [
      'web/modules/data/planted.ts',
      '../../../server/modules/data/index.ts',
      'the web app knows contracts and the plain part of the kernel',
    ],
    ['web/modules/people/planted.ts', '../billing/words.ts', 'no arrow leads from people to billing'],
    ['web/modules/people/planted.ts', '@mantine/core', 'screens are made of web/kit'],
    ['web/kit/planted.ts', 'node:fs', 'the browser has no such thing'],
  ],
  bench: [['bench/planted.ts', '../web/ask.ts', 'no arrow leads from bench to web']],
}

const wrong = Object.values(planted).flat()

test.each(wrong)('%s that imports %s is reported by name', (file, wanted, fault) => {
  const [one] = importsIn(file, `import { thing } from '${wanted}'\n`)
  expect(strays(one ? [one] : [])).toEqual([`${file} imports ${one?.to}: ${fault}`])
})

test('types, re-exports, bare and late imports are imports', () => {
  const lines = [
    `import type { A } from '../doors/a.ts'`,
    `export { b } from '../doors/b.ts'`,
    `import '../doors/c.ts'`,
    `const d = await import('../doors/d.ts')`,
  ]
  expect(strays(importsIn('server/kernel/planted.ts', `${lines.join('\n')}\n`))).toHaveLength(4)
})

test('a file on no ground is reported, whatever it imports', () => {
  const text = `import { thing } from '../server/kernel/money.ts'\n`
  expect(strays(importsIn('attic/planted.ts', text))).toEqual([
    'attic/planted.ts imports server/kernel/money.ts: stands on no ground of the map',
  ])
})

test('files that import each other are a circle, though it be of types', () => {
  const sources = {
    'a.ts': `import { b } from './b.ts'\n`,
    'b.ts': `import type { C } from './c.ts'\n`,
    'c.ts': `import { a } from './a.ts'\n`,
  }
  expect(circles(Object.entries(sources).flatMap(([file, text]) => importsIn(file, text)))).toEqual(['a.ts → b.ts → c.ts → a.ts'])
})
