import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlans, type Plans, planText } from '../../../test/cast/plans.ts'
import * as promise from './contract.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
})
afterAll(() => plans?.ledger.cast.close())

const refused = (code: string, more: object = {}) => expect.objectContaining({ code, ...more })
const ilse = () => plans.as('ilse')
const source = async (id: string) => (await ilse().call(promise.editionsSource, { id })).source
const linesOf = (id: string, who = 'sol') => plans.as(who).call(promise.itemsList, { id })
async function lineOf(id: string, start: string) {
  const { rev, lines } = await linesOf(id)
  return { id, key: lines.find(({ raw }) => raw.startsWith(start))?.key ?? '', if_match: rev }
}

describe('an edit of one line', () => {
  test('changes its bytes and no other, and keeps its key with the measure that hangs on it', async () => {
    const { id } = await plans.written()
    const line = await lineOf(id, 'Revenue')
    const goal = { id, key: line.key, metric_id: 'customers', direction: 'increase' as const, baseline: '180', target: '330' }
    await ilse().call(promise.measuresBind, { ...goal, due: '2027-01-31' })
    const before = await source(id)
    const { if_match } = await lineOf(id, 'Revenue')
    const changed = await ilse().call(promise.itemsChange, { ...line, if_match, raw: 'Nothing like it was before' })
    expect(changed).toMatchObject({ key: line.key, rev: if_match + 1 })
    expect(await source(id)).toBe(before.replace('Revenue grows', 'Nothing like it was before'))
    const measure = changed.page.sections.flatMap(({ items }) => items).find(({ key }) => key === line.key)?.measure
    expect(measure?.metric_id).toBe('customers')
    expect(await ilse().call(promise.itemsGet, { id, key: line.key })).toMatchObject({
      raw: 'Nothing like it was before',
      section: 'measures',
    })
    expect(await ilse().call(promise.itemsChange, { ...line, if_match: if_match + 1, raw: 'Nothing like it was before' })).toMatchObject({
      rev: if_match + 1,
    })
  })

  test('adds, moves and takes away; a list that counts goes on counting', async () => {
    const { id } = await plans.written()
    const before = await source(id)
    const added = await ilse().call(promise.itemsAdd, { ...(await after(id, 'Sell')), raw: 'Ship on Tuesdays (DRI: sol)' })
    expect(await source(id)).toBe(before.replace('2. Answer', '2. Ship on Tuesdays (DRI: sol)\n3. Answer'))
    const moved = await ilse().call(promise.itemsPlace, { id, key: added.key ?? '', to: 'up', if_match: added.rev })
    expect(moved.key).toBe(added.key)
    expect((await linesOf(id)).lines.filter(({ section }) => section === 'methods').map(({ raw }) => raw.slice(0, 4))).toEqual([
      'Ship',
      'Sell',
      'Answ',
    ])
    const beside = (await lineOf(id, 'Few')).key
    await ilse().call(promise.itemsPlace, { id, key: added.key ?? '', to: 'before', beside, if_match: moved.rev })
    expect(await ilse().call(promise.itemsGet, { id, key: added.key ?? '' })).toMatchObject({ section: 'obstacles', rank: 1 })
    const gone = await ilse().call(promise.itemsRemove, await lineOf(id, 'Ship'))
    expect(gone.key).toBeNull()
    expect(await source(id)).toBe(before)
    const nested = await ilse().call(promise.itemsPlace, { ...(await lineOf(id, 'Answer')), to: 'nest' })
    expect(await ilse().call(promise.itemsGet, { id, key: nested.key ?? '' })).toMatchObject({ depth: 1 })
    await ilse().call(promise.itemsPlace, { id, key: nested.key ?? '', to: 'lift', if_match: nested.rev })
    expect(await source(id)).toBe(before)
  })

  test('begins a section that has no line', async () => {
    const { id } = await plans.written((title) => `# ${title} (30%)\n\nVision\n- One\n\nMethods\n\nMeasures\n- Two\n`)
    const { rev } = await linesOf(id)
    const begun = await ilse().call(promise.itemsAdd, { id, section: 'methods', raw: 'Sell', if_match: rev })
    expect(begun.key).not.toBeNull()
    expect(await source(id)).toContain('Methods\n1. Sell\n\nMeasures')
    await expect(ilse().call(promise.itemsAdd, { id, section: 'methods', raw: 'Two', if_match: begun.rev })).rejects.toEqual(
      refused('item.section_not_empty'),
    )
  })

  test('is of the very first line as of every other one, and begins the first section', async () => {
    const { id } = await plans.written()
    const changed = await ilse().call(promise.itemsChange, { ...(await lineOf(id, 'Every crew')), raw: 'Every crew talks.' })
    expect(await source(id)).toContain('- Every crew talks.\n')
    const taken = await ilse().call(promise.itemsRemove, { id, key: changed.key ?? '', if_match: changed.rev })
    expect(taken.key).toBeNull()
    const begun = await ilse().call(promise.itemsAdd, { id, section: 'vision', raw: 'Every crew sails.', if_match: taken.rev })
    expect(await ilse().call(promise.itemsGet, { id, key: begun.key ?? '' })).toMatchObject({ section: 'vision', raw: 'Every crew sails.' })
  })

  test('stays one line for every reader: what some of them break a line at is a space', async () => {
    const { id } = await plans.written()
    const raw = 'Few\u2028references\u2029and\u0085few\vcalls'
    const { key, rev } = await ilse().call(promise.itemsChange, { ...(await lineOf(id, 'Few')), raw })
    expect(await ilse().call(promise.itemsGet, { id, key: key ?? '' })).toMatchObject({ raw: 'Few references and few calls' })
    await ilse().call(promise.itemsAdd, { id, after: key ?? '', raw: 'No\u2028time', if_match: rev })
    expect(await source(id)).not.toMatch(/[\v\f\u0085\u2028\u2029]/)
  })

  test('so does a whole text: what came so stays, what is typed is plain', async () => {
    const { id } = await plans.written((title) => `${planText(title)}- Few\u2028calls\n`)
    expect(await source(id)).toContain('- Few calls')
    await plans.edit(id, (text) => `${text}- One\u2029more\u0007\n`)
    expect(await source(id)).toMatch(/- One more\n$/)
    const preview = await ilse().call(promise.importsPreview, {
      name: 'came.md',
      text: planText('Came VPMOM').replace('Few references', 'Few\u2028references'),
    })
    const { created } = await ilse().call(promise.importsConfirm, { id: preview.id, plans: [{ index: 0 }] })
    const came = created[0]?.edition_id ?? ''
    await plans.edit(came, (text) => text.replace('Trust', 'Trust\u2028first'))
    expect(await source(came)).toContain('Few\u2028references')
    expect(await source(came)).toContain('Trust first')
  })

  test('is refused where another has written meanwhile, where it cannot be done, and where it would be read as something else', async () => {
    const { id } = await plans.written()
    const line = await lineOf(id, 'Sell')
    const before = await source(id)
    await expect(ilse().call(promise.itemsChange, { ...line, if_match: line.if_match - 1, raw: 'x' })).rejects.toEqual(
      refused('edit.stale', { facts: expect.objectContaining({ version: line.if_match, theirs: before }) }),
    )
    await expect(ilse().call(promise.itemsPlace, { ...line, to: 'up' })).rejects.toEqual(refused('item.edit_impossible'))
    await expect(ilse().call(promise.itemsChange, { ...(await lineOf(id, 'Few')), raw: '**Measures**' })).rejects.toEqual(
      refused('item.read_otherwise'),
    )
    await expect(ilse().call(promise.itemsRemove, { ...line, key: crypto.randomUUID() })).rejects.toEqual(refused('item.unknown'))
    expect(await source(id)).toBe(before)
  })

  test('out for input is for whoever answers for the plan, and asks again about that line alone; what is agreed is closed', async () => {
    const { id } = await plans.written()
    await plans.submit(id)
    const line = await lineOf(id, 'Few')
    await expect(plans.as('mara').call(promise.itemsChange, { ...line, raw: 'No references' })).rejects.toEqual(refused('plan.not_dri'))
    await ilse().call(promise.itemsChange, { ...line, raw: 'No references' })
    const other = await plans.written()
    await plans.agreed(other.id)
    await expect(ilse().call(promise.itemsRemove, await lineOf(other.id, 'Few'))).rejects.toEqual(refused('plan.frozen'))
  })
})

async function after(id: string, start: string) {
  const { key, if_match } = await lineOf(id, start)
  return { id, after: key, if_match }
}
