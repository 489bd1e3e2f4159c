import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import fc from 'fast-check'
import { TestRunner } from 'vitest'
import { faults } from './switch.ts'

// that it fails is enough: nobody reads the smallest case
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true })

/** What one test said: the faults it came by, those that it noticed, and whether it can be run again in its place. */
export type Said = { file: string; name: string; kind: 'came' | 'noticed' | 'silent' | 'leans' | 'hook'; ids: number[] }

type Task = Parameters<NonNullable<TestRunner['onBeforeTryTask']>>[0]

/**
 * Runs each test as it is, then once more for each living fault that it came by, with that fault switched on. A test whose second run as it
 * is fails leans on what was before it: what it could say of faults is left to a run of its own. So is what a fault left behind broken.
 */
export default class Planter extends TestRunner {
  async runTask(test: Task): Promise<void> {
    const work = TestRunner.getTestFn(test) as () => unknown
    const say = (kind: Said['kind'], ids: number[]) => {
      const said: Said = { file: relative(process.cwd(), String(Reflect.get(test.file, 'filepath'))), name: nameOf(test), kind, ids }
      if (ids.length > 0) appendFileSync(book, `${JSON.stringify(said)}\n`)
    }
    say('hook', [...faults.passed])
    faults.passed.clear()
    await work()
    const came = [...faults.passed]
    say('came', came)
    if (living(came).length > 0) await this.plant(living(came), work, say)
    faults.passed.clear()
  }

  private async plant(ids: number[], work: () => unknown, say: (kind: Said['kind'], ids: number[]) => void): Promise<void> {
    if (!(await passes(work))) return say('leans', ids)
    const begun = process.cpuUsage()
    for (const [at, id] of ids.entries()) {
      const { user } = process.cpuUsage(begun)
      if (user > most) return
      if (living([id]).length === 0) continue
      faults.on = id
      faults.turns = 0
      const silent = await passes(work)
      faults.on = -1
      if (silent) say('silent', [id])
      else if (await passes(work)) say('noticed', [id])
      else return say('leans', ids.slice(at))
    }
  }
}

const book = process.env['FAULT_BOOK'] ?? ''
const tries = Number(process.env['FAULT_TRIES'] ?? 30)

/** Microseconds that one test may spend on faults, so that a slow one does not hold up all others. */
const most = Number(process.env['FAULT_SECONDS'] ?? 40) * 1_000_000

/** Those that no test has noticed yet, and not too many were silent about. */
function living(ids: number[]): number[] {
  const told = existsSync(book) ? readFileSync(book, 'utf8').split('\n').filter(Boolean) : []
  const noticed = new Set<number>()
  const silent = new Map<number, number>()
  for (const line of told) {
    const said = JSON.parse(line) as Said
    if (said.kind === 'noticed') for (const id of said.ids) noticed.add(id)
    if (said.kind === 'silent') for (const id of said.ids) silent.set(id, (silent.get(id) ?? 0) + 1)
  }
  return ids.filter((id) => !noticed.has(id) && (silent.get(id) ?? 0) < tries)
}

async function passes(work: () => unknown): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  try {
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('too long')), 90_000)
    })
    await Promise.race([work(), late])
    return true
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

function nameOf(test: Task): string {
  const names: string[] = []
  for (let one: unknown = test; one && one !== test.file; one = Reflect.get(one, 'suite')) names.unshift(String(Reflect.get(one, 'name')))
  return names.join(' ')
}
