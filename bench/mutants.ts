/**
 * Would the tests notice? Plants one fault at a time in a room's rules and commands (a comparison turned, a guard dropped, an audit row,
 * an event or a check of rights left out) and runs the tests that guard the room. A fault that no test notices survives and is printed.
 *
 *   node bench/mutants.ts billing                          every fault of the room
 *   node bench/mutants.ts billing --only commands --most 60 --seed 7    a drawn sample
 *   node bench/mutants.ts people --tests test/guards       these tests besides the room's own
 *
 * Works in copies below the system's folder for temporary files; the checkout is never touched. Ends with `N killed, N survived`.
 */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { testServer } from '../server/kernel/embedded.ts'
import { faultsIn, type Fault } from '../test/guards/faults.ts'
import { sources, textOf } from '../test/house/imports.ts'

const { values: wish, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    most: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', multiple: true, default: [] },
    lanes: { type: 'string', default: '2' },
    file: { type: 'string' },
  },
})
const room = positionals[0]
if (!room) throw new Error('Name a room: node bench/mutants.ts billing')
const root = join(import.meta.dirname, '..')
const run = promisify(execFile)

const files = sources(`server/modules/${room}/**/*.ts`).filter(
  (file) => /\/(rules|commands)(\/|\.ts$)/.test(file) && !file.endsWith('.test.ts') && (!wish.only || file.includes(`/${wish.only}`)),
)
const all = files.filter((file) => !wish.file || file.includes(wish.file)).flatMap((file) => faultsIn(file))
const chosen = drawn(all, Number(wish.most), Number(wish.seed))
console.log(`${room}: ${all.length} faults in ${files.length} files, ${chosen.length} of them planted`)

const server = await testServer()
const started = Date.now()
const survivors: Fault[] = []
let killed = 0
try {
  const ahead = [...chosen]
  await Promise.all(Array.from({ length: Number(wish.lanes) }, () => lane(ahead)))
} finally {
  await server.stop()
}
for (const one of survivors.sort((a, b) => (a.file + a.line).localeCompare(b.file + b.line))) {
  console.log(`survived  ${one.file}:${one.line}  ${one.kind}  ${one.shows}`)
}
const share = chosen.length === 0 ? 0 : (100 * killed) / chosen.length
console.log(`${Math.round((Date.now() - started) / 1000)} s, ${wish.lanes} lanes, seed ${wish.seed}; ${share.toFixed(1)} % killed`)
console.log(`${killed} killed, ${survivors.length} survived`)

/** One copy of the tree, one fault after another. */
async function lane(ahead: Fault[]): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), 'quarterdeck-mutants-'))
  try {
    for (const part of [
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
    ]) {
      cpSync(join(root, part), join(copy, part), { recursive: true })
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    // a run that is red without any fault would count every fault as killed
    if (await noticed(copy)) throw new Error('The tests fail as the tree is: nothing to measure.')
    for (let fault = ahead.shift(); fault; fault = ahead.shift()) {
      const whole = textOf(fault.file)
      writeFileSync(join(copy, fault.file), whole.slice(0, fault.start) + fault.text + whole.slice(fault.end))
      if (await noticed(copy)) killed += 1
      else survivors.push(fault)
      writeFileSync(join(copy, fault.file), readFileSync(join(root, fault.file)))
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

async function noticed(copy: string): Promise<boolean> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const tests = [`server/modules/${room}/`, ...wish.tests]
  try {
    await run(process.execPath, [vitest, 'run', '--bail', '1', '--reporter', 'dot', ...tests], {
      cwd: copy,
      env: { ...process.env, TEST_SERVER_URL: server.url },
      timeout: 300_000,
      maxBuffer: 64 * 1024 * 1024,
    })
    return false
  } catch {
    return true
  }
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
