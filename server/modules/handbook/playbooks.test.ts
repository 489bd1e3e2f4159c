import { expect, test } from 'vitest'
import { procedures } from '../../../test/cast/procedures.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as promise from './contract.ts'

const { as, who, publish, read, trail, written } = procedures()
const playbook = {
  version: 1,
  title: 'A ship comes in',
  checklists: [
    { title: 'Before', id: 'a', items: [{ title: 'Answer the call', command: '/berth', state: 'closed' }, { title: 'Order the pilot' }] },
  ],
  metrics: [],
  webhook_on_creation_urls: ['https://hooks.harbour.example/x7'],
}
const file = JSON.stringify(playbook, null, 4)
const taken = async (name: string, id: string) =>
  Buffer.from(((await as(name).call(promise.playbooksGet, { id })) as { bytes: Uint8Array }).bytes).toString()

test('a playbook comes in as a draft, goes out letter by letter, and with what changed since', async () => {
  const made = await as('ilse').call(promise.playbooksImport, { file, backup: who('sol') })
  expect(made).toMatchObject({ title: 'A ship comes in', steps: 2, notes: [] })
  expect(await trail(made.page)).toContain('handbook.playbook.imported')
  expect(await taken('sol', made.page)).toBe(file)
  // what the file says beside its text is for those who keep it
  expect(await taken('noa', made.page)).not.toContain('hooks.harbour')
  const { source } = await as('ilse').call(promise.sourcesGet, { id: made.page })
  await publish('ilse', made.page, 1, source.replace('Order the pilot', 'Order the pilot by radio'))
  expect(JSON.parse(await taken('ilse', made.page))).toEqual({
    ...playbook,
    checklists: [{ ...playbook.checklists[0], items: [playbook.checklists[0]?.items[0], { title: 'Order the pilot by radio' }] }],
  })
  expect((await read('noa', made.page)).number).toBe(made.number)
})

test('what a reader does not see of it does not go out', async () => {
  const made = await as('ilse').call(promise.playbooksImport, { file, path: 'ships/in' })
  const { source } = await as('ilse').call(promise.sourcesGet, { id: made.page })
  await publish('ilse', made.page, 1, source.replace('1. **Answer', '1. <!-- restricted: LT --> **Answer'))
  const seen = await taken('noa', made.page)
  expect(JSON.parse(seen).checklists).toMatchObject([{ items: [{ title: 'Order the pilot' }] }])
  expect(seen).not.toContain('/berth')
  expect(await taken('ilse', made.page)).toContain('/berth')
})

test('what is no playbook is refused, and a page is none', async () => {
  expect(await codeOf(as('ilse').call(promise.playbooksImport, { file: '{"a":1}' }))).toBe('playbook.unreadable')
  const { id } = await written('# A page\n\nx\n')
  expect(await codeOf(as('noa').call(promise.playbooksGet, { id }))).toBe('procedure.unknown')
})
