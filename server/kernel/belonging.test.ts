import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { checkBelonging, checkFolder, type Found, fitTogether } from './belonging.ts'
import { type HouseSettings, testSettings } from './settings.ts'

const whole: Found = {
  database: { house: 'a', secretOpens: true, licensingOpens: true },
  databaseIsNew: false,
  folder: 'a',
  folderHasEvents: true,
}
const { database, ...noDatabase } = whole
const { folder, ...noFolder } = whole

describe('what was found fits together', () => {
  test.each<[string, Found]>([
    ['the whole house', whole],
    ['another host of the same house, whose folder is new', noFolder],
    ['a house made before this was written down', { databaseIsNew: false, folderHasEvents: true }],
    ['a new house', { databaseIsNew: true, folderHasEvents: false }],
  ])('%s', (_name, found) => {
    expect(() => fitTogether(found, '/d')).not.toThrow()
  })

  test.each<[string, Found, string]>([
    ['another secret key', { ...whole, database: { house: 'a', secretOpens: false, licensingOpens: true } }, 'house.wrong_key'],
    [
      'another licensing key',
      { ...whole, database: { house: 'a', secretOpens: true, licensingOpens: false } },
      'house.wrong_licensing_key',
    ],
    ['a folder of another house', { ...whole, folder: 'b' }, 'house.other_folder'],
    ['a folder whose database is gone', { ...noDatabase, databaseIsNew: true }, 'house.database_gone'],
    ['a folder beside the used database of a house from before', noDatabase, 'house.database_gone'],
    ['events beside a new database', { databaseIsNew: true, folderHasEvents: true }, 'house.events_of_another'],
  ])('%s is refused with the way out', (_name, found, code) => {
    expect(() => fitTogether(found, '/d')).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(/\. Nothing was changed\.$/) }),
    )
  })
})

describe('a house that opens', () => {
  let cast: Cast
  const folders: string[] = []
  beforeAll(async () => {
    cast = await openCast({ rooms: ['people'] })
  })
  afterAll(async () => {
    await cast.close()
    for (const one of folders) rmSync(one, { recursive: true, force: true })
  })
  const settingsIn = (dataDir: string, secret: number, licensing = 2): HouseSettings => ({
    ...testSettings(dataDir),
    secretKey: Buffer.alloc(32, secret),
    licensingSealKey: Buffer.alloc(32, licensing),
  })
  const check = (settings: HouseSettings) => checkBelonging(cast.house.db.pool, settings)

  test('writes down once what belongs together, and knows its folders and its keys again', async () => {
    const [home, elsewhere] = [newFolder(), newFolder()]
    mkdirSync(join(home, 'log/segment/2026-01-01'), { recursive: true })
    writeFileSync(join(home, 'log/segment/2026-01-01/1.ndjson'), '{}\n')
    await expect(check(settingsIn(home, 1))).rejects.toMatchObject({ code: 'house.events_of_another' })
    expect((await cast.house.db.pool.query('select * from kernel.belonging')).rows).toEqual([])
    rmSync(join(home, 'log'), { recursive: true })
    await Promise.all([check(settingsIn(home, 1)), check(settingsIn(elsewhere, 1))])
    const id = (at: string) => readFileSync(join(at, 'house.id'), 'utf8')
    expect(id(home)).toBe(id(elsewhere))
    await check(settingsIn(home, 1))
    await expect(check(settingsIn(home, 3))).rejects.toMatchObject({ code: 'house.wrong_key' })
    await expect(check(settingsIn(home, 1, 3))).rejects.toMatchObject({ code: 'house.wrong_licensing_key' })
    writeFileSync(join(elsewhere, 'house.id'), '0197-another\n')
    await expect(check(settingsIn(elsewhere, 1))).rejects.toMatchObject({ code: 'house.other_folder' })
  })

  test('makes no new database in a folder whose own is gone', () => {
    const home = newFolder()
    const settings = testSettings(home)
    expect(() => checkFolder(settings)).not.toThrow()
    writeFileSync(join(home, 'house.id'), '0197-house\n')
    expect(() => checkFolder(settings)).toThrow(expect.objectContaining({ code: 'house.database_gone' }))
    expect(() => checkFolder({ ...settings, databaseUrl: 'postgres://elsewhere/house' })).not.toThrow()
    mkdirSync(join(home, 'postgres/cluster'), { recursive: true })
    writeFileSync(join(home, 'postgres/cluster/PG_VERSION'), '18\n')
    expect(() => checkFolder(settings)).not.toThrow()
  })

  test('never forgets it: the row cannot be changed or taken away', async () => {
    await expect(cast.house.db.pool.query('delete from kernel.belonging')).rejects.toThrow(/immutable/)
    await expect(cast.house.db.pool.query('update kernel.belonging set house = gen_random_uuid()')).rejects.toThrow(/immutable/)
  })

  function newFolder(): string {
    const made = mkdtempSync(join(tmpdir(), 'quarterdeck-belonging-'))
    folders.push(made)
    return made
  }
})
