import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isLive, type ProcessMark, readMark } from '../../server/kernel/embedded/running.ts'

/** The whole program as a person starts it: a process of its own on a port, with the built-in database in a data folder. */
export type Program = {
  base: string
  /** the folder of its letters: it has no mail server */
  maildrop: string
  /** resolves when it answers */
  start: () => Promise<void>
  /** ends something of it without a word, and resolves when the program itself is gone */
  kill: (what: Victim) => Promise<void>
  /** as an operator stops it; answers its exit code */
  stop: () => Promise<number | null>
  /** the number of its process; 0 when it does not run */
  pid: () => number
  /** what it wrote to its standard error, all starts together */
  words: () => string
  /** whether a process of the house or of its database is alive */
  alive: () => boolean
}

/**
 * What `kill -9` hits: the program; the program and the shell that watches over its database; the database's main process, whereupon
 * the program ends by itself; or all of them and every process of the database in the same moment, as when the machine goes.
 */
export type Victim = 'program' | 'program and supervisor' | 'database' | 'everything'

const main = join(import.meta.dirname, '../../server/programs/main.ts')

export async function newProgram(dataDir: string, more: Record<string, string> = {}): Promise<Program> {
  const port = await freePort()
  const base = `http://localhost:${port}`
  const maildrop = join(dataDir, 'maildrop')
  let child: ChildProcess | undefined
  let words = ''

  async function start(): Promise<void> {
    // two of them on one port: the first would answer for the second
    if (child && child.exitCode === null && child.signalCode === null) throw new Error('the program runs already')
    const started = spawn(process.execPath, [main], {
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? '',
        DATA_DIR: dataDir,
        SIGN_IN_ADMIN_SECOND_FACTOR: 'false',
        MAILDROP: maildrop,
        // as `bin/start` does: what was compiled once is not compiled at each start
        NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/compiled'),
        PORT: String(port),
        TRUST_PROXY: 'true',
        LOG_LEVEL: 'warn',
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    const hear = (part: Buffer) => {
      words += part.toString('utf8')
    }
    started.stdout?.on('data', hear)
    started.stderr?.on('data', hear)
    for (const until = Date.now() + 60_000; ; ) {
      if (started.exitCode !== null || started.signalCode !== null)
        throw new Error(`the program ended with ${started.exitCode ?? started.signalCode} at its start:\n${words.slice(-4000)}`)
      const ready = await fetch(`${base}/readyz`).then(
        (response) => response.ok,
        () => false,
      )
      if (ready) return
      if (Date.now() > until) throw new Error(`the program is not ready after a minute:\n${words.slice(-4000)}`)
      await pause(50)
    }
  }

  async function gone(): Promise<number | null> {
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    return child?.exitCode ?? null
  }

  return {
    base,
    maildrop,
    start,
    kill: async (what) => {
      const pid = child?.pid ?? 0
      const supervisors = what === 'program' || what === 'database' ? [] : childrenOf(pid)
      if (what === 'database') process.kill(postmasterOf(dataDir) ?? 0, 'SIGKILL')
      else for (const one of [pid, ...supervisors, ...(what === 'everything' ? databaseOf(dataDir) : [])]) end(one)
      await gone()
    },
    stop: async () => {
      child?.kill('SIGTERM')
      return gone()
    },
    pid: () => (child && child.exitCode === null && child.signalCode === null ? (child.pid ?? 0) : 0),
    words: () => words,
    alive: () => {
      const owner: ProcessMark | undefined = readMark(join(postgresOf(dataDir), 'owner.json'))
      const server = postmasterOf(dataDir)
      return isLive(owner) || (server !== undefined && breathes(server))
    },
  }
}

/** Where the built-in database lies: in the data folder, or where a note there leads to. */
function postgresOf(dataDir: string): string {
  const near = join(dataDir, 'postgres')
  return firstLine(join(near, 'moved-to')) ?? near
}

function postmasterOf(dataDir: string): number | undefined {
  const line = firstLine(join(postgresOf(dataDir), 'cluster/postmaster.pid'))
  return line ? Number(line) : undefined
}

/** The database's main process and those that it made. */
function databaseOf(dataDir: string): number[] {
  const server = postmasterOf(dataDir)
  return server ? [server, ...childrenOf(server)] : []
}

/** One that is gone by itself in the same moment is gone. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function firstLine(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').split('\n')[0]?.trim() || undefined
  } catch {
    return undefined
  }
}

function breathes(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function childrenOf(pid: number): number[] {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number)
  } catch {
    return []
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
