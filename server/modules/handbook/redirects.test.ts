import { describe, expect, test } from 'vitest'
import { procedures, procedureText } from '../../../test/cast/procedures.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as promise from './contract.ts'
import { outwardPage } from './queries/public.ts'

const { ledger, as, written, read, group, followed, trail } = procedures()
const list = (name: string, where: string[]) => as(name).call(promise.redirectsList, { where })
const one = async (name: string, path: string) => (await list(name, [`path:is:${path}`])).items[0]
const lead = (path: string, to: string, name = 'ilse', more: object = {}) => as(name).call(promise.redirectsCreate, { path, to, ...more })
const outside = (path: string) => ledger.cast.open((ctx) => outwardPage(ctx, path))
const retire = (id: string, replaced_by: string | null = null) =>
  as('ilse').call(promise.pagesRetire, { id, reason: 'It is over', replaced_by })
const findings = async (page: string, rule: string) =>
  (await as('ilse').call(promise.findingsList, { where: [`page_id:is:${page}`, `rule:is:${rule}`] })).items
const everyone = { audience: 'public' as const }

describe('an address that leads on', () => {
  test('is there for good where a page was, and is told with why', async () => {
    const { id } = await written('# Lines\n\nHow ropes are kept.\n', { ...everyone, path: 'ropes' })
    await as('ilse').call(promise.pagesMove, { id, path: 'lines' })
    expect(await one('noa', 'ropes')).toMatchObject({
      kind: 'moved',
      state: 'confirmed',
      public: true,
      to: { id, path: 'lines' },
      may: [],
    })
    expect(await outside('ropes')).toEqual({ moved: 'lines', sure: true })
    const row = await one('ilse', 'ropes')
    expect(await codeOf(as('ilse').call(promise.redirectsRemove, { id: row?.id ?? '' }))).toBe('redirect.lasting')
    expect(await codeOf(as('ilse').call(promise.redirectsConfirm, { id: row?.id ?? '' }))).toBe('redirect.confirmed_already')
  })

  test('is set by whoever keeps the handbook where nothing is; links that waited for it lead there', async () => {
    const to = await written('# Anchors\n\nHow anchors are kept.\n', everyone)
    const from = await written('# Knots\n\nA knot holds.\n')
    await as('ilse').call(promise.pagesRetire, { id: (await written('# Old\n\nOver.\n', { path: 'old' })).id, reason: 'It is over' })
    expect(await codeOf(lead('iron', to.id, 'sol'))).toBe('right.missing')
    expect(await codeOf(lead(to.path, to.id))).toBe('redirect.loop')
    expect(await codeOf(lead(from.path, to.id))).toBe('redirect.taken')
    expect(await codeOf(lead('Iron Things', to.id))).toBe('page.path_invalid')
    const made = await lead('iron', to.id, 'ilse', { kind: 'alias' })
    expect(made).toMatchObject({ kind: 'alias', state: 'confirmed', public: true, may: ['remove'] })
    expect(await codeOf(lead('iron', from.id))).toBe('redirect.taken')
    expect(await outside('iron')).toEqual({ moved: to.path, sure: true })
    expect(await trail(to.id)).toContain('handbook.redirect.made')

    // it goes, and what linked by it leads nowhere
    await as('ilse').call(promise.pagesPublish, { id: from.id, base: 1, note: 'More', source: '# Knots\n\nSee [iron](/handbook/iron).\n' })
    await ledger.cast.drain()
    expect(await findings(from.id, 'link_former')).toHaveLength(1)
    await as('ilse').call(promise.redirectsRemove, { id: made.id })
    expect(await codeOf(outside('iron'))).toBe('page.unknown')
    expect(await findings(from.id, 'link_broken')).toHaveLength(1)
    // again, and the link is whole
    const again = await lead('iron', to.id)
    expect(await findings(from.id, 'link_broken')).toEqual([])
    expect((await read('ilse', to.id)).linked_from.map(({ id }) => id)).toEqual([from.id])
    expect(await codeOf(as('ilse').call(promise.redirectsRemove, { id: made.id }))).toBe('redirect.unknown')
    await as('ilse').call(promise.redirectsRemove, { id: again.id })
  })

  test('leads everyone only to what everyone may open, and nobody learns of one to a page for the few', async () => {
    const inside = await written('# Wages\n\nWhat we pay.\n')
    const few = await written('# Offers\n\nWhat we offer.\n', {
      audience: 'restricted',
      groups: [await group('RDR', 'cato')],
      path: 'offers',
    })
    await lead('pay', inside.id)
    await lead('bids', few.id)
    expect((await one('noa', 'pay'))?.public).toBe(false)
    expect(await codeOf(outside('pay'))).toBe('page.unknown')
    expect(await codeOf(outside('bids'))).toBe('page.unknown')
    expect(await one('noa', 'bids')).toBeUndefined()
    expect((await one('cato', 'bids'))?.to.id).toBe(few.id)
    const { rows } = await ledger.cast.house.db.pool.query(
      "select after from kernel.audit where subject_id = $1 and action = 'handbook.redirect.made'",
      [few.id],
    )
    expect(rows).toEqual([{ after: { path: null } }])
    const gone = await written('# Bonus\n\nAbove it.\n', { ...everyone, path: 'bonus' })
    await retire(gone.id, inside.id)
    expect(await outside('bonus')).toMatchObject({ retired: true })
    expect(await one('noa', 'bonus')).toMatchObject({ kind: 'replaced', public: false })
  })

  test('is a guess where two texts are alike: 302 until whoever keeps the page confirms it, then 301', async () => {
    const words = 'Before a boat leaves the quay its keeper looks at the lamps, counts the vests and writes down who sails and until when.'
    const old = await written(`# Leave the quay\n\n${words}\n`, { ...everyone, path: 'quay/leaving' })
    const now = await written(`# Leave the quay\n\n${words} The tide is written down too.\n`, { ...everyone, path: 'boats/leaving' })
    await retire(old.id)
    await ledger.cast.drain()
    expect(await outside('quay/leaving')).toEqual({ moved: 'boats/leaving', sure: false })
    const guess = await one('ilse', 'quay/leaving')
    expect(guess).toMatchObject({ kind: 'inferred', state: 'waiting', to: { id: now.id }, may: ['confirm', 'remove'] })
    expect(Number(guess?.score)).toBeGreaterThan(0.45)
    expect((await one('noa', 'quay/leaving'))?.may).toEqual([])
    expect(await codeOf(as('noa').call(promise.redirectsConfirm, { id: guess?.id ?? '' }))).toBe('page.not_yours')
    await as('ilse').call(promise.redirectsConfirm, { id: guess?.id ?? '' })
    expect(await outside('quay/leaving')).toEqual({ moved: 'boats/leaving', sure: true })
    expect(await findings(old.id, 'page_gone')).toEqual([])
    expect(await one('ilse', 'quay/leaving')).toMatchObject({ kind: 'replaced', state: 'confirmed' })

    // what comes in place of that leads there in one hop
    const next = await written('# Sail\n\nHow we sail.\n', { ...everyone, path: 'sail' })
    await retire(now.id, next.id)
    expect(await outside('quay/leaving')).toEqual({ moved: 'sail', sure: true })
    expect(await outside('boats/leaving')).toEqual({ moved: 'sail', sure: true })
    await as('ilse').call(promise.redirectsRemove, { id: guess?.id ?? '' })
    expect(await outside('quay/leaving')).toMatchObject({ retired: true })
  })
})

test('all that leads by a former address leads where that is now, in one act; what cannot be done holds up nothing', async () => {
  const { id, path } = await written('# Sails\n\n## Care\n\nDry them.\n', { path: 'canvas' })
  await as('ilse').call(promise.pagesMove, { id, path: 'sails' })
  const plain = await written(`# One\n\nSee [care](/handbook/${path}#care).\n`)
  const lost = await written(`# Two\n\nSee [mending](/handbook/${path}).\n`)
  const busy = await followed('Wash a sail', { source: `${procedureText('Wash a sail')}\nSee [sails](/handbook/${path}).\n` })
  const put = procedureText('Wash a sail', '3. Dry it\n')
  await as('ilse').call(promise.proposalsCreate, { id: busy, base: 1, note: 'Dry it too', source: put })
  const foreign = await written(`# Three\n\nSee [sails](/handbook/${path}).\n`)
  await ledger.cast.drain()
  // of sol's pages alone
  const none = await as('sol').call(promise.redirectsApply, { findings: (await findings(plain.id, 'link_former')).map((row) => row.id) })
  expect(none).toEqual({ done: 0, left: [], rest: 0 })
  const ids = (await Promise.all([plain, lost, { id: busy }, foreign].map((page) => findings(page.id, 'link_former')))).flat()
  const said = await as('ilse').call(promise.redirectsApply, { findings: ids.map((row) => row.id) })
  expect(said).toMatchObject({ done: 3, rest: 0, left: [{ page: { id: busy }, code: 'proposal.open' }] })
  const source = async (of: string) => (await as('ilse').call(promise.sourcesGet, { id: of })).source
  expect(await source(plain.id)).toContain('(/handbook/sails#care)')
  expect(await source(lost.id)).toContain('(/handbook/sails)')
  expect(await source(busy)).toContain(`(/handbook/${path})`)
  expect((await read('ilse', foreign.id)).label).toBe('1.0.1')
  expect(await findings(plain.id, 'link_former')).toEqual([])
})

test('one at which the house fails is left as it is, and the others are done', async () => {
  const { id, path } = await written('# Oars\n\nWood.\n', { path: 'paddles' })
  await as('ilse').call(promise.pagesMove, { id, path: 'oars' })
  const fit = await written(`# Row\n\nTake [oars](/handbook/${path}).\n`)
  const unfit = await written(`# Scull\n\nTake [oars](/handbook/${path}).\n`)
  await ledger.cast.drain()
  const ids = (await Promise.all([unfit, fit].map((page) => findings(page.id, 'link_former')))).flat().map((row) => row.id)
  const { pool } = ledger.cast.house.db
  await pool.query(`create function handbook.fails() returns trigger language plpgsql as $$ begin
    if new.page_id = '${unfit.id}' then raise exception 'the disk is full of oars'; end if; return new; end $$;
    create trigger fails before insert on handbook.page_version for each row execute function handbook.fails()`)
  const said = await as('ilse').call(promise.redirectsApply, { findings: ids })
  await pool.query('drop trigger fails on handbook.page_version; drop function handbook.fails()')
  expect(said).toMatchObject({ done: 1, rest: 0, left: [{ page: { id: unfit.id }, code: 'redirect.failed' }] })
  expect(JSON.stringify(said)).not.toContain('disk')
  expect([(await read('ilse', fit.id)).no, (await read('ilse', unfit.id)).no]).toEqual([2, 1])
})

test('an address by which a text takes a passage stays until that is named by another', async () => {
  const { id } = await written('# Tides\n\nTwice a day.\n', { path: 'tides' })
  const alias = await lead('ebb', id, 'ilse', { kind: 'alias' })
  const taking = await written('# Leaving\n\n<!-- include: ebb -->\n<!-- /include -->\n')
  expect(await codeOf(as('ilse').call(promise.redirectsRemove, { id: alias.id }))).toBe('redirect.included')
  await as('ilse').call(promise.pagesPublish, { id: taking.id, base: 1, note: 'By its name', source: '# Leaving\n\nWith the ebb.\n' })
  expect(await codeOf(as('ilse').call(promise.redirectsRemove, { id: alias.id }))).toBe('answered')
})

test('a link is led nowhere where it is not said to what, nor where two texts are not alike enough', async () => {
  const { pool } = ledger.cast.house.db
  const apply = async (finding: { id: string } | undefined) =>
    (await as('ilse').call(promise.redirectsApply, { findings: [finding?.id ?? ''] })).left.map(({ code }) => code)
  const { id, path } = await written('# Masts\n\nOil them.\n', { path: 'spars' })
  await as('ilse').call(promise.pagesMove, { id, path: 'masts' })
  const from = await written(`# Riggers\n\nSee [masts](/handbook/${path}).\n`)
  await ledger.cast.drain()
  const [former] = await findings(from.id, 'link_former')
  // what it leads to was two pages when it was found
  await pool.query('update handbook.finding set near = near || $2::uuid where id = $1', [former?.id, from.id])
  expect(await apply(former)).toEqual(['redirect.nowhere_to'])
  expect((await read('ilse', from.id)).label).toBe('1.0.0')

  const words = 'Before the mast is stepped its keeper looks at each stay, counts the pins and writes down who holds which line.'
  const old = await written(`# Step the mast\n\n${words}\n`, { path: 'mast/step' })
  const heir = await written(`# Step the mast\n\n${words} The wind is written down too.\n`, { path: 'mast/stepping' })
  await retire(old.id)
  await written(`# Who steps\n\nSee [stepping](/handbook/mast/step).\n`)
  await ledger.cast.drain()
  const [gone] = await findings(old.id, 'page_gone')
  // another page than the one that its text is like
  await pool.query('update handbook.finding set near = array[$2::uuid] where id = $1', [gone?.id, id])
  expect(await apply(gone)).toEqual(['redirect.unsure'])
  const { rows } = await pool.query('select replaced_by, heir from handbook.page where id = $1', [old.id])
  expect(rows).toEqual([{ replaced_by: null, heir: heir.id }])
})
