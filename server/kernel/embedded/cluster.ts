import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type RunAs, chownAll } from './run-as.ts'

/** The database user and the database of the house. */
export const house = 'quarterdeck'

const run = promisify(execFile)

/** The generated password of the built-in server; made once, mode 0600. */
export function passwordOf(runAs: RunAs): string {
  const { password } = runAs.place
  if (!existsSync(password)) writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(password, 'utf8').trim()
}

/** Makes the cluster when there is none: whole or not at all, so that a crash in the middle leaves nothing half made. */
export async function makeCluster(runAs: RunAs, password: string, scratch: boolean): Promise<boolean> {
  const { place, runtime, prefix, identity } = runAs
  if (existsSync(place.cluster)) return false
  const half = `${place.cluster}.half`
  const secret = `${place.password}.once`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  writeFileSync(secret, `${password}\n`, { mode: 0o600 })
  if (identity.uid !== undefined && identity.gid !== undefined)
    for (const path of [half, secret]) chownAll(path, identity.uid, identity.gid)
  const [program = '', ...args] = [
    ...prefix,
    runtime.bin('initdb'),
    `--pgdata=${half}`,
    `--username=${house}`,
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    // what is thrown away needs no proof that a disk kept it
    ...(scratch ? ['--no-sync', '--no-data-checksums'] : []),
  ]
  try {
    await run(program, args, { env: runtime.env, cwd: '/', ...identity })
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    throw new Error(
      `The built-in PostgreSQL could not make its files in ${place.root}: ${(error as { stderr?: string }).stderr?.trim() || error}`,
    )
  } finally {
    rmSync(secret, { force: true })
  }
  renameSync(half, place.cluster)
  return true
}

const [leastBuffers, mostBuffers] = [32, 128]

/**
 * MiB of its files that the server keeps by itself: a quarter of what there is when it starts. All else is read from the system's cache, which
 * holds it anyway: what a small house would keep twice it has not to spare.
 */
export function buffersFor(bytes: number): number {
  return Math.min(mostBuffers, Math.max(leastBuffers, Math.ceil(bytes / 4 / 1024 ** 2)))
}

function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.reduce((sum, { parentPath, name }) => sum + (statSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0), 0)
}

/** How the built-in server is set up; given on the command line so that an upgrade of the house is an upgrade of these. */
export function serverArgs(runAs: RunAs, socketDir: string, scratch: boolean): string[] {
  const tuned: Record<string, string | number> = {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    port: 5432,
    max_connections: scratch ? 200 : 60,
    shared_buffers: `${scratch ? mostBuffers : buffersFor(bytesIn(join(runAs.place.cluster, 'base')))}MB`,
    // by itself the server would take a part of its buffers
    wal_buffers: '4MB',
    max_wal_size: '1GB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    jit: 'off',
    io_method: 'sync',
    // one machine, many small queries; parallel workers would only want shared memory that containers keep short
    max_parallel_workers_per_gather: 0,
    random_page_cost: 1.1,
    log_min_messages: 'warning',
    log_timezone: 'UTC',
    timezone: 'UTC',
    password_encryption: 'scram-sha-256',
    ...(scratch
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: 0, autovacuum: 'off' }
      : {}),
  }
  return ['-D', runAs.place.cluster, ...Object.entries(tuned).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** A socket folder that only we may enter. A socket's whole path must stay under about 104 bytes, so deep data folders get one in /tmp. */
export function makeSocketDir(runAs: RunAs): string {
  const near = join(runAs.place.root, 'socket')
  const short = Buffer.byteLength(near) <= 85 && !/[",]/.test(near)
  const folder = short ? near : mkdtempSync(join(tmpdir().length > 40 ? '/tmp' : tmpdir(), farPrefix))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  // an earlier start may have run as another user
  if (process.getuid?.() === 0) lchownSync(folder, runAs.identity.uid ?? 0, runAs.identity.gid ?? 0)
  return folder
}

/** Takes away a socket folder that was made outside the data folder. */
export function dropSocketDir(folder: string): void {
  if (folder.split('/').at(-1)?.startsWith(farPrefix)) rmSync(folder, { recursive: true, force: true })
}

const farPrefix = 'quarterdeck-pg-'
