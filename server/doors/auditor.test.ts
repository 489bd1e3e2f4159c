import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { foundOffice } from '../../test/cast/staff.ts'
import { sendMail } from '../kernel/mail.ts'
import { quarantineList } from '../modules/data/contract.ts'
import { invite, invitationsList } from '../modules/people/contract.ts'
import { rooms } from '../rooms.ts'
import { outbox, trail } from './contract.ts'
import { houseOperations } from './house-operations.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast()
  await foundOffice(cast)
})
afterAll(() => cast?.close())

test('auditors and administrators read letters without their secrets, invitations, quarantine and the whole trail; nobody in sales does', async () => {
  await cast.as('admin').call(invite, { email: 'new@tidewater.example', roles: ['member'] }, { key: 'invite-1' })
  await cast.open((ctx) =>
    sendMail(ctx, {
      purpose: 'service',
      to: 'c@customer.example',
      subject: '482913 is your code',
      text: 'your code is 482913. Invoice DE-INV-2026-000123 over 1,234,567.89 stays.',
      secrets: ['482913'],
    }),
  )
  const auditor = cast.as('auditor')
  for (const reader of [auditor, cast.as('admin')]) {
    const { items } = await reader.call(outbox, {})
    const text = items.map((one) => `${one.subject} ${one.text}`).join('\n')
    expect(text).toContain('/invitation#••••••')
    expect(text).not.toMatch(/#(?!•)\S/)
    expect(text).not.toContain('482913')
    expect(text).toContain('DE-INV-2026-000123 over 1,234,567.89')
  }
  expect((await auditor.call(invitationsList, {})).items).toHaveLength(1)
  await auditor.call(quarantineList, {})
  const first = await auditor.call(trail, { limit: 2 })
  expect(first.items[0]).toMatchObject({ action: 'people.invitation.sent', actor: { kind: 'person' }, subject: { kind: 'invitation' } })
  const rest = await auditor.call(trail, { limit: 200, cursor: first.next ?? '' })
  const all = [...first.items, ...rest.items].map((row) => row.id)
  expect(new Set(all).size).toBe(all.length)
  const { rows } = await cast.house.db.pool.query('select count(*)::int as n from kernel.audit')
  expect(all).toHaveLength(rows[0].n)
  expect((await auditor.call(trail, { action: 'people.person.' })).items.map((row) => row.subject.label)).toEqual(['Tom', 'Ines'])
  for (const operation of [outbox, invitationsList, quarantineList, trail]) {
    await expect(cast.as('sales').call(operation, {})).rejects.toMatchObject({ code: 'right.missing' })
  }
})

test('every list of the house is open to an auditor', async () => {
  const lists = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)]
    .map((bound) => bound.operation)
    .filter((operation) => operation.method === 'GET' && operation.audience === 'staff')
  const auditor = cast.as('auditor').actor
  const closed = lists.filter(({ right }) => !['anyone', 'signed_in'].includes(right) && !auditor.rights.has(right))
  expect(closed.map((operation) => `${operation.name} needs ${operation.right}`)).toEqual([])
})
