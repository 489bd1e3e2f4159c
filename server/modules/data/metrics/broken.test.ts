import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { builtIn, readFolders } from './builtin.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
/** The shipped definitions with one file changed. */
function shipped(name: string, change: (text: string) => string) {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-metrics-'))
  folders.push(folder)
  for (const file of readdirSync(import.meta.dirname))
    if (file.endsWith('.yaml')) cpSync(join(import.meta.dirname, file), join(folder, file))
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')))
  return readFolders([folder])
}
const all = () => [...builtIn().catalogue.keys()]

test('the shipped definitions are sound, every one', () => {
  expect(builtIn().broken.size).toBe(0)
  expect(all()).toHaveLength(readdirSync(import.meta.dirname).filter((name) => name.endsWith('.yaml')).length)
})

test.each([
  ['is no YAML', (text: string) => `${text}\n  : [`],
  ['is empty', () => ''],
  ['holds another metric', (text: string) => text.replace('metric: customers', 'metric: customer')],
  ['lacks what it must say', (text: string) => text.replace(/^owner:.*$/m, '')],
  ['stands on no model', (text: string) => text.replace(/^model:.*$/m, 'model: mart_of_nothing')],
  ['shares its acronym', (text: string) => text.replace(/^label:/m, 'acronym: ARR\nlabel:').replace(/^acronym: (?!ARR).*$/m, '')],
])('a definition that %s is out alone, with its reason', (_, change) => {
  const { catalogue, broken } = shipped('customers.yaml', change)
  expect([...catalogue.keys()]).toEqual(all().filter((id) => id !== 'customers'))
  expect([...broken.keys()]).toEqual(['customers'])
  expect(broken.get('customers')?.length).toBeGreaterThan(10)
})

test('what is worked out from a broken one is out with it, and says so', () => {
  const { catalogue, broken } = shipped('arr.new.yaml', () => 'nonsense')
  expect([...broken.keys()].sort()).toEqual(['arr.net_new', 'arr.new'])
  expect(broken.get('arr.net_new')).toContain('arr.new')
  expect(catalogue.has('arr')).toBe(true)
})

test('definitions that go in a circle are out, the rest stays', () => {
  const { catalogue, broken } = shipped('arr.net_new.yaml', (text) => text.replace(/metric: arr\.new\b/, 'metric: arr.net_new'))
  expect([...broken.keys()]).toEqual(['arr.net_new'])
  expect(catalogue.has('arr.new')).toBe(true)
})
