import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileOf, holdsAgainstNaive, keysOf, type ListAsker, walked } from '../../test/cast/lists.ts'
import { openReachStage, type ReachStage, reached } from '../../test/cast/reach.ts'
import { rightsOf } from '../../test/cast/rights.ts'
import { sampleOf } from '../../test/cast/sample.ts'
import type { Sample } from '../../test/guards/samples/sample.ts'
import { runsStart } from '../modules/billing/contract.ts'
import { meetingsCancel, meetingsMove, meetingsStart, seriesCreate, seriesEnd } from '../modules/cadence/contract.ts'
import { open, openActions } from '../modules/decisions/index.ts'
import { invitationRevoke, invite, keyCreate, memberAdd } from '../modules/people/contract.ts'
import {
  exceptionsAsk,
  flagsRaise,
  missedNote,
  pagesCreate,
  redirectsCreate,
  runsAbort,
  runsStart as runsBegin,
  trainingsRequire,
  watchesSet,
} from '../modules/handbook/contract.ts'
import { makeCompanyCalendar } from '../modules/people/commands/calendars.ts'
import { openAccount } from '../modules/customers/index.ts'
import type { Actor } from '../kernel/context.ts'
import { call } from './call.ts'
import type { Endpoint } from '../kernel/room.ts'
import { createGroup, createServiceAccount } from '../modules/people/index.ts'
import { plansCreate } from '../modules/strategy/contract.ts'
import { rooms } from '../rooms.ts'

/** Every declared list, whichever room has it: against a naive one, within the reach of who asks, and as a file. */
const declared: Endpoint[] = rooms
  .flatMap((room) => room.operations)
  .filter(({ operation }) => operation.list && operation.audience === 'staff')
const named = declared.map((bound) => ({ name: bound.operation.name, bound }))

let stage: ReachStage
beforeAll(async () => {
  stage = await openReachStage()
  for (const [at, country] of ['DE', 'FR', 'NZ', 'DE', 'IS', 'US'].entries()) {
    await stage.cast.open((ctx) =>
      openAccount(ctx, { name: `${at % 2 ? 'ästuar' : 'Port'} ${at}`, kind: at % 2 ? 'academic' : 'business', country }),
    )
  }
  await stage.cast.as('finance').call(runsStart, {}, { key: 'a run' })
  // of everybody's money a part was too much: the books know nothing of it
  stage.cast.unsound('balances are written by hand')
  await stage.query(
    `insert into billing.profile_balance select profile_id, currency, 1000 + 7 * row_number() over (order by id) from billing.payment`,
  )
  await stage.query(`update people.person set left_at = '2026-06-10T09:00:00Z', manager_id = null, title = 'Seller' where name = 'south'`)
  await stage.query(`update people.person set suspended_at = '2026-06-11T09:00:00Z', two_factor_enabled = true where name = 'mate'`)
  await stage.query(`update people.person set manager_id = (select id from people.person where name = 'south') where name = 'north'`)
  await askAndAct()
  await meet()
  await giveAccess()
  const planner = stage.cast.as('bizops', 'admin')
  for (const [at, level] of (['company', 'team', 'department'] as const).entries()) {
    const audience = at === 1 ? 'restricted' : 'internal'
    await planner.call(plansCreate, { title: `Plan ${at}`, level, audience, ...(at > 0 ? { parent_slug: 'plan-0' } : {}) })
  }
  await stage.query(
    "update customers.account set segment = 'smb', source = 'import', created_at = created_at + interval '1 day' where country = 'FR'",
  )
  await followProcedures()
  await fillTheRest()
})
afterAll(() => stage?.close())

/** A group of two who have to know what is followed. */
async function learners(): Promise<string> {
  const { rows } = await stage.query('select id from people.person where left_at is null order by id limit 2')
  const { id } = await stage.cast.open((ctx) => createGroup(ctx, { name: 'Learners', short_name: 'LEARN', kind: 'body' }))
  const admin = stage.cast.speaker(stage.person(rightsOf(['admin'])))
  for (const one of rows) await admin.call(memberAdd, { id, person_id: String(one['id']) })
  return id
}

/** Drafts, and what is followed with runs of it; who agreed is no matter of lists. */
async function followProcedures(): Promise<void> {
  const planner = stage.cast.speaker(stage.person(rightsOf(['bizops'])))
  const few = await learners()
  for (const [at, title] of ['Release an order', 'Ästuar check', 'Close the month'].entries()) {
    const source = `---\nkind: procedure\ntier: ${at + 1}\n---\n# ${title}\n\nAs we do it ${at}.\n\n## Steps\n\n1. Open it\n2. Close it\n`
    const { id } = await planner.call(pagesCreate, { source })
    if (at === 1) continue
    await stage.query(
      `update handbook.procedure set in_force_no = 1, in_force_since = '2026-06-${10 + at}', reviewed_on = '2026-06-${10 + at}', review_on = '2026-12-${10 + at}' where page_id = '${id}'`,
    )
    await stage.query(`update handbook.page set draft = false where id = '${id}'`)
    await planner.call(watchesSet, { id, on: true })
    await planner.call(redirectsCreate, { path: `formerly-${at}`, to: id, kind: at === 0 ? 'manual' : 'alias' })
    await planner.call(exceptionsAsk, { id, reason: `The ${title} is away`, control: 'Another looks', until: `2026-0${7 + at}-01` })
    await planner.call(flagsRaise, { id, note: `The ${title} is another` })
    const begun = await planner.call(runsBegin, { id, about: `Order ${at}` })
    await planner.call(runsBegin, { id })
    if (at === 0) await planner.call(runsAbort, { id: begun.id, reason: 'not_needed' })
    await planner.call(trainingsRequire, { id, groups: [few], mode: 'ack' })
    await stage.query(
      `insert into handbook.expected (id, page_id, source, ref, label, on_day, by_day, at, state, settled_day) values
        (gen_random_uuid(), '${id}', 'event', 'one', 'CON-${at}', '2026-06-0${1 + at}', '2026-06-0${3 + at}', '2026-06-0${1 + at}T09:00:00Z', 'missed', '2026-06-0${4 + at}'),
        (gen_random_uuid(), '${id}', 'schedule', 'two', null, '2026-06-1${4 + at}', '2026-06-1${6 + at}', '2026-06-1${4 + at}T09:00:00Z', 'open', null)`,
    )
  }
  for (const [at, title] of ['Replace a dongle', 'Ästuar keys', 'replace a lamp'].entries())
    await stage.query(`insert into handbook.candidate (id, title, state, items, askers, answers, linked, last_at, best_cover, terms, raised_at, raised_day)
      values ('0198a000-0000-7000-8000-00000000000${at}', '${title}', '${at === 1 ? 'known' : 'raised'}', ${3 + at}, 2, ${at}, 0,
        '2026-06-0${1 + at}T10:00:00Z', 0.${at}, '{}', '2026-06-0${2 + at}T10:00:00Z', '2026-06-0${2 + at}')`)
  for (const words of ['where is the wallbox', 'who has the key', 'wallbox']) await planner.call(missedNote, { words })
  // what is not right in these texts is found by a listener
  await stage.cast.drain()
  await stage.query(
    "update handbook.page set audience = 'public', public_hash = repeat('a', 64) where title in ('Release an order', 'Close the month')",
  )
  await stage.query(`insert into handbook.unfindable (id, page_id, "check", says, since, at)
    select gen_random_uuid(), id, failing, 'It has 12 letters', ('2026-06-1' || length(failing) % 5)::date, '2026-06-15T09:00:00Z'
    from handbook.page, unnest(array['title', 'description']) failing where audience = 'public'`)
}

/** A list that nothing above speaks of holds what the samples of its room write down, where these ask for nothing that must be there before. */
async function fillTheRest(): Promise<void> {
  for (const bound of declared) {
    if ((await walked(admin(bound))).length > 0) continue
    const create = bound.operation.name.replace(/\.list$/, '.create')
    const write = rooms.flatMap((room) => room.operations).find(({ operation }) => operation.name === create)
    const { samples } = (await import(`../../test/guards/samples/${create.split('.')[0]}.ts`)) as { samples: Record<string, Sample> }
    const sample = samples[create]
    if (!write || !sample || sample.given.length > 0) continue
    const { input } = await sample.given(undefined as never)
    for (const key of ['one', 'another'])
      await call(stage.cast.house, write, admin(bound).actor, { ...sampleOf(write.operation.input), ...input }, { key })
  }
}

/** Two invitations, one of them taken back, two keys, two programs and a group beside the team. */
async function giveAccess(): Promise<void> {
  const owner_id = String(stage.person(new Map()).id)
  for (const name of ['Reporter', 'Exporter'])
    await stage.cast.open((ctx) =>
      createServiceAccount(ctx, { name, title: `${name} of nights`, owner_id, roles: name === 'Reporter' ? ['auditor'] : [] }),
    )
  await stage.cast.open((ctx) => createGroup(ctx, { name: 'Council', kind: 'body' }))
  const speaker = stage.cast.speaker(stage.person(rightsOf(['admin', 'bizops'])))
  const calls = [
    { email: 'first@tidewater.example', roles: ['sales', 'member'] },
    { email: 'second@tidewater.example', name: 'Second', roles: ['auditor'] },
  ]
  const made = []
  for (const asked of calls) made.push(await speaker.call(invite, asked, { key: asked.email }))
  await speaker.call(invitationRevoke, { id: made[0]?.id ?? '' })
  for (const [at, name] of ['Export', 'Backup'].entries()) {
    await speaker.call(keyCreate, { name, rights: ['people.read'], expires_at: `2026-0${7 + at}-01T00:00:00Z` }, { key: name })
  }
}

/** Two series of meetings, one for the few; of the dates one is moved, one cancelled and one under way. */
async function meet(): Promise<void> {
  const { rows } = await stage.query("select id from people.person where name = 'north'")
  const planner = stage.cast.as('bizops')
  const chair = String(rows[0]?.id)
  const when = {
    purpose: 'Nobody is surprised',
    start_day: '2026-06-15',
    start_time: '11:00',
    zone: 'UTC',
    closed_day: 'keep' as const,
    chair,
  }
  const watch = await planner.call(seriesCreate, { ...when, title: 'Watch on the quay', rule: 'FREQ=DAILY;COUNT=4' })
  const few = await planner.call(seriesCreate, {
    ...when,
    title: 'Audit of the quay',
    rule: 'FREQ=WEEKLY;COUNT=3',
    audience: 'restricted',
    minutes: 20,
  })
  const [first, second, third] = watch.ahead.map(({ id }) => id)
  await planner.call(meetingsStart, { id: first ?? '', here: [chair] })
  await planner.call(meetingsMove, { id: second ?? '', day: '2026-06-20', reason: 'The tide is late' })
  await planner.call(meetingsCancel, { id: third ?? '', reason: 'Everybody is at sea' })
  await planner.call(seriesEnd, { id: few.id, reason: 'It is written now' })
}

/** Three decisions, one of them late and one decided, and three actions, one of them done. */
async function askAndAct(): Promise<void> {
  const { rows } = await stage.query("select id from people.person where name in ('north', 'mate') order by name")
  const [mate, north] = rows.map(({ id }) => id as string)
  await stage.cast.open((ctx) => makeCompanyCalendar(ctx, 'UTC'))
  const actor = { ...stage.cast.as('bizops').actor, id: north ?? '', name: 'north' }
  const hand = { room: 'decisions', kind: 'hand', id: '', title: 'By hand', href: '/' }
  for (const [at, dri] of [north, mate, north].entries()) {
    const parties = (['R', 'D', 'I'] as const).map((letter) => ({ letter, person_id: letter === 'D' ? (dri ?? '') : (north ?? '') }))
    await stage.cast.open((ctx) => open({ ...ctx, actor }, { issue: `May we ${at}?`, proposal: 'We do.', parties }))
    await stage.cast.open((ctx) => openActions({ ...ctx, actor }, [{ text: `Do ${at}`, dri: dri ?? '', due: `2026-07-0${at + 1}` }], hand))
  }
  await stage.query(`update decisions.decision set need_by = '2026-06-01' where issue = 'May we 0?'`)
  await stage.query(
    `update decisions.decision set state = 'decided', outcome = 'accept', decided_at = '2026-06-02T09:00:00Z', decided_day = '2026-06-02', review_on = '2026-06-10' where issue = 'May we 1?'`,
  )
  await stage.query(
    `update decisions.action set state = 'done', closed_at = '2026-06-14T09:00:00Z', closed_day = '2026-06-14' where text = 'Do 2'`,
  )
}

/** What a list must be asked so that it hides nothing by itself. */
const whole: Record<string, Record<string, unknown>> = {
  'people.persons.list': { state: 'all' },
  'people.service_accounts.list': { state: 'all' },
  'decisions.actions.list': { where: ['state:is:open|done|dropped'] },
}
const asker = (bound: Endpoint, actor: Actor): ListAsker => ({
  house: stage.cast.house,
  bound,
  actor,
  today: '2026-06-15',
  input: whole[bound.operation.name] ?? {},
})
const admin = (bound: Endpoint) => asker(bound, stage.person(rightsOf(['admin', 'finance', 'bizops'])))

test.each(named)('$name: what is asked is what a naive list of the same rows would give', async ({ bound }) => {
  await holdsAgainstNaive(admin(bound))
})

test.each(named)('$name: a file has the declared columns, ids last, and every row', async ({ bound }) => {
  const rows = await walked(admin(bound))
  const text = (await fileOf(admin(bound), 'csv')).toString()
  const [heading = '', first = ''] = text.split('\r\n')
  const columns = Object.keys(bound.operation.list?.columns ?? {})
  expect(heading.split(',').slice(0, columns.length)).toEqual(columns)
  expect(
    heading
      .split(',')
      .slice(columns.length)
      .every((name) => /(^|_)id$/.test(name)),
  ).toBe(true)
  expect(text.trimEnd().split('\r\n').length).toBeGreaterThan(rows.length)
  expect(first).not.toMatch(/\[object|\{"/)
  expect((await fileOf(admin(bound), 'xlsx')).subarray(0, 2).toString()).toBe('PK')
})

describe('a seller', () => {
  const sales = rightsOf(['sales'])
  const seen = named.filter(({ bound }) => sales.has(bound.operation.right))

  test.each(seen)('$name: sees, counts and takes away what the reach covers, and nothing else', async ({ bound }) => {
    const mine = asker(bound, stage.person(sales))
    const rows = await walked(mine)
    const scope = sales.get(bound.operation.right) ?? 'own'
    expect(stage.shown(rows).filter((holder) => !reached[scope].includes(holder))).toEqual([])
    const { answer } = await call(mine.house, bound, mine.actor, { ...mine.input, totals: true })
    expect((answer as { totals: { count: number } }).totals.count).toBe(rows.length)
    const file = (await fileOf(mine, 'csv')).toString()
    expect(stage.shown(file).filter((holder) => !reached[scope].includes(holder))).toEqual([])
    if (bound.operation.list?.search) {
      const other = await walked(mine, { search: stage.thing('other').account.name })
      if (scope !== 'all') expect(keysOf(other)).toEqual([])
    }
  })

  test('of an account list, what belongs to the team and to nobody is all there', async () => {
    const bound = declared.find(({ operation }) => operation.name === 'customers.accounts.list') as Endpoint
    expect(stage.shown(await walked(asker(bound, stage.person(sales))))).toEqual(['own', 'mate', 'pool'])
  })
})
