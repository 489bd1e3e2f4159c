import { readdirSync, readFileSync } from 'node:fs'

/** What processes of this machine take, as Linux counts it: whatever else the machine does does not count. */

function processes(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

/** Words of a process's command; none when it has gone. */
function wordsOf(pid: number): string[] {
  return textOf(pid, 'cmdline').split('\0')
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(textOf(pid, 'status'))?.[1] ?? 0)
}

/** Text of one of a process's files; empty when it has gone. */
export function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

const ticksPerSecond = 100

/** User and system seconds of a process. Of a server its ended children too: backends come and go. */
export function cpuOf(pid: number, children: boolean): number {
  const fields = textOf(pid, 'stat')
    .replace(/^.*\) /, '')
    .split(' ')
  const ticks = [11, 12, ...(children ? [13, 14] : [])].map((at) => Number(fields[at]))
  return ticks.reduce((sum, tick) => sum + tick, 0) / ticksPerSecond
}

/** Milliseconds that a process of one thread was on a core, to the microsecond. */
export function ranFor(pid: number): number {
  return Number(textOf(pid, 'schedstat').split(' ')[0] ?? 0) / 1e6
}

/** The server whose data lies in `folder` and its backends. It may live in a namespace of its own: its own file would tell another id. */
export function serverIn(folder: string): { server: number; all: number[] } {
  const server = processes().find((pid) => wordsOf(pid)[1] === '-D' && wordsOf(pid)[2]?.startsWith(folder))
  if (!server) throw new Error(`no PostgreSQL runs in ${folder}`)
  return { server, all: processes().filter((pid) => pid === server || parentOf(pid) === server) }
}

/** Seconds that a server and its backends have worked, also those that have gone. */
export function serverCpu(folder: string): number {
  const { server, all } = serverIn(folder)
  return all.reduce((sum, pid) => sum + cpuOf(pid, pid === server), 0)
}

type Held = { own: number; files: Map<string, number> }

/**
 * KiB that processes hold together, as if nobody else ran on the machine: pages of their own and what they share among them once, and of
 * each file that they map the largest part that one of them has in memory. Proportional shares (PSS) would be smaller the more other
 * programs map the same Node or PostgreSQL.
 */
export function heldTogether(pids: readonly number[]): number {
  const each = pids.map((pid) => heldBy(textOf(pid, 'smaps')))
  const files = new Map<string, number>()
  for (const [file, size] of each.flatMap((one) => [...one.files])) files.set(file, Math.max(files.get(file) ?? 0, size))
  return [...each.map((one) => one.own), ...files.values()].reduce((sum, size) => sum + size, 0)
}

function heldBy(smaps: string): Held {
  const held: Held = { own: 0, files: new Map() }
  for (const mapping of smaps.split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m)) {
    const name = /^(?:\S+ +){5}(\/.*)$/m.exec(mapping)?.[1]
    const [resident, share, written] = ['Rss', 'Pss', 'Anonymous'].map((what) =>
      Number(new RegExp(`^${what}: +(\\d+)`, 'm').exec(mapping)?.[1] ?? 0),
    ) as [number, number, number]
    if (resident === 0) continue
    const isFile = name !== undefined && !/^\/dev\/|^\/SYSV|^\/memfd/.test(name)
    held.own += isFile ? (share * written) / resident : share
    if (isFile) held.files.set(name, (held.files.get(name) ?? 0) + resident - written)
  }
  return held
}
