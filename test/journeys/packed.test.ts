import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { list } from '../../server/kernel/settings/list.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-packed-'))
const shell = join(folder, 'node_modules/.bin/quarterdeck')
let packed: string[] = []

/** An empty folder in which the packed program and the packages that it asks for are installed, and no other: a link each, as npm lays them. */
beforeAll(async () => {
  execFileSync(join(root, 'bin/build'), { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
  const [told] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }))
  packed = told.files.map((file: { path: string }) => file.path)
  const there = join(folder, 'node_modules/quarterdeck')
  for (const file of packed) await cp(join(root, file), join(there, file))
  mkdirSync(dirname(shell))
  symlinkSync('../quarterdeck/bin/quarterdeck', shell)
  for (const name of shipped()) {
    const link = join(folder, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link)
  }
}, 240_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('what is packed holds the compiled program and no source, test, bench or lock', () => {
  expect(packed).toContain('dist/package/server/rooms.js')
  expect(packed).toContain('dist/package/server/kernel/migrations/0001_kernel.sql')
  expect(packed).toContain('dist/package/dist/web/index.html')
  expect(packed.filter((path) => /\.tsx?$|\.test\.|^(server|web|demo|test|bench)\/|package-lock|node_modules|\.env/.test(path))).toEqual([])
})

test('the shell of the packed program knows the commands of the checkout', () => {
  const help = (program: string) => execFileSync(program, ['--help'], { cwd: folder, encoding: 'utf8', env: bare() })
  expect(help(shell)).toBe(help(join(root, 'bin/quarterdeck')))
})

test('it opens an empty house in the folder where it is called, serves its pages and stops when told', async () => {
  const house = spawn(shell, ['start', '--port', '0'], { cwd: folder, env: bare(), stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [house.stdout, house.stderr]) stream.on('data', (bytes) => (said += bytes))
  try {
    const address = await until(
      () => /http:\/\/localhost:\d+/.exec(/Quarterdeck {2}\S+/.exec(said)?.[0] ?? '')?.[0],
      () => said,
    )
    expect(await (await fetch(`${address}/api/people/first-run`)).json()).toEqual({ needed: true })
    expect(await (await fetch(`${address}/app/`)).text()).toContain('<div id="root"')
    expect(existsSync(join(folder, 'data'))).toBe(true)
  } finally {
    house.kill('SIGTERM')
  }
  const code = await new Promise((told) => house.on('exit', told))
  expect(code, said).toBe(0)
}, 120_000)

test('the container file and the compose file name only programs, folders and settings that exist', () => {
  const container = readFileSync(join(root, 'Dockerfile'), 'utf8')
  const compose = parse(readFileSync(join(root, 'compose.yaml'), 'utf8')) as {
    services: Record<string, { environment?: Record<string, string>; volumes?: string[]; depends_on?: Record<string, unknown> }>
    volumes: Record<string, unknown>
  }
  const ours = Object.entries(compose.services).filter(([name]) => name !== 'database')
  const named = [...container.matchAll(/^ENV (\w+)=/gm)]
    .map((found) => found[1])
    .concat(ours.flatMap(([, one]) => Object.keys(one.environment ?? {})))
  expect(named.filter((name) => name !== 'NODE_ENV' && !Object.hasOwn(list, name ?? ''))).toEqual([])
  for (const [, file] of container.matchAll(/^COPY (?!--from)(\S+) /gm)) expect(existsSync(join(root, file ?? '')), file).toBe(true)
  for (const [, service] of ours) for (const other of Object.keys(service.depends_on ?? {})) expect(compose.services).toHaveProperty(other)
  const volumes = Object.values(compose.services).flatMap((one) => one.volumes ?? [])
  expect(volumes.map((text) => text.split(':')[0]).filter((name) => !Object.hasOwn(compose.volumes, name ?? ''))).toEqual([])
})

/** Top-level packages of the lock that are no tools of development, where they are installed for this machine. */
function shipped(): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { dev?: boolean }> }
  return Object.entries(packages)
    .filter(([path, one]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !one.dev)
    .map(([path]) => path.slice('node_modules/'.length))
    .filter((name) => existsSync(join(root, 'node_modules', name)) && readdirSync(join(root, 'node_modules', name)).length > 0)
}

/** The caller's surroundings without what a test run set: no database, no folder, no port. */
function bare(): NodeJS.ProcessEnv {
  const kept = { ...process.env }
  for (const name of Object.keys(list)) delete kept[name]
  return kept
}

async function until<T>(look: () => T | undefined, said: () => string): Promise<T> {
  for (let turns = 0; turns < 900; turns += 1) {
    const found = look()
    if (found !== undefined) return found
    await pause(100)
  }
  throw new Error(`It never said so. It said:\n${said()}`)
}
