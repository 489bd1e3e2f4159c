import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Embedded, startEmbedded } from './embedded.ts'
import { buffersFor } from './embedded/cluster.ts'
import { type RunAs, own } from './embedded/run-as.ts'
import { serverIn } from './embedded/running.ts'

const root = process.getuid?.() === 0
const folders: string[] = []
/** A data folder whose database was made and stopped; what is not about the making starts on a copy, for the making costs most. */
let made = ''

beforeAll(async () => {
  made = newFolder()
  await (await startEmbedded({ dataDir: made })).stop()
})
afterAll(() => {
  for (const folder of folders) {
    const note = join(folder, 'postgres/moved-to')
    if (existsSync(note)) rmSync(readFileSync(note, 'utf8').trim(), { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
})

describe('the built-in PostgreSQL', () => {
  test('is made on first use, speaks UTF-8, and takes up again what was written', async () => {
    const dataDir = newFolder()
    const first = await startEmbedded({ dataDir })
    expect(
      await ask(first, `select upper('aé') as up, current_setting('fsync') as fsync, current_setting('server_version') as version`),
    ).toEqual([{ up: 'AÉ', fsync: 'on', version: expect.stringMatching(/^18/) }])
    await ask(first, `create table kept as select 'well' as word`)
    const cluster = 'select system_identifier from pg_control_system()'
    const made = await ask(first, cluster)
    await first.stop()
    const second = await startEmbedded({ dataDir })
    // the same cluster, not one made again
    expect(await ask(second, cluster)).toEqual(made)
    expect(await ask(second, 'select word from kept')).toEqual([{ word: 'well' }])
    await second.stop()
    expect(serverIn(join(dataDir, 'postgres/cluster'))).toBeUndefined()
  })

  test('a folder that others may write, and files that are none of a database, are refused in words and not with a stack', async () => {
    const dataDir = madeFolder()
    const cluster = join(dataDir, 'postgres/cluster')
    for (const mode of [0o777, 0o755, 0o770]) {
      chmodSync(cluster, mode)
      await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
        code: 'folder.mode',
        message: `The database folder ${cluster} has mode ${mode.toString(8)}, with which PostgreSQL does not start. Run: chmod 700 ${cluster}`,
      })
    }
    for (const mode of [0o750, 0o700]) {
      chmodSync(cluster, mode)
      await (await startEmbedded({ dataDir })).stop()
    }
    writeFileSync(join(cluster, 'PG_VERSION'), '12\n')
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'database.not_started', message: expect.stringContaining('12') })
  })

  test('a folder that another user made is refused with the command that gives it over', () => {
    const dataDir = newFolder()
    const cluster = join(dataDir, 'cluster')
    mkdirSync(cluster, { mode: 0o700 })
    const me = vi.spyOn(process, 'getuid').mockReturnValue(4711)
    const runAs = { identity: { uid: 4711, gid: 4711 }, place: { root: dataDir, cluster } } as RunAs
    try {
      expect(() => own(runAs)).toThrowError(
        expect.objectContaining({ code: 'folder.owner', message: expect.stringContaining(`chown -R 4711 ${dataDir}`) }),
      )
    } finally {
      me.mockRestore()
    }
  })

  test('keeps as much of its files by itself as a small house can spare, and more where there is more', async () => {
    const mebibytes = (count: number) => buffersFor(count * 1024 ** 2)
    expect([0, 1, 128, 129, 200.5, 512, 513, 100_000].map(mebibytes)).toEqual([32, 32, 32, 33, 51, 128, 128, 128])
    const dataDir = madeFolder()
    const small = await startEmbedded({ dataDir })
    const buffers = `select current_setting('shared_buffers') as buffers, current_setting('wal_buffers') as log`
    expect(await ask(small, buffers)).toEqual([{ buffers: '32MB', log: '4MB' }])
    await ask(small, `create table large as select n, repeat('x', 1000) as word from generate_series(1, 150000) n`)
    await small.stop()
    const grown = await startEmbedded({ dataDir })
    expect(await ask(grown, buffers)).toEqual([{ buffers: expect.stringMatching(/^([4-9]\d|1[0-2]\d)MB$/), log: '4MB' }])
    await grown.stop()
  })

  test('listens on a private socket alone and asks for the password', async () => {
    const server = await startEmbedded({ dataDir: madeFolder() })
    expect(await ask(server, `select current_setting('listen_addresses') as addresses`)).toEqual([{ addresses: '' }])
    expect(statSync(server.connection.host).mode & 0o777).toBe(0o700)
    await expect(ask({ ...server, connection: { ...server.connection, password: 'guessed' } }, 'select 1')).rejects.toThrow(
      /password authentication failed/,
    )
    expect(await ask(server, 'select type, auth_method from pg_hba_file_rules where auth_method <> $1', ['scram-sha-256'])).toEqual([])
    await server.stop()
  })

  test('is shared with a second process while the first one lives', async () => {
    const dataDir = madeFolder()
    const owner = await startEmbedded({ dataDir })
    const guest = await startEmbedded({ dataDir })
    expect([owner.shared, guest.shared]).toEqual([false, true])
    await guest.stop()
    expect(await ask(owner, 'select 1 as one')).toEqual([{ one: 1 }])
    await owner.stop()
  })

  test('two first starts at once make one cluster', async () => {
    const dataDir = newFolder()
    const both = await Promise.all([startEmbedded({ dataDir }), startEmbedded({ dataDir })])
    expect(both.map((server) => server.shared).sort()).toEqual([false, true])
    for (const server of both) await server.stop()
  })

  test('stops when its house is killed, and has every committed row afterwards', async () => {
    const dataDir = madeFolder()
    const house = await houseApart(dataDir)
    const guest = await startEmbedded({ dataDir })
    await ask(guest, 'create table kept as select 7 as number')
    const pid = serverPid(dataDir)
    house.kill('SIGKILL')
    await gone(pid)
    const next = await startEmbedded({ dataDir })
    expect(next.shared).toBe(false)
    expect(await ask(next, 'select number from kept')).toEqual([{ number: 7 }])
    await next.stop()
  })

  test('is run from then on by the second house of its folder when the first was killed, at the same address', async () => {
    const dataDir = madeFolder()
    const house = await houseApart(dataDir)
    const guest = await startEmbedded({ dataDir, takeOver: true })
    expect(guest.shared).toBe(true)
    await ask(guest, 'create table kept as select 7 as number')
    const pid = serverPid(dataDir)
    house.kill('SIGKILL')
    await gone(pid)
    let rows: unknown
    for (let tries = 0; tries < 600 && !rows; tries += 1) {
      await pause(50)
      rows = await ask(guest, 'select number from kept').catch(() => undefined)
    }
    expect(rows).toEqual([{ number: 7 }])
    await guest.stop()
    expect(serverIn(join(dataDir, 'postgres/cluster'))).toBeUndefined()
  })

  test('whose house was killed and whose address has changed ends the second house with words', async () => {
    const dataDir = madeFolder('deep'.repeat(40))
    const house = await houseApart(dataDir)
    const guest = await startEmbedded({ dataDir, takeOver: true })
    house.kill('SIGKILL')
    expect(await guest.ended).toMatch(/has another address now. Start again/)
    await guest.stop()
    expect(serverIn(join(dataDir, 'postgres/cluster'))).toBeUndefined()
  })

  test('is replaced when its house and its supervisor were killed', async () => {
    const dataDir = madeFolder()
    const house = await houseApart(dataDir)
    const pid = serverPid(dataDir)
    process.kill(parentOf(pid), 'SIGKILL')
    house.kill('SIGKILL')
    await ended(house)
    const next = await startEmbedded({ dataDir })
    expect(next.shared).toBe(false)
    expect(serverPid(dataDir)).not.toBe(pid)
    await gone(pid)
    await next.stop()
  })

  test('starts over a pid file whose number another process has by now', async () => {
    const dataDir = madeFolder()
    writeFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), `${process.pid}\n/elsewhere\n1700000000\n5432\n/nowhere\n\n\nready\n`)
    const server = await startEmbedded({ dataDir })
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.stop()
  })

  test('makes the cluster again after a crash in the middle of making it', async () => {
    const dataDir = newFolder()
    mkdirSync(join(dataDir, 'postgres/cluster.half/base'), { recursive: true })
    const server = await startEmbedded({ dataDir })
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.stop()
  })

  test('finds a short place for its socket when the data folder lies deep', async () => {
    const server = await startEmbedded({ dataDir: madeFolder('deep'.repeat(40)) })
    expect(server.connection.host.length).toBeLessThan(90)
    expect(statSync(server.connection.host).mode & 0o777).toBe(0o700)
    await server.stop()
    expect(existsSync(server.connection.host)).toBe(false)
  })

  test('tells when it ends unasked', async () => {
    const dataDir = madeFolder()
    const server = await startEmbedded({ dataDir })
    process.kill(serverPid(dataDir), 'SIGQUIT')
    expect(await server.ended).toMatch(/PostgreSQL ended/)
    await server.stop()
  })

  test('runs as an unprivileged user, outside a closed home, where root has no user namespaces', async () => {
    const dataDir = newFolder()
    if (!root) {
      await expect(startEmbedded({ dataDir, ways: ['other'] })).rejects.toThrow(/set DATABASE_URL/)
      return
    }
    chmodSync(dataDir, 0o700)
    const server = await startEmbedded({ dataDir, ways: ['other'] })
    await ask(server, 'create table kept as select 1 as one')
    await server.stop()
    const place = readFileSync(join(dataDir, 'postgres/moved-to'), 'utf8').trim()
    expect(statSync(join(place, 'cluster')).uid).not.toBe(0)
    const again = await startEmbedded({ dataDir })
    expect(await ask(again, 'select one from kept')).toEqual([{ one: 1 }])
    await again.stop()
  })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-embedded-'))
  folders.push(folder)
  return folder
}

/** A copy of the data folder that was made and stopped, under a name of its own. */
function madeFolder(name = 'data'): string {
  const folder = join(newFolder(), name)
  const note = join(made, 'postgres/moved-to')
  const from = existsSync(note) ? readFileSync(note, 'utf8').trim() : join(made, 'postgres')
  mkdirSync(join(folder, 'postgres'), { recursive: true, mode: 0o700 })
  execFileSync('cp', ['-pR', join(from, 'cluster'), join(from, 'password'), join(folder, 'postgres')])
  return folder
}

async function ask(server: Pick<Embedded, 'connection'>, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client(server.connection)
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

/** A house in a process of its own, to be killed. */
async function houseApart(dataDir: string): Promise<ChildProcess> {
  const from = JSON.stringify(join(import.meta.dirname, 'embedded.ts'))
  const program = `import { startEmbedded } from ${from}
    await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} })
    process.stdout.write('up')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', () => reject(new Error('the house ended before it stood')))
  })
  return child
}

function serverPid(dataDir: string): number {
  return serverIn(join(dataDir, 'postgres/cluster'))?.pid ?? 0
}

function parentOf(pid: number): number {
  if (process.platform !== 'linux') return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).trim())
  return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await new Promise<void>((resolve) => child.once('exit', () => resolve()))
}

/** Waits until no process has this number; fails after ten seconds. */
async function gone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(1)
  for (let round = 0; round < 200; round += 1) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await pause(50)
  }
  throw new Error(`process ${pid} still runs`)
}
