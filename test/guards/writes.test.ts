import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../../server/doors/call.ts'
import { jcs } from '../../server/kernel/canonical.ts'
import type { Actor } from '../../server/kernel/context.ts'
import type { Tx } from '../../server/kernel/database.ts'
import type { Operation } from '../../server/kernel/operation.ts'
import { isRefusal } from '../../server/kernel/refusal.ts'
import type { Endpoint } from '../../server/kernel/room.ts'
import { contactRoles, staffRoles } from '../../server/modules/people/index.ts'
import { rightsOf, rightsOfContact } from '../cast/rights.ts'
import { allRooms } from '../cast/cast.ts'
import { sampleOf } from '../cast/sample.ts'
import { allBounds, openWriteStage, type World, type WriteStage } from '../cast/writes.ts'
import type { Asked, Sample } from './samples/sample.ts'

const samples: Record<string, Sample> = Object.assign({}, ...(await Promise.all(['house', ...allRooms].map(samplesOf))))
const writes = allBounds.filter(({ operation }) => operation.method !== 'GET')

/** Each room's samples stand in a file of its name; those of the desks without a room in `house.ts`. */
async function samplesOf(room: string): Promise<Record<string, Sample>> {
  return ((await import(`./samples/${room}.ts`)) as { samples: Record<string, Sample> }).samples
}

let stage: WriteStage
beforeAll(async () => {
  stage = await openWriteStage()
})
afterAll(() => stage?.close())

type Outcome = { code: string; kind?: string; answer?: unknown; repeated?: boolean; message?: string }
type Ready = { tx: Tx; world: World; bound: Endpoint; asker: Actor; input: Record<string, unknown>; sample: Sample }

async function tried({ world, bound }: Ready, asker: Actor, input: unknown, key?: string): Promise<Outcome> {
  try {
    const { answer, repeated } = await call(world.house, bound, asker, input, key ? { key } : {})
    return { code: 'done', answer, repeated }
  } catch (error) {
    if (isRefusal(error)) return { code: error.code, kind: error.kind, message: error.message }
    throw new Error(`${bound.operation.name} broke: ${error instanceof Error ? error.stack : error}`, { cause: error })
  }
}

/** Everything that is wrong with one write, in sentences. */
async function wrongWith(bound: Endpoint): Promise<string[]> {
  const sample = samples[bound.operation.name]
  if (!sample) return [`${bound.operation.name} has no sample: add one in test/guards/samples`]
  return stage.undone(async (tx) => {
    const world = await stage.worldIn(tx)
    const { input, as }: Asked = await sample.given(world)
    const whole = { ...sampleOf(bound.operation.input), ...(input as object) }
    const ready: Ready = { tx, world, bound, asker: as ?? world.actors.boss, input: whole, sample }
    const wrong = await wrongBefore(ready)
    wrong.push(...(await wrongOnce(ready)))
    return wrong
  })
}

/** Refused, and nothing changed: strangers and roles without the right, fields that nobody reads, things that do not exist, old versions. */
async function wrongBefore(ready: Ready): Promise<string[]> {
  const wrong: string[] = []
  const { operation } = ready.bound
  const before = await stage.allTables(ready.tx)
  const must = async (what: string, asker: Actor, input: unknown, code: string, kind?: string) => {
    const outcome = await tried(ready, asker, input)
    if (outcome.code !== code || (kind && outcome.kind !== kind))
      wrong.push(`${what}: ${outcome.code} (${outcome.message ?? ''}), not ${code}`)
  }
  for (const { name, actor, code } of strangers(ready)) await must(`as ${name}`, actor, ready.input, code)
  await must('with a field that nobody knows', ready.asker, { ...ready.input, colour_of_the_sea: 1 }, 'input.unknown_field')
  for (const field of freeIds(operation)) {
    const other =
      typeof ready.input[field] === 'number'
        ? 99_999
        : /^[0-9a-f-]{36}$/.test(String(ready.input[field]))
          ? crypto.randomUUID()
          : 'nothing-has-this'
    await must(
      `with a ${field} that nothing has`,
      ready.asker,
      { ...ready.input, [field]: other },
      ready.sample.unknown ?? 'said by the sample',
      'missing',
    )
    break
  }
  wrong.push(...(await wrongAtDoor(ready)))
  wrong.push(...changed('what was refused changed', before, await stage.allTables(ready.tx)))
  return wrong
}

/** What HTTP asks of a write: its key, the version that was read, and that nobody else was faster. */
async function wrongAtDoor({ world, bound, input }: Ready): Promise<string[]> {
  const wrong: string[] = []
  const { operation } = bound
  const must = async (what: string, headers: Record<string, string>, expected: string) => {
    const { status, code } = await world.http(operation, input, headers)
    const answer = `${status} ${code}`
    if (answer !== expected) wrong.push(`${what}: ${answer}, not ${expected}`)
  }
  const key = { 'idempotency-key': 'key-0' }
  if (operation.key === 'required')
    await must('without a key', operation.edit === 'version' ? { 'if-match': '"1"' } : {}, '400 idempotency.key_required')
  if (operation.edit !== 'version') return wrong
  if (input['if_match'] === undefined) wrong.push('the sample sends no if_match')
  await must('without the version that was read', key, '428 edit.version_required')
  await must('on another version', { ...key, 'if-match': '"1000"' }, '412 edit.stale')
  return wrong
}

/** Ids in the path that the door does not look up itself. */
function freeIds({ path, bound }: Operation): string[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '')
  return inPath.filter((name) => !(name in (bound ?? {})) && name !== 'year' && !(name === 'book' && inPath.length === 1))
}

function strangers({ world, bound, asker }: Ready): { name: string; actor: Actor; code: string }[] {
  const { right, audience } = bound.operation
  if (right === 'anyone') return []
  const nobody = { name: 'a visitor', actor: world.actors.visitor, code: 'session.missing' }
  const held = (roles: readonly string[], rights: (roles: string[]) => Actor['rights'], base: Actor) =>
    roles
      .map((role) => ({ name: role, actor: { ...base, rights: rights([role]) }, code: 'right.missing' }))
      .filter(({ actor }) => right !== 'signed_in' && !actor.rights.has(right))
  if (audience === 'portal') {
    const colleague = { name: 'a colleague', actor: world.actors.boss, code: 'audience.portal' }
    return [nobody, colleague, ...held(contactRoles, rightsOfContact, asker)]
  }
  const contact = audience === 'staff' ? [{ name: 'a customer', actor: world.actors.buyer, code: 'audience.staff' }] : []
  return [nobody, ...contact, ...held(staffRoles, rightsOf, asker)]
}

/** Done once with all that it says; the same key again changes nothing, and another body under it is refused. */
async function wrongOnce(ready: Ready): Promise<string[]> {
  const wrong: string[] = []
  const { operation } = ready.bound
  const start = { audit: await newest(ready, 'audit'), outbox: await newest(ready, 'outbox') }
  const tables = await stage.allTables(ready.tx)
  const first = await tried(ready, ready.asker, ready.input, 'key-1')
  if (first.code !== 'done') return [`${first.code}: ${first.message}`]
  wrong.push(...(await wrongTrail(ready, start)))
  const after = await stage.allTables(ready.tx)
  if ('audit' in ready.sample && changed('', tables, after).length === 0) wrong.push('changed nothing')
  const keyed = !operation.secret || operation.key === 'required'
  if (!keyed) return wrong
  const again = await tried(ready, ready.asker, ready.input, 'key-1')
  if (operation.secret) again.code === 'idempotency.answered_once' || wrong.push(`the same key again: ${again.code}`)
  else if (again.code !== 'done' || !again.repeated || plain(again.answer) !== plain(first.answer))
    wrong.push(`the same key again answers otherwise: ${again.code}`)
  const other = otherBody(operation, ready.input)
  if (other) {
    const reused = await tried(ready, ready.asker, other, 'key-1')
    if (reused.code !== 'idempotency.key_reused') wrong.push(`another body under the key: ${reused.code} ${reused.message}`)
  } else if (!wordless(operation) && !ready.sample.alone) wrong.push('no other body was found to try the key with')
  wrong.push(...changed('the key again changed', after, await stage.allTables(ready.tx)))
  return wrong
}

async function newest({ world }: Ready, table: string): Promise<string> {
  const [row] = await world.query(`select id::text as id from kernel.${table} order by id desc limit 1`)
  return String(row?.['id'] ?? '00000000-0000-0000-0000-000000000000')
}

async function wrongTrail({ world, sample, asker }: Ready, start: { audit: string; outbox: string }): Promise<string[]> {
  const wrong: string[] = []
  const rows = await world.query(
    'select action, actor_kind, actor_id, actor_name, subject_kind, subject_id from kernel.audit where id > $1',
    [start.audit],
  )
  const events = await world.query('select name, actor_id from kernel.outbox where id > $1', [start.outbox])
  const distinct = (texts: unknown[]) => [...new Set(texts.map(String))].sort().join(', ')
  const wanted = 'audit' in sample ? sample.audit : []
  if (distinct(rows.map((row) => row['action'])) !== distinct([...wanted]))
    wrong.push(`audited ${distinct(rows.map((row) => row['action'])) || 'nothing'}, not ${distinct([...wanted])}`)
  if (distinct(events.map((row) => row['name'])) !== distinct([...(sample.events ?? [])]))
    wrong.push(
      `announced ${distinct(events.map((row) => row['name'])) || 'nothing'}, not ${distinct([...(sample.events ?? [])]) || 'nothing'}`,
    )
  for (const row of rows as Record<string, string>[]) {
    if (!row['subject_kind'] || !row['subject_id']) wrong.push(`${row['action']} is of no subject`)
    const theirs =
      sample.actor === 'subject' ? row['actor_kind'] !== 'visitor' : row['actor_id'] === asker.id && row['actor_kind'] === asker.kind
    if (!theirs) wrong.push(`${row['action']} is in the name of ${row['actor_kind']} ${row['actor_name']}`)
  }
  return wrong
}

function changed(what: string, before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(after)
    .filter((name) => before[name] !== after[name])
    .map((name) => `${what} ${name}`)
}

/** As JSON has it, whatever the order of the members. */
const plain = (value: unknown) =>
  jcs(JSON.parse(JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? Number(one) : one)) ?? 'null'))

/** Nothing is sent but the id of one thing. */
const wordless = ({ input, bound }: Operation) => {
  const shape = Object.keys((input as unknown as { shape?: object }).shape ?? {})
  return shape.every((name) => name in (bound ?? {}) || name === 'if_match')
}

/** The same thing with one field said otherwise, which fits the shape too. */
function otherBody(operation: Operation, input: Record<string, unknown>): Record<string, unknown> | undefined {
  const shape = (operation.input as unknown as { shape?: Record<string, never> }).shape ?? {}
  const fixed = new Set([...Object.keys(operation.bound ?? {}), 'if_match'])
  const fields = Object.keys(shape).filter((name) => !fixed.has(name))
  const others = fields.flatMap((name) => otherwise(input[name]).map((value) => ({ ...input, [name]: value })))
  return others.find((other) => operation.input.safeParse(other).success && jcs(other) !== jcs(input))
}

function otherwise(value: unknown): unknown[] {
  if (typeof value === 'string')
    return [`${value} x`, `${value}x`, value.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)), crypto.randomUUID()]
  if (typeof value === 'number') return [value + 1]
  if (typeof value === 'boolean') return [!value]
  if (Array.isArray(value)) return [[...value, ...value], [...value, 'x'], []]
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, one]) => otherwise(one).map((other) => ({ ...value, [name]: other })))
  return ['x', 'a longer text', 1, true, '2026-06-20', 'USD', crypto.randomUUID(), []]
}

describe('every write is guarded, audited, announced as it says, and done once', () => {
  test.each(writes.map((bound) => [bound.operation.name, bound] as const))('%s', async (_name, bound) => {
    expect(await wrongWith(bound)).toEqual([])
  })

  test('no sample is of an operation that is gone', () => {
    const known = new Set(writes.map(({ operation }) => operation.name))
    expect(Object.keys(samples).filter((name) => !known.has(name))).toEqual([])
    expect(writes.length).toBeGreaterThan(80)
  })
})
