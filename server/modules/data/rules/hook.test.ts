import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { trackOf } from './hook.ts'
import { sortItem } from './item.ts'

const at = new Date('2026-06-15T10:00:00Z')
const sorted = (body: string) =>
  sortItem(item(body), {}, { segment: 's', line: 1, idx: 0 }, { source: 'hooks', received: at.getTime(), subject: 'person' })
const item = (body: string) => JSON.parse(trackOf({ id: 'msg_1', at, body }))

describe('a message of another system', () => {
  test.each([
    [
      'as the specification recommends',
      '{"type":"ticket.closed","timestamp":"2026-06-15T09:59:58Z","data":{"id":7}}',
      { event: 'ticket.closed', timestamp: '2026-06-15T09:59:58Z', properties: { id: 7 } },
    ],
    [
      'without its own instant: when it was signed',
      '{"type":"ticket.closed"}',
      { event: 'ticket.closed', timestamp: at.toISOString(), properties: { data: null } },
    ],
    ['with data that are no object', '{"type":"x","data":[1]}', { event: 'x', properties: { data: [1] } }],
  ])('%s', (_, body, expected) => expect(item(body)).toMatchObject({ ...expected, messageId: 'msg_1', groupId: 'hooks' }))

  test.each(['', '[]', 'null', '{}', '{"type":7}', '{"type":""}', '{"type":'])(
    '%j says nothing that happened, and waits in the quarantine',
    (body) => {
      expect(sorted(body)).toEqual({ reason: 'event_missing' })
    },
  )

  test('whatever it holds, the log can sort it', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((type) => type.trim() !== ''),
        fc.jsonValue(),
        (type, data) => {
          const found = sorted(JSON.stringify({ type, data }))
          expect(found).toMatchObject({ row: { messageId: 'msg_1', groupId: 'hooks' } })
        },
      ),
      { numRuns: 200 },
    )
  })
})
