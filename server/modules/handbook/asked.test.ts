import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { jcs, sha256 } from '../../kernel/canonical.ts'
import * as decisions from '../decisions/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, written, group } = pages(allRooms)
const text = (title: string) => `---
kind: procedure
rapid: mara(D), farid(A)
tier: 3
---
# ${title}

## Steps

1. Open the order
   - Role: Export officer
`
const propose = (id: string, more: object = {}) =>
  as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'As we do it now', ...more })

test('a procedure for the few is agreed to by those who may open it, and the ledger tells nothing of it', async () => {
  const few = await group('PAY', 'mara', 'farid')
  const { id } = await written(text('Numbat pay'), { audience: 'restricted', groups: [few] })
  const asked = await propose(id, { note: 'numbat note' })
  const { rows } = await ledger.cast.house.db.pool.query('select * from decisions.decision where id = $1', [asked.decision.id])
  const texts = await ledger.cast.house.db.pool.query('select * from decisions.text where decision_id = $1', [asked.decision.id])
  expect(JSON.stringify([rows, texts.rows]).toLowerCase()).not.toContain('numbat')
  const other = await group('SEA', 'noa')
  const { id: closed } = await written(text('Numbat bonus'), { audience: 'restricted', groups: [other] })
  expect(await codeOf(propose(closed))).toBe('rapid.party_no_reader')
})

test('a procedure with a part for some is put forward to those who may read it, under a hash that nobody can try words against', async () => {
  await group('BON', 'mara', 'farid')
  const part = (mark: string, amount: string) =>
    `${text('Pay a bonus')}\n<!-- restricted: ${mark} -->\n\n## Most\n\n${amount} for each.\n\n<!-- /restricted -->\n`
  const { id: closed } = await written(part('SEA', '900'))
  expect(await codeOf(propose(closed))).toBe('rapid.party_no_reader')
  const { id } = await written(part('BON', '900'))
  const asked = await propose(id)
  const plain = (source: string) => sha256(jcs({ format: 'handbook.version/1', source, attachments: [] }))
  const told = async (decision: string) =>
    (await as('cato').call(decisions.decisionsGet, { id: decision })).text.subjects.map(({ version_hash }) => version_hash)
  expect(await told(asked.decision.id)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
  expect(await told(asked.decision.id)).not.toContain(plain(part('BON', '900')))
  const open = await written(text('Sail home'))
  const { decision } = await propose(open.id)
  expect(await told(decision.id)).toEqual([plain(text('Sail home'))])
})

test('a procedure that is closed to some of those who are asked is put forward no more, and the ledger tells nobody else of it', async () => {
  const [ours, theirs] = [await group('OUR', 'mara', 'farid'), await group('THE', 'noa')]
  const seen = async (name: string, id: string) => codeOf(as(name).call(decisions.decisionsGet, { id }))
  const state = async (id: string) => (await as('mara').call(decisions.decisionsGet, { id })).state
  const closes = (id: string, groups: string[]) => as('ilse').call(promise.pagesChange, { id, audience: 'restricted', groups })
  const { id } = await written(text('Wombat pay'))
  const asked = await propose(id, { note: 'wombat note' })
  expect(await seen('sol', asked.decision.id)).toBe('answered')
  await closes(id, [ours])
  expect([await seen('sol', asked.decision.id), await seen('farid', asked.decision.id)]).toEqual(['decision.unknown', 'answered'])
  expect(await state(asked.decision.id)).toBe('collecting')
  const { rows } = await ledger.cast.house.db.pool.query(
    "select subject_label, after from kernel.audit where action = 'decisions.decision.closed_to_few' and subject_id = $1",
    [asked.decision.id],
  )
  expect(rows).toEqual([{ subject_label: asked.decision.number, after: { audience: 'restricted' } }])
  await closes(id, [theirs])
  expect(await state(asked.decision.id)).toBe('withdrawn')
  expect((await as('ilse').call(promise.proceduresGet, { id })).proposal).toBeNull()
})
