import { describe, expect, test } from 'vitest'
import { autoId, eventTime, itemsOf, sortItem } from './item.ts'

const place = { segment: 's', line: 1, idx: 0 }
const received = Date.parse('2026-06-15T12:00:10.000Z')
const from = { source: 'harbor', received, subject: 'server' as const }
const server = 'abcdefghijklmnopqrstuvwxyz'

describe('when an event happened', () => {
  test('a sender whose clock is late is corrected by its own delay', () => {
    expect(new Date(eventTime('2026-06-15T11:58:05.000Z', '2026-06-15T11:58:10.000Z', received).at).toISOString()).toBe(
      '2026-06-15T12:00:05.000Z',
    )
  })
  test('a delay under two seconds is the way of the network, not of the clock', () => {
    expect(eventTime('2026-06-15T12:00:08.000Z', '2026-06-15T12:00:09.000Z', received).at).toBe(Date.parse('2026-06-15T12:00:08.000Z'))
  })
  test('a time to come, or before 2010, is replaced by receipt and flagged', () => {
    expect(eventTime('2026-06-15T13:00:00Z', undefined, received)).toMatchObject({ at: received, flags: ['clock'] })
    expect(eventTime('1970-01-01T00:00:00Z', undefined, received)).toMatchObject({ at: received, flags: ['clock'] })
  })
  test('no time at all is receipt; an unreadable one is loaded and counted', () => {
    expect(eventTime(undefined, undefined, received)).toMatchObject({ at: received, unreadable: false })
    expect(eventTime('yesterday', undefined, received)).toMatchObject({ at: received, unreadable: true })
  })
})

describe('an item without an id', () => {
  const item = { type: 'track', event: 'activity', userId: server, properties: { b: 1, a: 2 } }
  test('gets the same one however often it is sent, whatever the order of its fields', () => {
    const again = { properties: { a: 2, b: 1 }, userId: server, event: 'activity', type: 'track', sentAt: '2026-06-15T12:00:00Z' }
    expect(autoId('harbor', again)).toBe(autoId('harbor', item))
    expect(autoId('harbor', item)).toMatch(/^auto_[0-9a-f]{32}$/)
  })
  test('gets another one in another source', () => {
    expect(autoId('other', item)).not.toBe(autoId('harbor', item))
  })
})

describe('an item that makes no sense', () => {
  const reason = (item: unknown) => {
    const sorted = sortItem(item, {}, place, from)
    return 'reason' in sorted ? sorted.reason : 'loaded'
  }
  test.each([
    ['text', 'not_an_object'],
    [{ type: 'purchase', userId: server }, 'type_unknown'],
    [{ type: 'track', userId: server }, 'event_missing'],
    [{ type: 'track', event: 'x' }, 'subject_missing'],
    [{ type: 'track', event: 'x', userId: 'someone' }, 'server_id_invalid'],
    [{ type: 'track', event: 'x', userId: server, properties: { text: 'x'.repeat(40_000) } }, 'item_too_large'],
    [{ type: 'track', event: 'x', userId: server }, 'loaded'],
  ])('%j is kept as %s', (item, expected) => {
    expect(reason(item)).toBe(expected)
  })
})

test('an item may have as many bytes as the operator allows', () => {
  const item = { type: 'track', event: 'x', userId: server, properties: { text: 'x'.repeat(3000) } }
  expect(sortItem(item, {}, place, { ...from, itemBytes: 2000 })).toMatchObject({ reason: 'item_too_large' })
  expect(sortItem(item, {}, place, { ...from, itemBytes: 4000 })).toMatchObject({ row: { event: 'x' } })
})

test('a batch’s own context and time stand in for items without', () => {
  const { items, shared } = itemsOf({
    batch: [{ type: 'track', event: 'x', userId: server }],
    context: { app: 1 },
    timestamp: '2026-06-15T11:00:00Z',
  })
  const sorted = sortItem(items[0], shared, place, from)
  expect(sorted).toMatchObject({
    row: { context: '{"app":1}', eventAt: Date.parse('2026-06-15T11:00:00Z'), serverId: server, userId: null },
  })
})

describe('an instant that is none', () => {
  const sorted = (timestamp: unknown) => sortItem({ type: 'track', event: 'x', userId: server, messageId: 'm', timestamp }, {}, place, from)
  test.each([['yesterday'], [1e20], ['2026-02-30T00:00:00Z'], ['+99999-01-01T00:00:00Z'], [{}], ['']])(
    '%j: the event is loaded with its receipt, and marked',
    (timestamp) => {
      expect(sorted(timestamp)).toMatchObject({
        row: { eventAt: received, flags: 'timestamp' },
        marks: [{ reason: 'timestamp_invalid' }],
      })
    },
  )
  test('is none of a number of milliseconds or seconds', () => {
    expect(sorted(received - 60_000)).toMatchObject({ row: { eventAt: received - 60_000, flags: '' }, marks: [] })
    expect(sorted((received - 60_000) / 1000)).toMatchObject({ row: { eventAt: received - 60_000 }, marks: [] })
  })
})

test('a count over its ceiling is marked in the row, and the rest of the report stands', () => {
  const properties = { registered_users: 2 ** 53, active_users_daily: 3 }
  expect(sortItem({ type: 'track', event: 'activity', userId: server, properties }, {}, place, from)).toMatchObject({
    row: { flags: 'counts:registered_users' },
    marks: [{ reason: 'count_implausible', detail: expect.stringContaining('registered_users 9007199254740992') }],
  })
})

describe('two message ids', () => {
  const idOf = (messageId: unknown) => {
    const sorted = sortItem({ type: 'track', event: 'x', userId: server, messageId }, {}, place, from)
    return 'row' in sorted ? sorted.row.messageId : undefined
  }
  test.each([
    [`${'a'.repeat(200)}1`, `${'a'.repeat(200)}2`],
    ['m', 'm\u0000'],
    ['m\ud800', 'm\udc00'],
    ['m\ud800', 'm\ufffd'],
    ['m', 'm '],
  ])('that differ stay two: %j and %j', (one, other) => {
    expect(idOf(one)).not.toBe(idOf(other))
    for (const id of [idOf(one), idOf(other)]) {
      expect(id?.length).toBeLessThanOrEqual(200)
      expect(id?.isWellFormed()).toBe(true)
    }
  })
  test('that are equal are one, however long', () => {
    expect(idOf('b'.repeat(5000))).toBe(idOf('b'.repeat(5000)))
    expect(idOf('m-1')).toBe('m-1')
  })
})

test('a number without an end and halves of characters deep inside leave texts that both databases read', () => {
  const properties = JSON.parse('{"a":[{"k\\ud800":"x\\udfffy\\u0000"}],"n":1e400,"\\\\ud800":1}') as Record<string, unknown>
  const sorted = sortItem({ type: 'track', event: 'x', userId: server, properties }, {}, place, from)
  expect(sorted).toMatchObject({ row: { properties: '{"a":[{"k\ufffd":"x\ufffdy"}],"n":null,"\\\\ud800":1}' } })
})

test('NUL and lone surrogates do not reach a column', () => {
  const sorted = sortItem({ type: 'track', event: 'a\u0000b\ud800', userId: server, messageId: 'm' }, {}, place, from)
  expect(sorted).toMatchObject({ row: { event: 'ab\ufffd' } })
})
