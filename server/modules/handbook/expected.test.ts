import { describe, expect, test } from 'vitest'
import { procedures, procedureText } from '../../../test/cast/procedures.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { expectRuns } from './commands/expected.ts'
import { lookAtExpected } from './commands/schedules.ts'
import * as promise from './contract.ts'
import { owning } from './owning.ts'

const { ledger, as, who, followed, start, told, group, trail } = procedures()
let now = '2026-06-15'
const at = (day: string) => {
  now = day
  ledger.at(day)
}
const look = () => lookAtExpected(ledger.cast.open)
const schedule = (id: string, more: object = {}) =>
  as('ilse').call(promise.schedulesCreate, { id, rule: 'FREQ=WEEKLY;BYDAY=MO', start: now, runner: who('noa'), ...more })
const expected = async (id: string) => (await as('cato').call(promise.expectedList, { where: [`page:is:${id}`], sort: 'on' })).items
const runsOf = async (id: string) => (await as('cato').call(promise.runsList, { where: [`page:is:${id}`], sort: 'started' })).items
const first = (run: { id: string; steps: { key: string }[] }, name = 'noa') =>
  as(name).call(promise.runsTick, { id: run.id, key: run.steps[0]?.key ?? '', state: 'done' })

describe('a procedure that is followed in a rhythm', () => {
  test('has a run opened on its day, once, for whoever follows it', async () => {
    at('2026-06-15')
    const id = await followed('Close the till')
    const made = await schedule(id, { about: 'The till' })
    expect(made).toMatchObject({ state: 'running', next: ['2026-06-15', '2026-06-22', '2026-06-29'], runner: { name: 'noa' } })
    await Promise.all([look(), look()])
    await look()
    expect(await runsOf(id)).toMatchObject([{ about: 'The till', state: 'started', runner: { name: 'noa' } }])
    expect(await told('noa', 'handbook.run.due')).toMatchObject([{ text: 'Follow “Close the till: The till”', done_at: null }])
    expect((await as('noa').call(promise.proceduresGet, { id })).schedules[0]?.next[0]).toBe('2026-06-22')
    at('2026-06-21')
    await look()
    expect(await runsOf(id)).toHaveLength(1)
  })

  test('is followed when somebody begins in time, and missed when nobody does', async () => {
    at('2026-06-15')
    const id = await followed('Count the stock')
    await schedule(id)
    await look()
    const [one] = await runsOf(id)
    const run = await as('noa').call(promise.runsGet, { id: one?.id ?? '' })
    await first(run)
    at('2026-06-22')
    await look()
    at('2026-06-24')
    await look()
    expect((await expected(id)).map(({ on, by, state }) => [on, by, state])).toEqual([
      ['2026-06-15', '2026-06-17', 'followed'],
      ['2026-06-22', '2026-06-24', 'open'],
    ])
    at('2026-06-25')
    await look()
    expect((await expected(id))[1]).toMatchObject({ state: 'missed', what: 'By its rhythm' })
    // begun too late, it stays missed
    const late = (await runsOf(id))[1]
    await first(await as('noa').call(promise.runsGet, { id: late?.id ?? '' }))
    await look()
    expect((await expected(id))[1]?.state).toBe('missed')
    expect((await as('cato').call(promise.healthRead, { id })).not_followed).toMatchObject({ n: 2, k: 1, is: 'few', open: 0 })
    const { rows } = await ledger.cast.house.db.pool.query(
      `select source, day::text, "is" from handbook.public_expected where page_id = $1 order by day`,
      [id],
    )
    expect(rows).toEqual([
      { source: 'schedule', day: '2026-06-17', is: 'followed' },
      { source: 'schedule', day: '2026-06-24', is: 'missed' },
    ])
    const settled = await ledger.cast.house.db.pool.query(
      "select payload ->> 'as' as as from kernel.outbox where name = 'handbook.expected.settled' and payload ->> 'page_id' = $1 order by id",
      [id],
    )
    expect(settled.rows.map((row) => row.as)).toEqual(['followed', 'missed'])
  })

  test('loses no day while nobody looked, opens none that is long past, and none in a pause', async () => {
    at('2026-06-15')
    const id = await followed('Read the meters')
    const { id: rhythm } = await schedule(id)
    at('2026-06-30')
    await look()
    expect((await expected(id)).map(({ on, state, run }) => [on, state, run !== null])).toEqual([
      ['2026-06-15', 'missed', false],
      ['2026-06-22', 'missed', false],
      ['2026-06-29', 'open', true],
    ])
    const set = (as_: 'paused' | 'running' | 'ended') => as('ilse').call(promise.schedulesSet, { id: rhythm, as: as_ })
    expect(await set('paused')).toMatchObject({ state: 'paused', next: [] })
    at('2026-07-08')
    await look()
    expect(await set('running')).toMatchObject({ state: 'running', next: ['2026-07-13', '2026-07-20', '2026-07-27'] })
    await look()
    expect(await expected(id)).toHaveLength(3)
    // a day that was opened is not opened again by a pause on it
    at('2026-07-13')
    await look()
    await set('paused')
    await set('running')
    const before = (await runsOf(id)).length
    await look()
    expect([before, (await runsOf(id)).length, (await expected(id)).length]).toEqual([2, 2, 4])
    expect(await set('ended')).toMatchObject({ state: 'ended' })
    expect(await codeOf(set('running'))).toBe('schedule.ended')
    at('2026-07-20')
    await look()
    expect(await expected(id)).toHaveLength(4)
    at('2026-06-15')
  })

  test('a run that was given up as not needed is neither followed nor missed', async () => {
    at('2026-06-15')
    const id = await followed('Water the plants')
    await schedule(id)
    await look()
    const [one] = await runsOf(id)
    await as('noa').call(promise.runsAbort, { id: one?.id ?? '', reason: 'not_needed' })
    expect((await told('noa', 'handbook.run.due')).find(({ text }) => text.includes('Water'))?.done_at).not.toBe(null)
    at('2026-06-22')
    await look()
    expect((await expected(id))[0]?.state).toBe('void')
    at('2026-06-15')
  })

  test('is arranged by whoever keeps it, for somebody who may follow it', async () => {
    at('2026-06-15')
    const id = await followed('Test the alarm')
    expect(
      await codeOf(as('cato').call(promise.schedulesCreate, { id, rule: 'FREQ=DAILY', start: '2026-06-15', runner: who('noa') })),
    ).toBe('page.not_yours')
    expect(await codeOf(schedule(id, { rule: 'FREQ=HOURLY' }))).toBe('schedule.rule_invalid')
    expect(await codeOf(schedule(id, { rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }))).toBe('schedule.rule_empty')
    expect(await codeOf(schedule(id, { start: '2026-06-14' }))).toBe('schedule.past')
    expect(await codeOf(schedule(id, { runner: crypto.randomUUID() }))).toBe('schedule.runner_unfit')
    for (let n = 0; n < 10; n += 1) await schedule(id)
    expect(await codeOf(schedule(id))).toBe('schedule.too_many')
    expect(await codeOf(as('ilse').call(promise.schedulesSet, { id: crypto.randomUUID(), as: 'ended' }))).toBe('schedule.unknown')
    const few = await group('WAT', 'ilse', 'mara', 'sol')
    const hidden = await followed('Hush', { audience: 'restricted', groups: [few] })
    expect(await codeOf(schedule(hidden))).toBe('schedule.runner_unfit')
    const { id: own } = await schedule(hidden, { runner: who('ilse') })
    expect(await codeOf(as('cato').call(promise.schedulesSet, { id: own, as: 'ended' }))).toBe('schedule.unknown')
    expect(await expected(hidden)).toEqual([])
  })

  test('goes to whoever takes the work of somebody over', async () => {
    at('2026-06-15')
    const id = await followed('Wind the clock')
    const { id: rhythm } = await schedule(id, { runner: who('farid') })
    const handed = await ledger.cast.open(async (ctx) => {
      const mine = await owning.ownedBy(ctx, who('farid'))
      expect(mine).toContainEqual(expect.objectContaining({ kind: 'schedule', id: rhythm }))
      return owning.handOver(ctx, { kind: 'schedule', ids: [rhythm], from: who('farid'), to: who('cato'), left: false })
    })
    expect(handed).toEqual([rhythm])
    expect(await trail(id)).toContain('handbook.schedule.handed_over')
    expect((await as('noa').call(promise.proceduresGet, { id })).schedules[0]?.runner.name).toBe('cato')
  })
})

const onJoin = (title: string, filter = '') => procedureText(title, '', `trigger_events: people.person.joined${filter}\n`)
const joined = async (on: string, payload: object = {}) => {
  const id = crypto.randomUUID()
  await ledger.cast.open((ctx) =>
    expectRuns(ctx, {
      id,
      name: 'people.person.joined',
      payload: { person_id: who('cato'), roles: [], ...payload },
      at: new Date(`${on}T10:00:00Z`),
    }),
  )
  await ledger.cast.open((ctx) =>
    expectRuns(ctx, {
      id,
      name: 'people.person.joined',
      payload: { person_id: who('cato'), roles: [], ...payload },
      at: new Date(`${on}T10:00:00Z`),
    }),
  )
}

describe('a procedure that is to be followed because something happened', () => {
  test('waits for a run, and is not followed where nobody begins within two working days', async () => {
    at('2026-06-15')
    const id = await followed('Bring somebody in', { source: onJoin('Bring somebody in') })
    await joined('2026-06-12')
    await joined('2026-06-15')
    expect(await expected(id)).toMatchObject([
      {
        source: 'event',
        what: 'Somebody joined',
        thing: 'cato',
        on: '2026-06-12',
        by: '2026-06-16',
        state: 'open',
        href: `/people/persons/${who('cato')}`,
      },
      { on: '2026-06-15', by: '2026-06-17', state: 'open' },
    ])
    const run = await start('noa', id)
    expect((await expected(id)).map(({ state, run: its }) => [state, its?.number])).toEqual([
      ['followed', run.number],
      ['open', undefined],
    ])
    at('2026-06-18')
    await look()
    const [, missed] = await expected(id)
    expect(missed).toMatchObject({ state: 'missed', run: null })
    // too late, and it says for what
    const late = await as('cato').call(promise.runsStart, { id, expected: missed?.id ?? '' })
    expect((await expected(id))[1]).toMatchObject({ state: 'missed', run: { number: late.number } })
    expect(await codeOf(as('cato').call(promise.runsStart, { id, expected: missed?.id ?? '' }))).toBe('expected.unknown')
    expect((await as('cato').call(promise.healthRead, { id })).not_followed).toMatchObject({ n: 2, k: 1 })
    at('2026-06-15')
  })

  test('a run that is for something else answers nothing', async () => {
    at('2026-06-15')
    const id = await followed('Give a key', { source: onJoin('Give a key') })
    await joined('2026-06-15')
    const about = (words: string) => as('noa').call(promise.runsRecord, { id, about: words })
    await about('A visitor')
    expect((await expected(id))[0]?.state).toBe('open')
  })

  test('is meant by the events that its text names, as the filter says, in its own days', async () => {
    at('2026-06-15')
    const id = await followed('Order a badge', { source: onJoin('Order a badge', ' where person_id = "nobody"') })
    const soon = await followed('Order a lamp', { source: onJoin('Order a lamp', ' within 1 business day') })
    await joined('2026-06-12')
    expect(await expected(id)).toEqual([])
    expect((await expected(soon))[0]).toMatchObject({ on: '2026-06-12', by: '2026-06-15' })
  })

  test('says while it is written which event nobody hears, and is not put forward', async () => {
    for (const said of [
      'people.person.promoted',
      'people.person.joined where colour is red',
      '{event: people.person.left, filter: "x >"}',
    ]) {
      const source = procedureText('Bad', '', `trigger_events: ["${said.replaceAll('"', '\\"')}"]\n`)
      const { findings } = await as('ilse').call(promise.textsPreview, { source, audience: 'internal' })
      expect(findings.map(({ code }) => code)).toContain('procedure.trigger_unreadable')
      const { id } = await as('ilse').call(promise.pagesCreate, { source, backup: who('sol'), path: `bad/${crypto.randomUUID()}` } as never)
      expect(await codeOf(as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'As we do it' }))).toBe(
        'procedure.trigger_unreadable',
      )
    }
  })
})
