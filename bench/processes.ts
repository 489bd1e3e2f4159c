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
