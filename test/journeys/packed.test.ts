import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { list } from '../../server/kernel/settings/list.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-packed-'))
const shell = join(folder, 'node_modules/.bin/quarterdeck')
let packed: string[] = []

/** An empty folder in which the tarball is installed with the packages that it asks for, from npm's own cache where they were fetched before. */
beforeAll(async () => {
  // whether types fit is asked by `bin/check`, of the same files
  execFileSync(join(root, 'bin/build'), ['--noCheck'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const [told] = JSON.parse(execFileSync('npm', pack, { cwd: root, encoding: 'utf8' }))
  packed = told.files.map((file: { path: string }) => file.path)
  const install = ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', [...install, join(folder, told.filename)], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
}, 600_000)

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
  await using house = running('start', '--port', '0')
  const address = await until(
    () => /http:\/\/localhost:\d+/.exec(/Quarterdeck {2}\S+/.exec(house.said())?.[0] ?? '')?.[0],
    () => house.said(),
  )
  expect(await (await fetch(`${address}/api/people/first-run`)).json()).toEqual({ needed: true })
  expect(await (await fetch(`${address}/app/`)).text()).toContain('<div id="root"')
  expect(existsSync(join(folder, 'data'))).toBe(true)
  expect(await house.stop(), house.said()).toBe(0)
}, 120_000)

test('it begins to load the demo company where it is called so', async () => {
  await using house = running('--demo', '--port', '0', '--data-dir', join(folder, 'demo'))
  const begun = await until(
    () => /demo: lived until/.exec(house.said())?.[0],
    () => house.said(),
  )
  expect(begun).toBe('demo: lived until')
}, 240_000)

test('what the demo reads is packed: every text that lies beside its program', () => {
  const beside = execFileSync('git', ['ls-files', 'demo', 'server'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((path) => /\.(md|ya?ml|json|sql|csv|txt)$/.test(path) && !/README\.md$|\/new-room\/|\.test\./.test(path))
  expect(beside.length).toBeGreaterThan(100)
  expect(beside.filter((path) => !packed.includes(`dist/package/${path}`))).toEqual([])
})

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

/** The installed program, run in its folder; it is stopped at the end of its block. */
function running(...args: string[]) {
  const program = spawn(shell, args, { cwd: folder, env: bare(), stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (bytes) => (said += bytes))
  const ended = new Promise<number | null>((told) => program.on('exit', told))
  const stop = () => {
    program.kill('SIGTERM')
    return ended
  }
  return { said: () => said, stop, [Symbol.asyncDispose]: async () => void (await stop()) }
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
