import { expect, test } from 'vitest'
import { heldLedger } from '../../../test/cast/decisions.ts'
import { question } from '../../../test/cast/ledger.ts'
import type { FileAnswer } from '../../kernel/room.ts'
import * as promise from './contract.ts'
import { readRecord } from './rules/records-read.ts'

const { ledger, party } = heldLedger()
const record = `---\r
status: accepted\r
decision-makers: Mara\r
consulted: Sol, Somebody Else\r
informed: [cato]\r
---\r
\r
# Stay with one currency\r
\r
## Context and Problem Statement\r
\r
Do we bill in euro too?\r
\r
## Considered Options\r
\r
* One currency\r
* Two\t\r
\r
## Decision Outcome\r
\r
Chosen option: "One currency", because nobody asked for another.   \r
`
const fileOf = async (who: string, id: string) => {
  const { bytes, name, type } = (await ledger.as(who).call(promise.decisionsRecord, { id })) as FileAnswer
  return { text: Buffer.from(bytes).toString('utf8'), name, type }
}

test('a record is read as a draft with those of whom it names who work here, and nothing is opened by that', async () => {
  const before = (await ledger.as('ilse').call(promise.decisionsList, {})).items.length
  const draft = await ledger.as('ilse').call(promise.recordsPreview, { text: record })
  expect(draft).toMatchObject({
    issue: 'Stay with one currency',
    status: 'accepted',
    options: [{ title: 'One currency', proposed: true }, { title: 'Two' }],
    parties: [
      { letter: 'D', name: 'mara' },
      { letter: 'I', name: 'sol' },
    ],
    informed: [{ name: 'cato' }],
    unplaced: ['Somebody Else'],
  })
  expect((await ledger.as('ilse').call(promise.decisionsList, {})).items).toHaveLength(before)
  await expect(ledger.as('ilse').call(promise.recordsPreview, { text: '\n \n' })).rejects.toMatchObject({ code: 'record.nothing_read' })
})

test('opened from a record and untouched it is given back byte for byte; another text and the decision are written anew', async () => {
  const { issue, proposal, options } = readRecord(record)
  const text = { issue, proposal, options }
  const a = await ledger.opened({ ...text, parties: [party('D', 'mara')], source: record })
  expect(await fileOf('ilse', a.number)).toEqual({ text: record, name: `${a.number}.md`, type: 'text/markdown; charset=utf-8' })
  const changed = await ledger
    .as('ilse')
    .call(promise.decisionsRewrite, { id: a.id, if_match: a.version, ...text, issue: 'One currency for all' })
  const anew = (await fileOf('ilse', a.id)).text
  expect(anew).not.toBe(record)
  expect(readRecord(anew)).toMatchObject({
    issue: 'One currency for all',
    proposal,
    options,
    status: 'proposed',
    decision_makers: ['mara'],
  })
  await ledger.as('ilse').call(promise.decisionsRewrite, { id: a.id, if_match: changed.version, ...text })
  expect((await fileOf('ilse', a.id)).text, 'the old words again').toBe(record)
  await ledger.decide('mara', a.id, { text_no: 3, text: 'One currency, until 2028.', rationale: 'Nobody asked.' })
  const decided = (await fileOf('sol', a.id)).text
  for (const part of ['status: accepted', 'One currency, until 2028.', 'Nobody asked.', `number: ${a.number}`])
    expect(decided).toContain(part)
  const other = await ledger.opened({ ...text, proposal: 'Something else', parties: [party('D', 'mara')], source: record })
  expect((await fileOf('ilse', other.id)).text, 'a source that says something else is not what was put forward').not.toBe(record)
})

test('the mark that some editors begin a file with is no word of its title, and comes back with the file', async () => {
  const marked = `\ufeff${record}`
  const draft = await ledger.as('ilse').call(promise.recordsPreview, { text: marked })
  expect(draft).toMatchObject({ issue: 'Stay with one currency', status: 'accepted' })
  const { issue, proposal, options } = readRecord(marked)
  const text = { issue, proposal, options }
  const a = await ledger.opened({ ...text, parties: [party('D', 'mara')], source: marked })
  const bytes = async () => {
    const file = (await ledger.as('ilse').call(promise.decisionsRecord, { id: a.id })) as FileAnswer
    return Buffer.from(file.bytes).toString('hex')
  }
  const came = Buffer.from(marked).toString('hex')
  expect(came.startsWith('efbbbf')).toBe(true)
  expect(await bytes()).toBe(came)
  const saved = await ledger.as('ilse').call(promise.decisionsRewrite, { id: a.id, if_match: a.version, ...text, proposal: 'Otherwise' })
  expect(await bytes()).not.toBe(came)
  await ledger.as('ilse').call(promise.decisionsRewrite, { id: a.id, if_match: saved.version, ...text })
  expect(await bytes(), 'saved and read again').toBe(came)
})

test('whoever may not see a decision does not download it either', async () => {
  const a = await ledger.opened({ ...question, audience: 'restricted', parties: [party('D', 'mara')] })
  await expect(fileOf('noa', a.id)).rejects.toMatchObject({ code: 'decision.unknown' })
  expect((await fileOf('mara', a.id)).text).toContain('status: proposed')
})
