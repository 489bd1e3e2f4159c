import { describe, expect, test } from 'vitest'
import { procedures, procedureText } from '../../../test/cast/procedures.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as promise from './contract.ts'

const { ledger, as, who, trail, written, publish, group, followed, start, told } = procedures()
const raise = (name: string, id: string, more: object = {}) => as(name).call(promise.flagsRaise, { id, ...more })
const answer = (name: string, id: string, more: object = {}) =>
  as(name).call(promise.flagsAnswer, { id, as: 'not_so', reason: 'It is as it says', ...more } as never)
const list = async (name: string, where: string[] = []) => (await as(name).call(promise.flagsList, { where })).items

describe('a flag', () => {
  test('is raised by a reader in one tap, waits for the owner, and is put right by a later text', async () => {
    const { id } = await written('# The lamp\n\nIt is lit at dusk.\n')
    const flag = await raise('noa', id)
    expect(flag).toMatchObject({ title: 'The lamp', label: '1.0.0', step: null, note: null, state: 'open', may: ['say'] })
    expect(await told('ilse', 'handbook.flag.raised')).toMatchObject([
      { text: 'noa says that “The lamp” is wrong', href: `/handbook/pages/${id}?tab=flags`, done_at: null },
    ])
    expect(await codeOf(raise('noa', id))).toBe('flag.raised_already')
    const program = ledger.cast.speaker({ ...as('noa').actor, kind: 'key', id: 'nightly' })
    expect(await codeOf(program.call(promise.flagsRaise, { id }))).toBe('flag.nobody')
    await as('noa').call(promise.flagsSay, { id: flag.id, note: 'It is lit at dawn' })
    expect((await told('ilse', 'handbook.flag.raised'))[0]?.text).toBe('noa says that “The lamp” is wrong: It is lit at dawn')
    expect(await codeOf(as('cato').call(promise.flagsSay, { id: flag.id, note: 'Yes' }))).toBe('flag.not_yours')
    expect(await codeOf(answer('cato', flag.id))).toBe('page.not_yours')
    expect(await codeOf(answer('ilse', flag.id, { as: 'fixed' }))).toBe('flag.no_later_text')
    await publish('ilse', id, 1, '# The lamp\n\nIt is lit at dawn.\n')
    const fixed = await answer('ilse', flag.id, { as: 'fixed', reason: 'You are right' })
    expect(fixed).toMatchObject({ state: 'fixed', answer: 'You are right', answered: { by: 'ilse' }, may: [] })
    expect(fixed.fixed).toBe(fixed.label === '1.0.0' ? (await as('ilse').call(promise.pagesGet, { id })).label : '')
    expect(await told('noa', 'handbook.flag.answered')).toMatchObject([{ text: `Put right in version ${fixed.fixed}: You are right` }])
    expect((await told('ilse', 'handbook.flag.raised'))[0]?.done_at).not.toBeNull()
    expect(await codeOf(answer('ilse', flag.id))).toBe('flag.answered')
    expect(await codeOf(as('noa').call(promise.flagsSay, { id: flag.id, note: 'Thanks' }))).toBe('flag.answered')
    expect(await codeOf(answer('ilse', crypto.randomUUID()))).toBe('flag.unknown')
    // the same may be wrong again
    expect((await raise('noa', id)).state).toBe('open')
    const kept = await trail(id)
    expect(kept.filter((action) => action.startsWith('handbook.flag'))).toEqual([
      'handbook.flag.raised',
      'handbook.flag.said',
      'handbook.flag.answered',
      'handbook.flag.raised',
    ])
  })

  test('in a run is an error of the text as well, judged with the answer', async () => {
    const id = await followed('Release an order')
    const run = await start('noa', id)
    const key = run.steps[1]?.key ?? ''
    const flag = await raise('noa', id, { key, run: run.id, note: 'Which names?' })
    expect(flag).toMatchObject({ step: '2 Compare the names', run: run.id, number: expect.stringMatching(/^SOP-/) })
    const errors = async () => (await as('noa').call(promise.runsGet, { id: run.id })).errors
    expect(await errors()).toMatchObject([{ key, fault: 'procedure', found_by: 'self', note: 'Which names?', state: 'reported' }])
    await answer('sol', flag.id)
    expect(await errors()).toMatchObject([{ state: 'rejected', judged: { by: 'sol', note: 'It is as it says' } }])
    expect(await codeOf(raise('noa', id, { key: crypto.randomUUID() }))).toBe('flag.step_unknown')
    expect(await codeOf(raise('noa', await followed('Another'), { run: run.id }))).toBe('run.unknown')
    expect(await codeOf(raise('noa', id, { run: crypto.randomUUID() }))).toBe('run.unknown')
  })

  test('of one’s own run does not take its error away', async () => {
    const id = await followed('Refund an order')
    const run = await start('ilse', id)
    const flag = await raise('ilse', id, { run: run.id })
    // the owner says it, so that the backup hears of it
    expect(await told('sol', 'handbook.flag.raised')).toContainEqual(expect.objectContaining({ done_at: null }))
    await answer('ilse', flag.id)
    expect((await as('ilse').call(promise.runsGet, { id: run.id })).errors).toMatchObject([{ state: 'reported' }])
  })

  test('that said of a run what was said before counts once', async () => {
    const id = await followed('Ship an order')
    const run = await start('noa', id)
    await as('noa').call(promise.errorsReport, { id: run.id, fault: 'procedure' })
    const flag = await raise('noa', id, { run: run.id })
    await publish('ilse', id, 1, `${procedureText('Ship an order')}\nMore is said here.\n`)
    await answer('ilse', flag.id, { as: 'fixed' })
    expect((await as('noa').call(promise.runsGet, { id: run.id })).errors).toMatchObject([{ state: 'confirmed' }])
  })
})

test('flags are listed to those who keep the page, and to whoever raised them', async () => {
  const few = await group('FLG', 'noa', 'ilse', 'sol', 'mara')
  const id = await followed('Hush now', { audience: 'restricted', groups: [few] })
  const flag = await raise('noa', id, { note: 'A secret' })
  const on = [`page:is:${id}`]
  expect(await list('ilse', on)).toMatchObject([{ id: flag.id, mine: true, may: ['answer'], note: 'A secret' }])
  expect(await list('sol', [...on, 'mine:is:yes', 'state:is:open'])).toHaveLength(1)
  expect(await list('noa', on)).toMatchObject([{ mine: false, may: ['say'] }])
  expect(await list('mara', on)).toEqual([])
  expect(await list('cato', on)).toEqual([])
  expect(await codeOf(raise('cato', id))).toBe('page.unknown')
  expect(await codeOf(answer('cato', flag.id))).toBe('flag.unknown')
  expect((await told('ilse', 'handbook.flag.raised')).at(-1)?.text).toBe('noa says that something is wrong on a page for the few')
  await answer('ilse', flag.id)
  expect((await told('noa', 'handbook.flag.answered')).at(-1)?.text).toBe('Not so')
})

test('what is open on a page goes with the page to whoever keeps it, as something new', async () => {
  const few = await group('PAS', 'noa', 'mara', 'sol')
  const { id } = await written('# The foghorn\n\nIt sounds at dusk.\n')
  const flag = await raise('noa', id)
  const own = await raise('mara', id, { note: 'At dawn' })
  const open = async (name: string) =>
    (await told(name, 'handbook.flag.raised')).filter(({ href, done_at }) => href.includes(id) && done_at === null).map(({ text }) => text)
  await ledger.cast.house.db.pool.query('update kernel.notice set read_at = $2, lettered_at = $2 where key = $1', [flag.id, new Date()])
  expect(await open('ilse')).toHaveLength(2)
  await as('ilse').call(promise.pagesChange, { id, owner: who('mara'), backup: who('sol') })
  // what the new owner said themselves, the other one hears
  expect({ ilse: await open('ilse'), mara: await open('mara'), sol: await open('sol') }).toEqual({
    ilse: [],
    mara: ['noa says that “The foghorn” is wrong'],
    sol: ['mara says that “The foghorn” is wrong: At dawn'],
  })
  const { rows } = await ledger.cast.house.db.pool.query('select read_at, lettered_at from kernel.notice where key = $1', [flag.id])
  expect(rows).toEqual([{ read_at: null, lettered_at: null }])
  await as('mara').call(promise.pagesChange, { id, audience: 'restricted', groups: [few], backup: null })
  expect(await open('sol')).toEqual(['mara says that “The foghorn” is wrong: At dawn'])
  await answer('mara', own.id)
  expect(await open('sol')).toEqual([])
})
