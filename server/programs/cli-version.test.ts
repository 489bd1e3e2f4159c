import { expect, test } from 'vitest'
import { rooms } from '../rooms.ts'
import { withVersion } from './cli-version.ts'

const operations = rooms.flatMap((room) => room.operations).map((bound) => bound.operation)
const edits = operations.filter((operation) => operation.edit === 'version')
const named = (name: string) => {
  const found = operations.find((operation) => operation.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}
const asked: string[] = []
const ask = async (operation: { name: string }) => {
  asked.push(operation.name)
  return operation.name.startsWith('strategy.') ? { rev: 7 } : { version: 3 }
}

test('an edit without a version reads the one that stands; a given one stays', async () => {
  asked.length = 0
  const change = named('people.persons.change')
  expect(await withVersion(change, { id: 'x', title: 'Chair' }, operations, ask)).toEqual({ id: 'x', title: 'Chair', if_match: 3 })
  expect(await withVersion(change, { id: 'x', if_match: 2 }, operations, ask)).toEqual({ id: 'x', if_match: 2 })
  expect(await withVersion(named('billing.contracts.renew'), { id: 'x' }, operations, ask)).toMatchObject({ if_match: 3 })
  expect(await withVersion(named('strategy.editions.edit'), { id: 'x', source: '' }, operations, ask)).toMatchObject({ if_match: 7 })
  expect(asked).toEqual(['people.persons.read', 'billing.contracts.get', 'strategy.editions.source'])
  expect(await withVersion(named('people.groups.create'), { name: 'North' }, operations, ask)).toEqual({ name: 'North' })
})

test('every edit either finds its read or says which list shows the version', async () => {
  const told: Record<string, string> = {}
  for (const edit of edits) {
    told[edit.name] = await withVersion(edit, { id: 'x' }, operations, ask).then(
      () => 'read',
      (error: Error & { code: string }) => `${error.code} ${error.message}`,
    )
  }
  const spoken = Object.entries(told).filter(([, text]) => text !== 'read')
  expect(spoken.map(([name]) => name).sort()).toMatchInlineSnapshot(`
    [
      "billing.entities.change",
      "billing.profiles.change",
      "customers.contacts.change",
      "handbook.functions.arrange",
      "handbook.functions.change",
      "handbook.missed.answer",
      "people.service_accounts.change",
    ]
  `)
  for (const [, text] of spoken)
    expect(text).toMatch(/^edit\.version_required .*--if-match VERSION; (quarterdeck \w+ \w+ \w+ shows it|the page)/)
})

test('a thing that answers no version is not changed by guess', async () => {
  await expect(withVersion(named('people.persons.change'), { id: 'x' }, operations, async () => ({}))).rejects.toMatchObject({
    code: 'edit.version_required',
  })
})
