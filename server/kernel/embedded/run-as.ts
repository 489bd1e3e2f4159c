import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { type Runtime, installedRuntime, readyRuntime } from './runtime.ts'

/**
 * As whom PostgreSQL runs, because it refuses to run as root and initdb refuses a user without a name:
 * `self` as we are; `namespace` inside a user namespace in which we carry another name but stay the same owner of files;
 * `other` as an unprivileged user of this machine.
 */
export type RunAs = {
  kind: 'self' | 'namespace' | 'other'
  /** words in front of the program */
  prefix: string[]
  /** what `spawn` is told */
  identity: { uid?: number; gid?: number }
  place: Place
  runtime: Runtime
}

/** The folder of the built-in database: cluster, socket, password, log. */
type Place = { root: string; cluster: string; links: string; password: string; log: string; owner: string; lock: string }

/** Finds a way to run PostgreSQL here that was seen to work; `ways` limits the choice in tests. */
export function runAsFor(dataDir: string, ways: RunAs['kind'][] = ['self', 'namespace', 'other']): RunAs {
  const native = installedRuntime()
  const place = placeIn(realRoot(join(dataDir, 'postgres')))
  if (ways.includes('self') && process.getuid?.() !== 0 && hasName()) {
    mkdirSync(place.root, { recursive: true, mode: 0o700 })
    return { kind: 'self', prefix: [], identity: {}, place, runtime: readyRuntime(native, place.links) }
  }
  const stranger = unprivileged()
  if (ways.includes('namespace')) {
    mkdirSync(place.root, { recursive: true, mode: 0o700 })
    const runtime = readyRuntime(native, place.links)
    const prefix = ['unshare', '--user', `--map-user=${stranger.uid}`, `--map-group=${stranger.gid}`, '--']
    if (runs([...prefix, runtime.bin('postgres'), '--version'], runtime.env, {}))
      return { kind: 'namespace', prefix, identity: {}, place, runtime }
  }
  if (ways.includes('other') && process.getuid?.() === 0) return otherUser(dataDir, place, native, stranger)
  throw new Error(
    'The built-in PostgreSQL cannot run here: this user has no name in /etc/passwd and user namespaces are closed. Start as an ordinary user, or set DATABASE_URL.',
  )
}

/**
 * Gives files to whoever runs the server. Refuses `folder.owner` for what another user made, and `folder.mode` for what others may write or
 * all may read, where the server would not start; each says what to do.
 */
export function own(runAs: RunAs): void {
  const { cluster } = runAs.place
  if (!existsSync(cluster)) return
  const uid = runAs.identity.uid ?? process.getuid?.()
  const gid = runAs.identity.gid ?? process.getgid?.()
  const found = statSync(cluster).uid
  fitMode(cluster)
  if (uid === undefined || gid === undefined || found === uid) return
  if (process.getuid?.() !== 0) {
    throw new Refusal(
      'conflict',
      'folder.owner',
      `The data folder ${cluster} belongs to user ${found}, but this is user ${uid}. Start as that user, or run: chown -R ${uid} ${runAs.place.root}`,
    )
  }
  chownAll(cluster, uid, gid)
}

/** The server starts on a folder that is its user's alone, or that its group may read. */
function fitMode(cluster: string): void {
  const mode = statSync(cluster).mode & 0o777
  if ([0o700, 0o750].includes(mode)) return
  throw new Refusal(
    'conflict',
    'folder.mode',
    `The database folder ${cluster} has mode ${mode.toString(8).padStart(3, '0')}, with which PostgreSQL does not start. Run: chmod 700 ${cluster}`,
  )
}

/** Gives a file or a folder with all that is in it to a user. */
export function chownAll(path: string, uid: number, gid: number): void {
  lchownSync(path, uid, gid)
  if (!statSync(path).isDirectory()) return
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) lchownSync(join(entry.parentPath, entry.name), uid, gid)
}

function otherUser(dataDir: string, near: Place, native: string, stranger: { uid: number; gid: number }): RunAs {
  mkdirSync(near.root, { recursive: true, mode: 0o711 })
  const identity = { uid: stranger.uid, gid: stranger.gid }
  const place = reaches(near.root, identity) ? near : movedPlace(dataDir, near)
  chmodSync(place.root, 0o711)
  const links = readyRuntime(native, place.links)
  if (runs([links.bin('postgres'), '--version'], links.env, identity)) return { kind: 'other', prefix: [], identity, place, runtime: links }
  const version = createHash('sha256')
    .update(readFileSync(join(native, '..', 'package.json')))
    .digest('hex')
    .slice(0, 12)
  const copy = join(place.root, `runtime-${version}`, 'native')
  if (!existsSync(copy)) {
    const half = `${copy}.half`
    rmSync(half, { recursive: true, force: true })
    cpSync(native, half, { recursive: true, dereference: true })
    renameSync(half, copy)
  }
  const runtime = readyRuntime(copy, place.links)
  if (!runs([runtime.bin('postgres'), '--version'], runtime.env, identity)) {
    throw new Error(
      `The built-in PostgreSQL cannot run as user ${stranger.uid} from ${place.root}. Start as an ordinary user, or set DATABASE_URL.`,
    )
  }
  return { kind: 'other', prefix: [], identity, place, runtime }
}

/** A folder outside the closed home; a note in the data folder leads there for ever after. */
function movedPlace(dataDir: string, near: Place): Place {
  const home = existsSync('/var/lib') ? '/var/lib/quarterdeck' : '/var/tmp/quarterdeck'
  const place = placeIn(join(home, createHash('sha256').update(dataDir).digest('hex').slice(0, 16)))
  mkdirSync(place.root, { recursive: true, mode: 0o711 })
  chmodSync(home, 0o711)
  for (const part of ['cluster', 'password'] as const) {
    if (existsSync(near[part]) && !existsSync(place[part])) execFileSync('cp', ['-pR', near[part], place[part]])
    rmSync(near[part], { recursive: true, force: true })
  }
  writeFileSync(join(near.root, 'moved-to'), `${place.root}\n`)
  return place
}

function realRoot(root: string): string {
  const note = join(root, 'moved-to')
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : root
}

function placeIn(root: string): Place {
  const at = (name: string) => join(root, name)
  return {
    root,
    cluster: at('cluster'),
    links: at('lib'),
    password: at('password'),
    log: at('server.log'),
    owner: at('owner.json'),
    lock: at('starting'),
  }
}

function reaches(folder: string, identity: { uid: number; gid: number }): boolean {
  return runs(['/bin/sh', '-c', 'cd "$1"', 'sh', folder], { PATH: '/usr/bin:/bin' }, identity)
}

function runs(command: string[], env: Record<string, string>, identity: { uid?: number; gid?: number }): boolean {
  const [program = '', ...args] = command
  return spawnSync(program, args, { env, cwd: '/', stdio: 'ignore', timeout: 10_000, ...identity }).status === 0
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

/** An unprivileged user that has a name: initdb looks it up. */
function unprivileged(): { uid: number; gid: number } {
  const users = existsSync('/etc/passwd')
    ? readFileSync('/etc/passwd', 'utf8')
        .split('\n')
        .map((line) => line.split(':'))
    : []
  const named = users
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid > 0 && Number.isInteger(user.gid))
  return named.find((user) => user.name === 'nobody') ?? named[0] ?? { uid: 65534, gid: 65534 }
}
