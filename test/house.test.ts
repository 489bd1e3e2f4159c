import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { codeOf, type Import, importsOf, loadedBy, roomOf, sources, textOf } from './house/imports.ts'
import { map, printedMap, reachOf } from './house/map.ts'

const root = join(import.meta.dirname, '..')
const files = sources()
const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const imports = files.filter((file) => !isTest(file)).flatMap(importsOf)
const told = (one: Import) => `${one.from} imports ${one.to}`
const rooms = Object.keys(map.rooms)

describe('arrows', () => {
  test('a room calls only rooms down its arrows, by their front doors', () => {
    const wrong = imports.filter((one) => {
      const from = roomOf(one.from)
      const to = roomOf(one.to)
      if (!from || !to || from === to) return false
      return !reachOf(from).has(to) || one.to !== `server/modules/${to}/index.ts`
    })
    expect(wrong.map(told)).toEqual([])
  })

  test('every room in the tree is on the map, and every room on the map is in the tree', () => {
    const found = globSync('server/modules/*', { cwd: root }).map((path) => path.split('/').at(-1))
    expect(found.sort()).toEqual([...rooms].sort())
  })

  test('the map has no circle', () => {
    expect(rooms.filter((room) => reachOf(room).has(room))).toEqual([])
  })

  test('a room knows nothing of doors, screens, demo and the list of rooms', () => {
    expect(
      imports
        .filter((one) => roomOf(one.from) && one.local && /^(server\/(doors\/|rooms|main|open)|web\/|demo\/|test\/|bench\/)/.test(one.to))
        .map(told),
    ).toEqual([])
  })

  test('the kernel and the adapters know no room', () => {
    const low = imports.filter((one) => /^server\/(kernel|adapters)\//.test(one.from) && one.local)
    const allowed = (one: Import) =>
      one.to.startsWith('server/kernel/') || (one.from.startsWith('server/adapters/') && one.to.startsWith('server/adapters/'))
    expect(low.filter((one) => !allowed(one)).map(told)).toEqual([])
  })

  test('doors reach the rooms by their front doors or contracts', () => {
    const wrong = imports.filter((one) => one.from.startsWith('server/doors/') && roomOf(one.to) && !/\/(index|contract)\.ts$/.test(one.to))
    expect(wrong.map(told)).toEqual([])
  })

  test('the demo speaks to rooms by their front doors and contracts', () => {
    const wrong = imports.filter(
      (one) => one.from.startsWith('demo/') && roomOf(one.to) && !/^server\/modules\/[^/]+\/(index\.ts|contract(\.ts|\/))/.test(one.to),
    )
    expect(wrong.map(told)).toEqual([])
  })

  test('a published package imports nothing of the house, and only those on the map import it', () => {
    const permitted: Record<string, readonly string[]> = map.packages
    const wrong = imports.filter((one) => {
      const inside = /^packages\/([^/]+)\//.exec(one.from)?.[1]
      const target = /^packages\/([^/]+)\//.exec(one.to)?.[1]
      if (inside) return one.local ? target !== inside : !one.to.startsWith('node:')
      const by = roomOf(one.from) ?? /^server\/(doors)\//.exec(one.from)?.[1]
      return target !== undefined && by !== undefined && !permitted[target]?.includes(by)
    })
    expect(wrong.map(told)).toEqual([])
  })
})

describe('the web app', () => {
  test('imports contracts and the pure part of the kernel, nothing else of the server', () => {
    const wrong = imports.filter((one) => one.from.startsWith('web/') && one.to.startsWith('server/') && !contractOrKernel(one))
    expect(wrong.map(told)).toEqual([])
  })

  test('brings no server code into the browser, on no way', () => {
    const ways = [...loadedBy(files.filter((file) => file.startsWith('web/') && !isTest(file)))]
    const heavy = ways.filter(
      ([to]) => /^server\/modules\/[^/]+\/(store|tables|commands|queries|jobs|events|index)\b/.test(to) || serverPackage(to),
    )
    expect(heavy.map(([, way]) => way.join(' → '))).toEqual([])
  })

  test('uses the UI library’s raw parts only in the kit and the frame', () => {
    const raw = imports.filter((one) => one.from.startsWith('web/') && /^(@mantine\/|recharts)/.test(one.to))
    expect(raw.filter((one) => !/^web\/(kit|frame)\/|^web\/main\.tsx$/.test(one.from)).map(told)).toEqual([])
  })
})

describe('rules', () => {
  const inRules = (file: string) => /^server\/modules\/[^/]+\/rules(\.ts$|\/)/.test(file) && !isTest(file)

  test('import nothing that does', () => {
    const doing = /^server\/modules\/[^/]+\/(store|tables|commands|queries|jobs|events|index)(\.ts$|\/)/
    const pure = /^server\/kernel\/(money|period|refusal|canonical|operation|page)\.ts$/
    const wrong = imports.filter((one) => {
      if (!inRules(one.from) || one.typeOnly) return false
      return (
        doing.test(one.to) ||
        serverPackage(one.to, ['node:crypto', 'node:zlib', 'node:buffer']) ||
        (one.to.startsWith('server/') && !roomOf(one.to) && !pure.test(one.to))
      )
    })
    expect(wrong.map(told)).toEqual([])
  })

  test('do not wait, look at a clock or draw lots', () => {
    const doing = /\bawait\b|\basync\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandom(UUID|Bytes)\(|\bnewId\(|Temporal\.Now\b/
    expect(files.filter((file) => inRules(file) && doing.test(codeOf(file)))).toEqual([])
  })
})

describe('rooms', () => {
  test.each(rooms)('%s has the files of a room', (room) => {
    const at = (name: string) => existsSync(join(root, 'server/modules', room, name))
    const parts = ['contract', 'rules', 'tables', 'store', 'commands', 'queries', 'events', 'jobs']
    const missing = parts.filter((part) => !at(`${part}.ts`) && !at(part))
    expect([...missing, ...['index.ts', 'README.md', 'migrations'].filter((name) => !at(name))]).toEqual([])
  })

  test('number their migrations from 0001 without a gap', () => {
    const wrong = globSync('server/{kernel,modules/*}/migrations', { cwd: root }).filter((folder) => {
      const numbers = globSync('*.sql', { cwd: join(root, folder) }).map((name) => /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1])
      return numbers.sort().some((number, index) => Number(number) !== index + 1)
    })
    expect(wrong).toEqual([])
  })

  test('write SQL in their store alone', () => {
    // the sign-in library asks for a database adapter of its own kind: that one file is a store by another name
    const writes = imports.filter((one) => roomOf(one.from) && !one.typeOnly && (one.to === 'kysely' || one.to === 'pg'))
    expect(writes.filter((one) => !/\/store(\.ts$|\/)|\/sign-in\/adapter\.ts$/.test(one.from)).map(told)).toEqual([])
  })
})

describe('files', () => {
  test('have at most 300 lines', () => {
    const long = sources('{server,web,packages,demo,test,bench}/**/*.{ts,tsx,css,sql}').filter(
      (file) => textOf(file).trimEnd().split('\n').length > 300,
    )
    expect(long).toEqual([])
  })

  test('leave nothing to do in words and skip no test', () => {
    const words = /\b(TODO|FIXME|HACK)\b|@ts-(ignore|nocheck)|\b(test|it|describe)\.(skip|only|todo)\b/
    expect(files.filter((file) => file !== 'test/house.test.ts' && words.test(textOf(file)))).toEqual([])
  })

  test('ARCHITECTURE.md shows the map as it is (node test/house/print-map.ts prints it)', () => {
    expect(/<!-- map -->\n([\s\S]*?)\n<!-- \/map -->/.exec(textOf('ARCHITECTURE.md'))?.[1]).toBe(printedMap())
  })
})

function contractOrKernel(one: Import): boolean {
  if (/^server\/(modules\/[^/]+|doors)\/(contract(\.ts$|\/)|shapes\.ts$)/.test(one.to)) return true
  return (
    one.to.startsWith('server/kernel/') && (one.typeOnly || /\/(operation|refusal|money|period|page|shapes|input-words)\.ts$/.test(one.to))
  )
}

/** Packages that touch the world outside. */
function serverPackage(to: string, except: string[] = []): boolean {
  return /^(node:|pg$|pg-boss|kysely|hono|@hono|nodemailer|pino|@duckdb|better-auth|pdfkit)/.test(to) && !except.includes(to)
}
