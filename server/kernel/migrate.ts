import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { sha256 } from './canonical.ts'
import { Refusal } from './refusal.ts'

export type MigrationFolder = { schema: string; folder: string }
type MigrationFile = { schema: string; name: string; text: string; checksum: string }

/** One number for the lock that only one migrating process holds at a time. */
const lockNumber = 7_241_860_113

/**
 * Runs the numbered `.sql` files that this database has not seen, forward only, each in a transaction of its own,
 * under an advisory lock. A file that changed after it ran is refused by name: history is not edited. So is a database that has
 * seen files which this program does not have: an older program does not touch what a newer one made.
 */
export async function migrate(pool: pg.Pool, folders: MigrationFolder[]): Promise<string[]> {
  const client = await pool.connect()
  const done: string[] = []
  try {
    // neither waiting for another process nor a long migration is a fault
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    await client.query('create schema if not exists kernel')
    await client.query(
      'create table if not exists kernel.migration (schema text, name text, checksum char(64) not null, at timestamptz not null default now(), primary key (schema, name))',
    )
    const { rows } = await client.query<{ schema: string; name: string; checksum: string }>(
      'select schema, name, checksum from kernel.migration',
    )
    const seen = new Map(rows.map((row) => [`${row.schema}/${row.name}`, row.checksum]))
    const files = folders.flatMap(filesIn)
    refuseNewer(rows, folders, files)
    for (const file of files) {
      const checksum = seen.get(`${file.schema}/${file.name}`)
      if (checksum === file.checksum) continue
      if (checksum) {
        throw new Refusal(
          'conflict',
          'migration.changed',
          `${file.schema}/${file.name} was changed after it ran. Put it back and write a new file.`,
        )
      }
      await runOne(client, file)
      done.push(`${file.schema}/${file.name}`)
    }
  } finally {
    // closing the connection gives back the lock and the timeout, whatever state it is in
    client.release(true)
  }
  return done
}

function refuseNewer(rows: { schema: string; name: string }[], folders: MigrationFolder[], files: MigrationFile[]): void {
  const known = new Set(files.map((file) => `${file.schema}/${file.name}`))
  const ours = new Set(folders.map((folder) => folder.schema))
  const newer = rows.find((row) => ours.has(row.schema) && !known.has(`${row.schema}/${row.name}`))
  if (!newer) return
  const name = `${newer.schema}/${newer.name}`
  throw new Refusal(
    'conflict',
    'migration.newer',
    `This database has run ${name}, which this Quarterdeck does not have. Start the newer Quarterdeck.`,
  )
}

/** Hash of all migrations: names the template database that tests copy. */
export function migrationsHash(folders: MigrationFolder[]): string {
  return sha256(
    folders
      .flatMap(filesIn)
      .map((file) => `${file.schema}/${file.name}:${file.checksum}`)
      .join('\n'),
  )
}

async function runOne(client: pg.PoolClient, file: MigrationFile): Promise<void> {
  await client.query('begin')
  try {
    await client.query(`create schema if not exists ${file.schema}`)
    await client.query(file.text)
    await client.query('insert into kernel.migration (schema, name, checksum) values ($1, $2, $3)', [file.schema, file.name, file.checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw new Error(`migration ${file.schema}/${file.name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

function filesIn({ schema, folder }: MigrationFolder): MigrationFile[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return { schema, name, text, checksum: sha256(text) }
    })
}
