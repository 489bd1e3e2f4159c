import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { circles, serverPackage, strays } from './house/fence.ts'
import { codeOf, type Import, importsOf, loadedBy, roomOf, sources, textOf } from './house/imports.ts'
import { groundOf, map, printedMap, reachOf } from './house/map.ts'
import { forgotten, listed } from './house/places.ts'

const root = join(import.meta.dirname, '..')
const files = sources()
const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const imports = files.filter((file) => !isTest(file)).flatMap(importsOf)
const told = (one: Import) => `${one.from} imports ${one.to}`
const rooms = Object.keys(map.rooms)

describe('arrows', () => {
  test('every import follows one: rooms, grounds, packages, the web app', () => {
    expect(strays(imports)).toEqual([])
  })

  test('every room in the tree is on the map, and every room on the map is in the tree', () => {
    const found = globSync('server/modules/*', { cwd: root }).map((path) => path.split('/').at(-1))
    expect(found.sort()).toEqual([...rooms].sort())
  })

  test('every folder of sources is a ground of the map', () => {
    expect(files.filter((file) => !groundOf(file))).toEqual([])
    expect([...new Set(files.map(groundOf))].filter((ground) => ground !== 'test').sort()).toEqual(Object.keys(map.grounds).sort())
  })

  test('run in no circle, neither between rooms nor between files, types included', () => {
    expect(rooms.filter((room) => reachOf(room).has(room))).toEqual([])
    const grounds: [string, readonly string[]][] = Object.entries(map.grounds)
    const below = (at: number) => [...grounds.slice(0, at).map(([name]) => name), 'contracts', 'test']
    expect(grounds.filter(([, to], at) => to.some((name) => !below(at).includes(name))).map(([name]) => name)).toEqual([])
    expect(circles(imports)).toEqual([])
  })

  test('bring no server code into the browser, on no way', () => {
    const ways = [...loadedBy(files.filter((file) => file.startsWith('web/') && !isTest(file)))]
    const heavy = ways.filter(
      ([to]) => /^server\/modules\/[^/]+\/(store|tables|commands|queries|jobs|events|index)\b/.test(to) || serverPackage(to),
    )
    expect(heavy.map(([, way]) => way.join(' → '))).toEqual([])
  })
})

describe('the way out', () => {
  test('is the guarded one: nothing else of the server makes requests', () => {
    // the shell speaks to the house that its user names, the warehouse to processes of the same house
    const allowed = /^server\/(kernel\/outbound\/|(doors|programs)\/cli-remote\.ts$|modules\/data\/warehouse\/(door|asker)\.ts$)/
    const server = files.filter((file) => file.startsWith('server/') && !isTest(file) && !allowed.test(file))
    expect(server.filter((file) => /(?<![.\w])fetch\(/.test(codeOf(file)))).toEqual([])
    const raw = imports.filter(
      (one) => server.includes(one.from) && !one.typeOnly && /^(node:(http|https|http2)|undici|axios|got)$/.test(one.to),
    )
    expect(raw.map(told)).toEqual([])
  })
})

describe('rules', () => {
  const inRules = (file: string) => /^server\/modules\/[^/]+\/rules(\.ts$|\/)/.test(file) && !isTest(file)

  test('import nothing that does', () => {
    const doing = /^server\/modules\/[^/]+\/(store|tables|commands|queries|jobs|events|index)(\.ts$|\/)/
    const pure =
      /^server\/kernel\/((money|amounts|period|refusal|canonical|operation|page|board|markdown|nearest|stem|stopped)|search\/terms|calendar\/\w+)\.ts$/
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
  test('stand everywhere that a room stands: list, files, rights, screens, samples, table of rooms', () => {
    const tree = { has: (path: string) => existsSync(join(root, path)), text: textOf }
    expect(rooms.flatMap((room) => forgotten(room, tree))).toEqual([])
  })

  test('stand in the list in the order of the map, which is the order of the arrows', () => {
    expect(listed(textOf('server/rooms.ts'))).toEqual(rooms)
    expect(rooms.filter((room, at) => [...reachOf(room)].some((other) => rooms.indexOf(other) > at))).toEqual([])
  })

  test('have a place of their own in the navigation', () => {
    const places = rooms.map((room) => /place: (\d+)/.exec(textOf(`web/modules/${room}/index.ts`))?.[1])
    expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([])
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
