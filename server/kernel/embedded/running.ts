import { execFileSync } from 'node:child_process'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** What postmaster.pid says about a running server. */
type RunningServer = { pid: number; socketDir: string; ready: boolean }

/** A process that cannot be confused with a later one of the same number. */
export type ProcessMark = { pid: number; born: string }

/** The live server of a cluster, or nothing; a pid file that a crash left behind is taken away. */
export function serverIn(cluster: string): RunningServer | undefined {
  const file = `${cluster}/postmaster.pid`
  const lines = linesOf(file)
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  // numbers are used again, in containers above all: the process must be a postgres of this very folder
  if (commandOf(pid)?.includes(cluster)) return { pid, socketDir: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' }
  rmSync(file, { force: true })
  return undefined
}

/** Ends a server that nobody owns any more: fast at first (it writes its checkpoint), at once after eight seconds. */
export async function endServer(cluster: string, pid: number): Promise<void> {
  signal(pid, 'SIGINT')
  const started = Date.now()
  let pressed = false
  while (serverIn(cluster)?.pid === pid) {
    if (!pressed && Date.now() - started > 8000) {
      signal(pid, 'SIGQUIT')
      pressed = true
    }
    if (Date.now() - started > 15_000)
      throw new Error(`An earlier PostgreSQL (process ${pid}) of ${cluster} does not stop. End it by hand: kill -QUIT ${pid}`)
    await pause(20)
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // it is gone already
  }
}

/** This process, to be found again by others. */
function ownMark(): ProcessMark {
  return { pid: process.pid, born: bornOf(process.pid) ?? '' }
}

export function isLive(mark: ProcessMark | undefined): boolean {
  return mark !== undefined && mark.born !== '' && bornOf(mark.pid) === mark.born
}

export function readMark(file: string): ProcessMark | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessMark
  } catch {
    return undefined
  }
}

/** Writes a mark whole or not at all. */
export function writeMark(file: string): void {
  const half = `${file}.${process.pid}`
  writeFileSync(half, JSON.stringify(ownMark()), { mode: 0o600 })
  renameSync(half, file)
}

/** One starter at a time; a lock whose holder died is taken over. */
export async function underLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now()
  for (;;) {
    try {
      writeFileSync(lock, JSON.stringify(ownMark()), { flag: 'wx', mode: 0o600 })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = readMark(lock)
      if (holder ? !isLive(holder) : Date.now() - started > 2000) rmSync(lock, { force: true })
      else if (Date.now() - started > 60_000) throw new Error(`Another start holds ${lock} for a minute (process ${holder?.pid}).`)
      else await pause(25)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

/** The command line of a live process; a zombie has none. */
function commandOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') || undefined
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

function bornOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
    // field 22 counts from the boot; the name in field 2 may hold spaces and brackets
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z') return undefined
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`
  } catch {
    return undefined
  }
}
