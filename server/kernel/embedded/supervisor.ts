import { type ChildProcess, spawn } from 'node:child_process'
import { openSync, closeSync, existsSync, readFileSync, renameSync, statSync } from 'node:fs'
import type { RunAs } from './run-as.ts'

/**
 * The supervisor: a shell that starts the server, and stops it when the pipe to us closes, however we end (kill -9 too).
 * $1 is a folder to throw away afterwards (tests) or empty. A background job of a shell has no standard input,
 * so the pipe goes in as descriptor 3. If the server ends by itself, the supervisor ends with its exit code.
 */
const script = `
scratch=$1; shift
exec 3<&0
"$@" 3<&- &
server=$!
( cat <&3; kill -INT $server; for second in 1 2 3 4 5 6 7 8; do kill -0 $server || exit; sleep 1; done; kill -QUIT $server ) >/dev/null 2>&1 &
watcher=$!
wait $server
code=$?
kill $watcher 2>/dev/null
if [ -n "$scratch" ]; then rm -rf "$scratch"; fi
exit $code
`

export type Supervised = { child: ChildProcess; ended: Promise<number | null> }

/** Starts the server under a supervisor, in a session of its own so that Ctrl-C reaches only us. */
export function supervise(runAs: RunAs, args: string[], scratch = ''): Supervised {
  const { place, runtime, prefix, identity } = runAs
  turnLog(place.log)
  const log = openSync(place.log, 'a', 0o600)
  const command = [...prefix, runtime.bin('postgres'), ...args]
  const child = spawn('/bin/sh', ['-c', script, 'quarterdeck-supervisor', scratch, ...command], {
    cwd: '/',
    env: runtime.env,
    detached: true,
    stdio: ['pipe', log, log],
    ...identity,
  })
  closeSync(log)
  child.stdin?.on('error', () => undefined)
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code))
    child.once('error', () => resolve(null))
  })
  // a caller that forgets to stop must still be able to end; the closing pipe does the rest
  child.unref()
  if (child.stdin && 'unref' in child.stdin) (child.stdin as unknown as { unref: () => void }).unref()
  return { child, ended }
}

/** The last lines that the server wrote, for an error message. */
export function lastWords(log: string): string {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-6).join('\n')
  } catch {
    return ''
  }
}

function turnLog(log: string): void {
  if (existsSync(log) && statSync(log).size > 10_000_000) renameSync(log, `${log}.1`)
}
