import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { newId } from './ids.ts'
import { opens, sealWith } from './keys.ts'
import { Refusal } from './refusal.ts'
import { type HouseSettings, hasBuiltInDatabase } from './settings.ts'

/** What was found of the three things that must belong together: the database, the keys, the data folder. */
export type Found = {
  /** the database knows its house: which one, and whether the keys given open what was encrypted when it was made */
  database?: { house: string; secretOpens: boolean; licensingOpens: boolean }
  /** nothing was ever done in this database */
  databaseIsNew: boolean
  /** the house that the data folder says it belongs to */
  folder?: string
  /** the data folder holds events of servers */
  folderHasEvents: boolean
}

const mend = 'Nothing was changed.'

/**
 * May the house open with what was found? Refuses, before any door is open and before anything is written, where a purchase would
 * take money and give no licence, or a figure would be counted over another house's events:
 * `house.wrong_key`, `house.wrong_licensing_key`, `house.other_folder`, `house.database_gone`, `house.events_of_another`.
 */
export function fitTogether(found: Found, dataDir: string): void {
  const { database, folder } = found
  if (database && !database.secretOpens)
    throw new Refusal(
      'refused',
      'house.wrong_key',
      `The secret key is not the one that this database was made with. Put back the file ${join(dataDir, 'keys/secret.key')}, or the SECRET_KEY of before. ${mend}`,
    )
  if (database && !database.licensingOpens)
    throw new Refusal(
      'refused',
      'house.wrong_licensing_key',
      `The licensing key is not the one that this database was made with. Put back the file ${join(dataDir, 'keys/licensing-seal.key')}, or the LICENSING_SEAL_KEY of before. ${mend}`,
    )
  if (database && folder && database.house !== folder)
    throw new Refusal(
      'refused',
      'house.other_folder',
      `The data folder ${dataDir} belongs to another house than the database. Give DATA_DIR and DATABASE_URL of one and the same house. ${mend}`,
    )
  if (!database && folder) throw databaseGone(dataDir)
  if (!database && found.databaseIsNew && found.folderHasEvents)
    throw new Refusal(
      'refused',
      'house.events_of_another',
      `The data folder ${dataDir} holds events, and this database is new. Restore the database that they belong to, or start a new house in an empty folder. ${mend}`,
    )
}

/** Before the built-in database is started, which would make a new one: a folder that belongs to a house must hold its database. */
export function checkFolder(settings: HouseSettings): void {
  if (!settings.databaseUrl && markIn(settings.dataDir) && !hasBuiltInDatabase(settings.dataDir)) throw databaseGone(settings.dataDir)
}

const proofText = Buffer.from('Quarterdeck: what opens under this key belongs to this house.')

/** Looks, refuses where something does not belong, and writes down what belongs together when a house opens for the first time. */
export async function checkBelonging(pool: Pool, settings: HouseSettings): Promise<void> {
  const found = await look(pool, settings)
  fitTogether(found, settings.dataDir)
  const house = found.database?.house ?? (await writeBelonging(pool, settings))
  if (!found.folder) {
    mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(join(settings.dataDir, 'house.id'), `${house}\n`, { mode: 0o600 })
  }
}

async function look(pool: Pool, settings: HouseSettings): Promise<Found> {
  const { rows } = await pool.query<Row>('select house, secret_proof, licensing_proof from kernel.belonging')
  const used = await pool.query('select 1 from kernel.audit limit 1')
  const row = rows[0]
  const folder = markIn(settings.dataDir)
  return {
    ...(row ? { database: databaseOf(row, settings) } : {}),
    databaseIsNew: used.rows.length === 0,
    ...(folder ? { folder } : {}),
    folderHasEvents: hasFiles(join(settings.dataDir, 'log/segment')),
  }
}

type Row = { house: string; secret_proof: Buffer; licensing_proof: Buffer }

function databaseOf(row: Row, settings: HouseSettings) {
  return {
    house: row.house,
    secretOpens: opens(settings.secretKey, row.secret_proof, proofFor('secret', row.house)),
    licensingOpens: opens(settings.licensingSealKey, row.licensing_proof, proofFor('licensing', row.house)),
  }
}

/** Two processes that open a new house together agree on the row that was first. */
async function writeBelonging(pool: Pool, settings: HouseSettings): Promise<string> {
  const house = newId()
  await pool.query('insert into kernel.belonging (house, secret_proof, licensing_proof) values ($1, $2, $3) on conflict do nothing', [
    house,
    sealWith(settings.secretKey, proofText, proofFor('secret', house)),
    sealWith(settings.licensingSealKey, proofText, proofFor('licensing', house)),
  ])
  const { rows } = await pool.query<{ house: string }>('select house from kernel.belonging')
  return rows[0]?.house ?? house
}

function markIn(dataDir: string): string | undefined {
  const path = join(dataDir, 'house.id')
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined
}

function databaseGone(dataDir: string): Refusal {
  return new Refusal(
    'refused',
    'house.database_gone',
    `The data folder ${dataDir} belongs to a house, and its database is not here. Restore the house's database, or start a new house in an empty folder. ${mend}`,
  )
}

function proofFor(what: string, house: string): string {
  return `belonging:${what}:${house}`
}

function hasFiles(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('.ndjson'))
}
