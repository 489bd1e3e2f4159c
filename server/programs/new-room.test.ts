import { execFile, execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testServerUrl } from '../../test/cast/server.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { namesFor, written } from './new-room/write.ts'

const root = join(import.meta.dirname, '../..')
/** A room that nobody has: this holds too in a house where somebody made one. */
const room = 'lanterns'
const copy = mkdtempSync(join(tmpdir(), 'quarterdeck-new-room-'))

beforeAll(() => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)
  for (const file of files) if (existsSync(join(root, file))) cpSync(join(root, file), join(copy, file))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  // what the compiler knows of the files that are the same it need not work out again
  const known = 'dist/types.tsbuildinfo'
  if (existsSync(join(root, known))) cpSync(join(root, known), join(copy, known))
  // the linter reads what is ignored from a repository
  execFileSync('git', ['init', '-q'], { cwd: copy })
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** Runs a program in the copy, with nothing of the test runner around it. */
function inCopy(args: string[]): Promise<{ code: number; said: string }> {
  const ours = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|QUARTERDECK|NODE_OPTIONS|NODE_ENV|TEST$|MODE$|DEV$|PROD$|SSR$)/.test(name),
  )
  const env = { ...Object.fromEntries(ours), ROOT: copy, TEST_SERVER_URL: testServerUrl(), NO_COLOR: '1' }
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: copy, env, maxBuffer: 1e8 }, (error, out, told) => {
      done({ code: error ? 1 : 0, said: `${out}${told}`.slice(-6000) })
    })
  })
}

// seconds on a quiet machine, minutes on one that works for many
describe('bin/new-room', { timeout: 900_000 }, () => {
  test('makes a room that compiles, whose fences hold and whose own tests pass', async () => {
    expect(await inCopy(['server/programs/new-room.ts', room])).toMatchObject({ code: 0 })
    const lint = [
      `server/modules/${room}`,
      `web/modules/${room}`,
      `test/guards/samples/${room}.ts`,
      'test/guards/not-personal.ts',
      'server/rooms.ts',
      'test/house/map.ts',
      'ARCHITECTURE.md',
    ]
    const fences = [
      'test/house.test.ts',
      'test/house/exports.test.ts',
      'test/house/published.test.ts',
      'test/house/rows.test.ts',
      'test/guards/ratchet.test.ts',
      'test/guards/personal.test.ts',
      'server/doors/declared.test.ts',
      `server/modules/${room}`,
    ]
    // none of them waits for another
    const [types, linted, tests] = await Promise.all([
      inCopy(['node_modules/typescript/bin/tsc', '-p', '.', '--preserveSymlinks']),
      inCopy(['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', ...lint]),
      inCopy(['node_modules/vitest/vitest.mjs', 'run', ...fences]),
    ])
    expect(types).toEqual({ code: 0, said: '' })
    expect(linted).toMatchObject({ code: 0 })
    expect(tests.said).toContain('0 failed')
    expect(tests.code, tests.said).toBe(0)
  })

  test('leaves a room that stands as it is', async () => {
    const before = readFileSync(join(copy, 'server/rooms.ts'), 'utf8')
    const { code, said } = await inCopy(['server/programs/new-room.ts', 'people', 'person'])
    expect([code, said]).toEqual([1, expect.stringContaining('room.taken')])
    expect(readFileSync(join(copy, 'server/rooms.ts'), 'utf8')).toBe(before)
  })
})

describe('what a room is called', () => {
  test.each([
    [['tickets'], { room: 'tickets', thing: 'ticket', things: 'tickets' }],
    [['support', 'ticket'], { room: 'support', thing: 'ticket', things: 'tickets' }],
    [['policies'], { room: 'policies', thing: 'policy', things: 'policies' }],
    [['boxes'], { room: 'boxes', thing: 'box', things: 'boxes' }],
    [['press', 'release'], { room: 'press', thing: 'release', things: 'releases' }],
  ])('%s', (asked, names) => {
    expect(namesFor(asked, [])).toMatchObject(names)
  })

  test.each([
    [[]],
    [['support']],
    [['Tickets']],
    [['support', 'order']],
    [['help-desk', 'ticket']],
    [['kernel', 'thing']],
    [['../x', 'y']],
  ])('is refused: %s', (asked) => {
    const refusal = (() => {
      try {
        return namesFor(asked, [])
      } catch (error) {
        return isRefusal(error) ? error.code : error
      }
    })()
    expect(refusal).toBe('room.name')
  })

  test('takes the next free place of the navigation', () => {
    expect(namesFor(['tickets'], ['place: 60 }', 'place: 61 }']).place).toBe(62)
    expect(written('{{Room}}: {{a}} {{thing}}, {{Things}} {{other}}', namesFor(['it', 'asset'], []))).toBe('It: an asset, Assets {{other}}')
  })
})
