import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { describeSettings, loadSettings } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = Buffer.alloc(32, 9).toString('base64')
const fresh = () => mkdtempSync(join(folder, 'data-'))

describe('settings', () => {
  test('have defaults that start a house on this machine alone', () => {
    const settings = loadSettings({ DATA_DIR: fresh() })
    expect(settings).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:8080',
      databaseUrl: undefined,
      demo: false,
    })
    expect([...settings.roles]).toEqual(['web', 'worker', 'ingest'])
    expect(settings.ingestMaxBody).toBe(4 * 1024 * 1024)
  })

  test('come from arguments before the environment before the file', () => {
    const dataDir = fresh()
    writeFileSync(join(dataDir, 'quarterdeck.env'), '# ours\nPORT=1\nHOST="0.0.0.0"\nexport LOG_LEVEL=warn\n')
    const settings = loadSettings({ DATA_DIR: dataDir, PORT: '2', LOG_LEVEL: 'debug' }, ['--port', '3', '--demo', '--role=web,ingest'])
    expect(settings).toMatchObject({ port: 3, host: '0.0.0.0', logLevel: 'debug', demo: true })
    expect([...settings.roles]).toEqual(['web', 'ingest'])
    const sources = Object.fromEntries(describeSettings(settings).map((line) => [line.name, line.source]))
    expect(sources).toMatchObject({
      PORT: 'argument',
      LOG_LEVEL: 'environment',
      HOST: `file ${join(dataDir, 'quarterdeck.env')}`,
      MAIL_FROM: 'default',
    })
  })

  test.each([
    ['PORT', 'eighty', 'is not a whole number'],
    ['PORT', '70000', 'is out of bounds'],
    ['PUBLIC_URL', 'quarterdeck.example.com', 'is not an http or https address'],
    ['DATABASE_URL', 'mysql://db/house', 'is not a postgres:// address'],
    ['ROLE', 'web,wroker', 'knows only all, web, worker and ingest'],
    ['LOG_LEVEL', 'loud', 'is not a level'],
    ['SECRET_KEY', 'short', 'is not 32 bytes in base64'],
    ['MAIL_FROM', 'nobody', 'is not a mail address'],
    ['WAREHOUSE_READERS', '0', 'is out of bounds'],
  ])('a wrong %s names itself, its source, what is wrong and the fix', (name, text, reason) => {
    const message = expect.stringMatching(new RegExp(`- ${name} \\(environment\\) ${reason}.*\\. (Give|Make) `))
    const unmet = expect.arrayContaining([expect.objectContaining({ code: 'settings.invalid', path: name })])
    expect(() => loadSettings({ DATA_DIR: fresh(), [name]: text })).toThrow(
      expect.objectContaining({ code: 'settings.invalid', message, unmet }),
    )
  })

  test('all wrong ones are told at once, and an unknown argument or line too', () => {
    const dataDir = fresh()
    writeFileSync(join(dataDir, 'quarterdeck.env'), 'PROT=80\n')
    expect(() => loadSettings({ DATA_DIR: dataDir, PORT: 'x' }, ['--prot', '80'])).toThrow(
      /--prot is not an argument[\s\S]*quarterdeck.env line 1: "PROT"[\s\S]*PORT \(environment\)/,
    )
  })

  test('keys are made once in the data folder, for its owner alone', () => {
    const dataDir = fresh()
    const first = loadSettings({ DATA_DIR: dataDir })
    expect(first.secretKey).toHaveLength(32)
    expect(Buffer.compare(first.secretKey, first.licensingSealKey)).not.toBe(0)
    expect(loadSettings({ DATA_DIR: dataDir }).secretKey).toEqual(first.secretKey)
    expect(statSync(join(dataDir, 'keys/secret.key')).mode & 0o777).toBe(0o600)
  })

  test('are read without a trace: no key is made by looking', () => {
    const dataDir = join(fresh(), 'not-there')
    const settings = loadSettings({ DATA_DIR: dataDir }, [], 'read')
    const line = describeSettings(settings).find((one) => one.name === 'SECRET_KEY')
    expect(line?.source).toContain('which the first start makes')
    expect(existsSync(dataDir)).toBe(false)
  })

  test('a missing key is made for a new database alone, never beside one that lies there', () => {
    const dataDir = fresh()
    const { secretKey } = loadSettings({ DATA_DIR: dataDir })
    mkdirSync(join(dataDir, 'postgres/cluster'), { recursive: true })
    writeFileSync(join(dataDir, 'postgres/cluster/PG_VERSION'), '18\n')
    expect(loadSettings({ DATA_DIR: dataDir }).secretKey).toEqual(secretKey)
    const [there, away] = [join(dataDir, 'keys'), join(dataDir, 'keys.away')]
    renameSync(there, away)
    expect(() => loadSettings({ DATA_DIR: dataDir })).toThrow(
      expect.objectContaining({ unmet: [keyMissing('SECRET_KEY', 'secret.key'), keyMissing('LICENSING_SEAL_KEY', 'licensing-seal.key')] }),
    )
    expect(existsSync(there)).toBe(false)
    renameSync(away, there)
    expect(loadSettings({ DATA_DIR: dataDir }).secretKey).toEqual(secretKey)
  })

  test('with a database of your own, keys must be given', () => {
    const own = { DATA_DIR: fresh(), DATABASE_URL: 'postgres://house:pw@db/house' }
    expect(() => loadSettings(own)).toThrow(/SECRET_KEY is missing, and DATABASE_URL \(environment\) is set.*openssl rand -base64 32/)
    expect(loadSettings({ ...own, SECRET_KEY: key, LICENSING_SEAL_KEY: key }).secretKey).toEqual(Buffer.alloc(32, 9))
  })

  test('secrets are masked wherever settings are shown', () => {
    const settings = loadSettings({
      DATA_DIR: fresh(),
      DATABASE_URL: 'postgres://house:hunter2@db:5432/house?password=hunter2',
      SECRET_KEY: key,
      LICENSING_SEAL_KEY: key,
    })
    const printed = JSON.stringify(describeSettings(settings))
    expect(printed).toContain('postgres://house:••••@db:5432/house?••••')
    expect(printed).not.toMatch(/hunter2|CQkJ/)
    expect(() => loadSettings({ DATA_DIR: fresh(), SMTP_URL: 'http://me:hunter2@mail' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    )
  })

  test('the address of a socket passes as a database address', () => {
    const url = 'postgres://quarterdeck:pw@/quarterdeck?host=%2Ftmp%2Fsocket'
    expect(loadSettings({ DATA_DIR: fresh(), DATABASE_URL: url, SECRET_KEY: key, LICENSING_SEAL_KEY: key }).databaseUrl).toBe(url)
  })
})

function keyMissing(path: string, file: string) {
  return expect.objectContaining({ code: 'settings.key_missing', path, text: expect.stringContaining(file) })
}
