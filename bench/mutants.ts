/**
 * Would the tests notice? Plants faults in a room's rules and commands (a comparison turned, a guard dropped, an audit row, an event or a
 * check of rights left out) and asks the tests of the room. A fault that no test notices survives and is printed.
 *
 *   node bench/mutants.ts billing                          every fault of the room
 *   node bench/mutants.ts billing --most 60 --seed 7       a drawn sample: 60 of the commands, 60 of the rules; `--only rules` draws of those
 *   node bench/mutants.ts people --tests test/guards       these tests besides the room's own
 *   node bench/mutants.ts billing --only rules --pure       the pure tests alone, which answer in a minute
 *   node bench/mutants.ts billing --by billing/rules       these tests and no others
 *   node bench/mutants.ts people --at commands/teams.ts:40 the faults of one line; may be said several times
 *
 * All faults are in one copy of the tree, each behind a switch. A test runs as it is, and again with each fault on that it came by: pure
 * tests first, then those of the guards, whose stage is set once, then the room's own. What a test cannot say in its place, because it
 * leans on those before it or a fault left its stage broken, or because a fault is met while a stage is set, is asked in a run of its
 * own, and what nobody noticed so is asked once more by every test that loads it. The checkout is never touched. Faults that change
 * nothing are listed with the reason in `test/guards/equivalents.ts` and left out.
 * Ends with `N killed, N survived`.
 */
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { testServer } from '../server/kernel/embedded.ts'
import { isEquivalent } from '../test/guards/equivalents.ts'
import { faultsIn } from '../test/guards/faults.ts'
import type { Said } from '../test/guards/planter.ts'
import { type Numbered, switched } from '../test/guards/switched.ts'
import { loadedBy, sources } from '../test/house/imports.ts'
import { isPure, tests } from '../test/house/kinds.ts'

const { values: request, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    most: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', multiple: true, default: [] },
    at: { type: 'string', multiple: true, default: [] },
    by: { type: 'string', multiple: true, default: [] },
    tries: { type: 'string', default: '30' },
    workers: { type: 'string', default: '2' },
    file: { type: 'string' },
    pure: { type: 'boolean', default: false },
  },
})
const room = positionals[0]
if (!room) throw new Error('Name a room: node bench/mutants.ts billing')
const root = join(import.meta.dirname, '..')
const run = promisify(execFile)

const files = sources(`server/modules/${room}/**/*.ts`).filter(
  (file) => /\/(rules|commands)(\/|\.ts$)/.test(file) && !file.endsWith('.test.ts') && (!request.only || file.includes(`/${request.only}`)),
)
const all = files.filter((file) => !request.file || file.includes(request.file)).flatMap((file) => faultsIn(file))
const kinds = ['commands', 'rules'] as const
const drawnOnes = kinds
  .flatMap((kind) => drawn(all.filter(isOf(kind)), Number(request.most), Number(request.seed)))
  .filter(({ file, line }) => request.at.length === 0 || request.at.some((at) => `${file}:${line}`.endsWith(at)))
const chosen: Numbered[] = drawnOnes.filter((fault) => !isEquivalent(fault)).map((fault, id) => ({ id, fault }))
console.log(
  `${room}: ${all.length} faults in ${files.length} files, ${drawnOnes.length} drawn, ${drawnOnes.length - chosen.length} of them known to change nothing`,
)

const asked = request.by.length > 0 ? request.by : [`server/modules/${room}/`, ...request.tests]
const guarding = tests.filter((file) => asked.some((part) => file.includes(part)) && (!request.pure || isPure(file)))
const server = await testServer()
const started = Date.now()
const copy = copied()
const book = join(copy, 'book')
const by = new Map<number, string>()
/** Files with a test that fails as the tree is. */
const red = new Set<string>()
/** Files that are whole as the tree is, and in which a fault before it broke the stage of a later test. */
const shaken = new Set<string>()
let reports = 0
try {
  const apart = plantAll()
  const isOwn = (file: string) => file.startsWith('server/modules/')
  await said('the pure tests', guarding.filter(isPure))
  await said(
    'the guards',
    guarding.filter((file) => !isPure(file) && !isOwn(file)),
  )
  await said(
    'the tests of the room',
    guarding.filter((file) => !isPure(file) && isOwn(file)),
  )
  await askAlone(apart)
} finally {
  await server.stop()
  rmSync(copy, { recursive: true, force: true })
}
const survivors = chosen.filter(({ id }) => !by.has(id)).map(({ fault }) => fault)
for (const one of survivors.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)) {
  console.log(`survived  ${one.file}:${one.line}  ${one.kind}  ${one.shows}`)
}
for (const kind of kinds) {
  const ofKind = chosen.filter(({ fault }) => isOf(kind)(fault))
  const noticed = ofKind.filter(({ id }) => by.has(id)).length
  if (ofKind.length > 0)
    console.log(`${room} ${kind}: ${noticed} of ${ofKind.length} killed, ${((100 * noticed) / ofKind.length).toFixed(1)} %`)
}
const killed = chosen.length - survivors.length
console.log(`${seconds()}, seed ${request.seed}, ${request.tries} tests a fault at most`)
console.log(`${killed} killed, ${survivors.length} survived`)

function isOf(kind: string) {
  return ({ file }: { file: string }) => new RegExp(`/${kind}(/|\\.ts$)`).test(file)
}

function seconds(): string {
  return `${Math.round((Date.now() - started) / 1000)} s`
}

function copied(): string {
  const into = mkdtempSync(join(tmpdir(), 'quarterdeck-mutants-'))
  const parts = [
    'server',
    'test',
    'demo',
    'packages',
    'bench',
    'web',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
    'ARCHITECTURE.md',
  ]
  for (const part of parts) cpSync(join(root, part), join(into, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(into, 'node_modules'))
  // what a fault broke in a process must not reach the next file
  const planting = `import base from './vitest.config.ts'
const runner = './test/guards/planter.ts'
const own = (one) => ({ ...one, test: { ...one.test, runner, isolate: one.test.name === 'house' } })
export default { ...base, test: { ...base.test, runner, projects: base.test.projects.map(own) } }
`
  writeFileSync(join(into, 'planting.config.ts'), planting)
  return into
}

/** Puts every fault behind its switch; answers those that tests meet before they begin. */
function plantAll(): { loading: Set<number>; plain: Set<number> } {
  const [loading, plain] = [new Set<number>(), new Set<number>()]
  for (const file of new Set(chosen.map(({ fault }) => fault.file))) {
    const made = switched(
      file,
      chosen.filter(({ fault }) => fault.file === file),
      join(copy, 'test/guards/switch.ts'),
    )
    writeFileSync(join(copy, file), made.text)
    for (const { id } of made.loading) loading.add(id)
    for (const { id } of made.plain) plain.add(id)
  }
  return { loading, plain }
}

function bookNow(): Said[] {
  if (!existsSync(book)) return []
  return readFileSync(book, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Said)
}

/** Runs tests in whose place faults are switched on one after another. */
async function said(who: string, files: string[]): Promise<void> {
  if (files.length > 0) {
    const failed = await tested(['--config', 'planting.config.ts', ...files], { FAULT_BOOK: book, FAULT_TRIES: request.tries }, 7_200_000)
    const fell = [...new Set(failed.map(fileOf))]
    const stillFail = fell.length > 0 ? await tested(fell, {}, 1_800_000) : []
    // who fails without any fault would be said to notice every one: it is asked nothing more
    for (const name of stillFail) console.log(`  fails as the tree is, and is not asked: ${name}`)
    for (const name of stillFail) red.add(fileOf(name))
    for (const file of fell) if (!red.has(file)) shaken.add(file)
  }
  for (const { kind, ids, file, name } of bookNow()) if (kind === 'noticed') for (const id of ids) by.set(id, `${file} › ${name}`)
  console.log(`${seconds()}: ${who} were asked; ${by.size} of ${chosen.length} are noticed`)
}

function fileOf(failed: string): string {
  return failed.split(' › ')[0] ?? ''
}

/** What no test could say in its place: the fault is on from the start of a run of its own. */
async function askAlone({ loading, plain }: { loading: Set<number>; plain: Set<number> }): Promise<void> {
  const told = bookNow()
  const ahead = chosen.filter(({ id }) => !by.has(id))
  const one = async (): Promise<void> => {
    for (let next = ahead.shift(); next; next = ahead.shift()) {
      const { id, fault } = next
      if (plain.has(id)) {
        console.log(`  ${fault.file}:${fault.line}  ${fault.kind}: no switch fits`)
        continue
      }
      const mine = told.filter(({ ids }) => ids.includes(id))
      const wanted = loading.has(id)
        ? guarding.filter((file) => loadedBy([file]).has(fault.file))
        : mine
            .filter(({ kind, file }) => kind === 'leans' || (kind === 'hook' && file.startsWith('server/modules/')))
            .map(({ file }) => file)
      // a test of theirs did not come to say what it had to
      const broken = [...shaken].filter((file) => loadedBy([file]).has(fault.file))
      const whole = [...wanted, ...broken].filter((file) => !red.has(file))
      if (whole.length === 0 && mine.length === 0) console.log(`  ${fault.file}:${fault.line}  ${fault.kind}: no test comes by`)
      if (whole.length === 0) continue
      // most are noticed by the tests beside them: the others are asked only about what those are silent of
      const near = whole.filter((file) => dirname(file) === dirname(fault.file))
      const rounds = [near, whole.filter((file) => !near.includes(file))].filter((files) => files.length > 0)
      let first: string | undefined
      for (const files of rounds) first ??= (await tested(['--bail', '1', ...new Set(files)], { FAULT: String(id) }, 600_000))[0]
      if (first !== undefined) by.set(id, first)
      console.log(`  ${fault.file}:${fault.line}  ${fault.kind}  ${first ? `noticed by ${first}` : 'survived'} (${seconds()})`)
    }
  }
  await Promise.all(Array.from({ length: Number(request.workers) }, one))
  // in its place a fault is asked by some tests only, each on the stage that the ones before it left: the last word is a run of all that load it
  const last = chosen.filter(({ id }) => !by.has(id) && !plain.has(id))
  for (const { id, fault } of last) {
    const files = guarding.filter((file) => !red.has(file) && loadedBy([file]).has(fault.file))
    const [first] = files.length > 0 ? await tested(['--bail', '1', ...files], { FAULT: String(id) }, 1_800_000) : []
    if (first !== undefined) by.set(id, first)
    console.log(`  ${fault.file}:${fault.line}  ${fault.kind}  ${first ? `noticed at last by ${first}` : 'survived all'} (${seconds()})`)
  }
}

type Report = {
  testResults: { name: string; status: string; message?: string; assertionResults: { fullName: string; status: string }[] }[]
}
/** Who failed. */
async function tested(args: string[], env: Record<string, string>, timeout: number): Promise<string[]> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  reports += 1
  const report = join(copy, `report-${reports}.json`)
  const wanted = [vitest, 'run', '--maxWorkers', '1', '--reporter', 'json', '--outputFile', report]
  const how = { cwd: copy, env: { ...process.env, TEST_SERVER_URL: server.url, ...env }, timeout, maxBuffer: 64 * 1024 * 1024 }
  const ended = await run(process.execPath, [...wanted, ...args], how).catch(
    (error: unknown) => error as { killed?: boolean; stderr: string },
  )
  if ('killed' in ended && ended.killed) return ['nobody: it took too long']
  if (!existsSync(report)) throw new Error(`a run without a report: ${ended.stderr.slice(-2000)}`)
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  if (testResults.length === 0) throw new Error('a run without a test')
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name: file, message, assertionResults }) => {
      const names = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
      return (names.length > 0 ? names : [message?.slice(0, 300) ?? 'its hooks']).map((name) => `${relative(copy, file)} › ${name}`)
    })
}

/** A sample that is the same for the same seed, spread over the files. */
function drawn<T>(from: readonly T[], most: number, seed: number): T[] {
  if (from.length <= most) return [...from]
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return from
    .map((one) => ({ one, at: next() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, most)
    .map(({ one }) => one)
}
