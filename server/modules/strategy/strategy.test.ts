import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { admitPerson } from '../people/index.ts'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import {
  companyPlanGet,
  editionsDocument,
  editionsEdit,
  editionsGet,
  editionsPdf,
  editionsRevisions,
  editionsSource,
  importsColumns,
  importsConfirm,
  importsDocument,
  importsPreview,
  measuresBind,
  measuresReadings,
  plansCreate,
  plansGet,
  plansList,
  plansMakeCurrent,
} from './contract.ts'

const company = `# FY27 Lighthouse Works VPMOM (LW) (40%)\r
\r
|Period| Feb 1, 2026 to Jan 31, 2027|\r
|:---|:---|\r
| RAPID | NK(R & D), LT (A, P & I) |\r
| Vetted date | March 2, 2026|\r
\r
Vision  \r
- Every harbour team talks in one safe place\r
\r
Priorities\r
- Trust - Keep what customers give us\r
- Speed\r
\r
Methods\r
1. Sell seats without a call\r
2. Answer within a day ~~or two~~\r
\r
Obstacles\r
- Few references\r
\r
Measures\r
- Recurring revenue grows\r
- 0 incidents\r
`

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ now: new Date('2026-07-31T10:00:00Z'), rooms: ['people', 'decisions', 'data', 'strategy'] })
}, 60_000)
afterAll(() => cast.close())

const bytes = async (answer: unknown) => Buffer.from((answer as { bytes: Uint8Array }).bytes)

const told = async (name: string) =>
  (await cast.house.db.pool.query('select payload from kernel.outbox where name = $1 order by id', [name])).rows.map((row) => row.payload)

async function imported(text: string, name = 'plans.md') {
  const preview = await cast.as('bizops').call(importsPreview, { name, content_base64: Buffer.from(text).toString('base64') })
  const done = await cast.as('bizops').call(importsConfirm, {
    id: preview.id,
    plans: preview.plans.filter((plan) => plan.ticked).map(({ index }) => ({ index, level: 'company' as const })),
  })
  return { preview, done, edition: done.created[0]?.edition_id as string, slug: done.created[0]?.slug as string }
}

describe('import', () => {
  test('what was imported for a restricted plan, or is not confirmed yet, is not there for those who only read', async () => {
    const reader = cast.as('member')
    const preview = await cast.as('bizops').call(importsPreview, {
      name: 'quiet.md',
      content_base64: Buffer.from(company.replaceAll('Lighthouse Works', 'Quiet Works')).toString('base64'),
    })
    await expect(reader.call(importsDocument, { id: preview.id })).rejects.toMatchObject({ code: 'import.unknown' })
    await cast.as('bizops').call(importsConfirm, { id: preview.id, plans: [{ index: 0, level: 'team', audience: 'restricted' }] })
    await expect(reader.call(importsDocument, { id: preview.id })).rejects.toMatchObject({ code: 'edition.unknown' })
    expect((await bytes(await cast.as('bizops').call(importsDocument, { id: preview.id }))).length).toBeGreaterThan(0)
  })

  test('a plan that was vetted before comes in as vetted (legacy), in force and byte for byte', async () => {
    const { preview, done, edition } = await imported(company)
    expect(preview.text).toBe(company)
    expect(preview.segments.map(({ from, to }) => preview.text.slice(from, to)).join('')).toBe(company)
    expect(preview.plans[0]?.header.parties).toEqual([
      { name: 'NK', letters: ['R', 'D'] },
      { name: 'LT', letters: ['A', 'P', 'I'] },
    ])
    expect(done.created[0]).toMatchObject({ state: 'vetted (legacy)', new_plan: true })
    expect((await told('strategy.edition.vetted')).at(-1)).toMatchObject({
      edition_id: edition,
      legacy: true,
      vetted_on: '2026-03-02',
      methods: [
        { key: expect.any(String), title: 'Sell seats without a call' },
        { key: expect.any(String), title: expect.stringContaining('Answer within a day') },
      ],
    })
    expect((await bytes(await cast.as('member').call(importsDocument, { id: preview.id }))).toString()).toBe(company)
    expect((await bytes(await cast.as('member').call(editionsDocument, { id: edition }))).toString()).toBe(company)
    const page = (await cast.as('member').call(companyPlanGet, {})).page
    expect(page?.edition).toMatchObject({ id: edition, state: 'vetted', legacy: true, counts: true })
    expect(page?.title.text).toBe('FY27 Lighthouse Works VPMOM (LW)')
    expect(page?.sections.map((section) => section.items.length)).toEqual([1, 2, 2, 1, 2])
    expect(page?.may).toEqual([])
    expect(page?.elapsed).toBe('0.4959')
  })

  test('nothing is written before somebody confirms, and an import is confirmed once', async () => {
    const before = await cast.as('member').call(plansList, {})
    const preview = await cast.as('bizops').call(importsPreview, { name: 'half.md', text: '# Half\n\nVision\n- Be whole\n' })
    expect((await cast.as('member').call(plansList, {})).items.length).toBe(before.items.length)
    await cast.as('bizops').call(importsConfirm, { id: preview.id, plans: [{ index: 0 }] })
    await expect(cast.as('bizops').call(importsConfirm, { id: preview.id, plans: [{ index: 0 }] })).rejects.toMatchObject({
      code: 'import.confirmed',
    })
  })

  test('the columns of a CSV are told, and it is read again; what it reads as is what is made', async () => {
    const text = 'Was,Sorte\nGuests come back,Objective\nFour stars,Key result\n'
    const first = await cast.as('bizops').call(importsPreview, { name: 'inn.csv', text })
    expect([first.plans.length, first.columns?.map(({ as }) => as)]).toEqual([0, ['other', 'other']])
    expect(first.defects[0]?.text).toContain('which column')
    const read = await cast.as('bizops').call(importsColumns, { id: first.id, columns: ['title', 'type'] })
    expect([read.plans.length, read.columns?.map(({ as }) => as), read.defects]).toEqual([1, ['title', 'type'], []])
    const done = await cast.as('bizops').call(importsConfirm, { id: first.id, plans: [{ index: 0, level: 'team' }] })
    expect(done.created).toHaveLength(1)
    const again = cast.as('bizops').call(importsColumns, { id: first.id, columns: ['title', 'parent'] })
    await expect(again).rejects.toMatchObject({ code: 'import.confirmed' })
  })

  test('initials that nobody knows are told at the import, and every plan means them from then on', async () => {
    const text = '# Harbour VPMOM FY27\n\nRAPID: QZ(R, D), HQ(A)\n\nVision\n- Calm\n\nMethods\n1. Row (ZQ)\n'
    const read = await cast.as('bizops').call(importsPreview, { name: 'harbour.md', text })
    expect(read.signs).toEqual(['QZ', 'HQ', 'ZQ'].map((sign) => ({ sign, is: 'unknown', name: null })))
    const plans = [{ index: 0 }]
    const call = (signs: { sign: string; person_id: string }[]) => cast.as('bizops').call(importsConfirm, { id: read.id, plans, signs })
    const mara = await cast.open((ctx) =>
      admitPerson(ctx, { name: 'Mara Okonjo', email: 'mo@x.example', password: 'a calm harbour at dusk', roles: ['member'] }),
    )
    await expect(call([{ sign: 'XX', person_id: mara }])).rejects.toMatchObject({ code: 'import.sign_unknown' })
    await expect(
      call([
        { sign: 'QZ', person_id: mara },
        { sign: 'QZ', person_id: mara },
      ]),
    ).rejects.toMatchObject({ code: 'import.sign_unknown' })
    const own = cast.as('bizops')
    const mine = (sign: string) => own.call(importsConfirm, { id: read.id, plans, signs: [{ sign, person_id: own.actor.id }] })
    for (const sign of ['QZ', 'HQ']) await expect(mine(sign)).rejects.toMatchObject({ code: 'import.sign_oneself' })
    await call([{ sign: 'QZ', person_id: mara }])
    const next = await cast.as('bizops').call(importsPreview, { name: 'other.md', text: text.replace('Harbour', 'Other') })
    expect(next.signs[0]).toEqual({ sign: 'QZ', is: 'person', name: 'Mara Okonjo' })
  })

  test('whose results are is asked, too, however their names are written', async () => {
    const text =
      '# Harbour OKRs Q2 2027\n\n## Objective: Calm (owner: Marra Okonjo)\n- KR 1: 5 boats (owner: Ann Boe & Cy Doe)\n- KR 2: 6 % @rex\n'
    const read = await cast.as('bizops').call(importsPreview, { name: 'calm.md', text })
    expect(read.signs.map(({ sign, is }) => [sign, is])).toEqual(
      ['Marra Okonjo', 'Ann Boe', 'Cy Doe', 'rex'].map((sign) => [sign, 'unknown']),
    )
    const person = { name: 'Marra Ok', email: 'mok@x.example', password: 'a calm harbour at dusk', roles: ['member'] }
    const id = await cast.open((ctx) => admitPerson(ctx, person))
    const plans = [{ index: 0, level: 'team' as const }]
    await cast.as('bizops').call(importsConfirm, { id: read.id, plans, signs: [{ sign: 'Marra Okonjo', person_id: id }] })
    const next = await cast.as('bizops').call(importsPreview, { name: 'calmer.md', text: text.replace('Harbour', 'Other') })
    expect(next.signs[0]).toEqual({ sign: 'Marra Okonjo', is: 'person', name: 'Marra Ok' })
  })

  test('a document without a plan is kept and shown, and cannot be confirmed', async () => {
    const preview = await cast.as('bizops').call(importsPreview, { name: 'notes.md', text: '# Notes\n\n- [A page](x.md): words\n' })
    expect(preview.plans).toEqual([])
    expect(preview.defects[0]?.code).toBe('import.no_plan_found')
    await expect(cast.as('bizops').call(importsConfirm, { id: preview.id, plans: [{ index: 0 }] })).rejects.toMatchObject({
      code: 'import.no_plan_found',
    })
  })

  test('bytes that are no UTF-8 and documents over 1 MiB are refused', async () => {
    const call = (buffer: Buffer) => cast.as('bizops').call(importsPreview, { name: 'x.md', content_base64: buffer.toString('base64') })
    await expect(call(Buffer.from([0x56, 0xff, 0xfe]))).rejects.toMatchObject({ code: 'import.not_utf8' })
    await expect(call(Buffer.from('Vision\n\0'))).rejects.toMatchObject({ code: 'import.not_utf8' })
    await expect(call(Buffer.alloc(1_048_577, 'a'))).rejects.toMatchObject({ code: 'import.too_large' })
  })

  test('only people who may import do', async () => {
    await expect(cast.as('member').call(importsPreview, { name: 'x.md', text: 'Vision\n- x' })).rejects.toMatchObject({
      code: 'right.missing',
    })
  })
})

describe('editing', () => {
  test('items keep their keys, and only the last reader of a text may save it', async () => {
    const { edition_id } = await cast.as('leadership').call(plansCreate, { title: 'Support VPMOM', level: 'department' })
    const source = '# Support VPMOM (10%)\n\nVision\n- Help fast\n\nMeasures\n- Answers in a day\n- Happy people\n'
    const first = await cast.as('leadership').call(editionsEdit, { id: edition_id, source, if_match: 1 })
    expect(first).toMatchObject({ rev: 2, changed: true })
    const keys = first.page.sections.find((section) => section.name === 'measures')?.items.map((item) => item.key)
    const second = await cast.as('leadership').call(editionsEdit, {
      id: edition_id,
      source: source.replace('- Answers in a day', '- New at the top\n- Answers within a day'),
      if_match: 2,
    })
    const after = second.page.sections.find((section) => section.name === 'measures')?.items
    expect(after?.at(-1)?.key).toBe(keys?.[1])
    expect(after?.map((item) => item.key)).toContain(keys?.[0])
    await expect(
      cast.as('leadership').call(editionsEdit, { id: edition_id, source: 'Vision\n- mine\n', if_match: 2 }),
    ).rejects.toMatchObject({
      code: 'edit.stale',
      facts: { yours: 'Vision\n- mine\n' },
    })
    await expect(cast.as('leadership').call(editionsEdit, { id: edition_id, source: 'nothing here', if_match: 3 })).rejects.toMatchObject({
      code: 'plan.unreadable',
    })
    const history = await cast.as('member').call(editionsRevisions, { id: edition_id })
    expect(history.items.map(({ rev, added, removed }) => [rev, added, removed])[0]).toEqual([3, 2, 1])
  })

  test('a vetted text is closed', async () => {
    const page = (await cast.as('bizops').call(companyPlanGet, {})).page
    await expect(cast.as('bizops').call(editionsEdit, { id: page?.edition.id, source: 'Vision\n- other\n' })).rejects.toMatchObject({
      code: 'plan.wrong_state',
    })
  })

  test('business operations says which edition counts while none is vetted', async () => {
    const { slug, edition_id } = await cast.as('bizops').call(plansCreate, { title: 'Marketing', level: 'department' })
    expect((await cast.as('member').call(plansGet, { slug })).plan.edition?.counts).toBe(false)
    await cast.as('bizops').call(plansMakeCurrent, { slug, edition_id })
    expect((await cast.as('member').call(plansGet, { slug })).plan.edition?.counts).toBe(true)
  })
})

describe('measures', () => {
  test('a bound measure is read at once and again when its metric is refreshed', async () => {
    const page = (await cast.as('bizops').call(companyPlanGet, {})).page
    const item = page?.sections.find((section) => section.name === 'measures')?.items[0]
    const bound = await cast.as('bizops').call(measuresBind, {
      id: page?.edition.id,
      key: item?.key,
      metric_id: 'arr',
      direction: 'increase',
      baseline: '4000000.00',
      target: '6000000.00',
    })
    expect(bound).toMatchObject({ kind: 'metric', metric_id: 'arr', metric_version: 1, due: '2027-01-31' })
    await cast.open((ctx) => ctx.announce('data.metric.refreshed', { metric: 'arr', version: 1, complete_through: null }))
    await cast.drain()
    const { items } = await cast.as('member').call(measuresReadings, { key: item?.key })
    expect(items.filter((reading) => reading.day === '2026-07-31')).toHaveLength(1)
    expect(await told('strategy.measure.status_changed')).toEqual([])
    // a colour that is another one now is told once
    await cast.house.db.pool.query(`update strategy.measure set status = 'on_track' where item_key = $1`, [item?.key])
    for (const _twice of [1, 2]) {
      await cast.open((ctx) => ctx.announce('data.metric.refreshed', { metric: 'arr', version: 1, complete_through: null }))
      await cast.drain()
    }
    expect(await told('strategy.measure.status_changed')).toEqual([
      expect.objectContaining({
        item_key: item?.key,
        text: 'Recurring revenue grows',
        from: 'on_track',
        to: 'data_needed',
        day: '2026-07-31',
      }),
    ])
    const again = await cast.as('member').call(editionsGet, { id: page?.edition.id })
    expect(again.sections.at(-1)?.items[0]?.measure?.metric_id).toBe('arr')
    expect(again.edition.rev).toBe(2)
  })

  test('a measure without a start value cannot tell progress', async () => {
    const page = (await cast.as('bizops').call(companyPlanGet, {})).page
    const key = page?.sections.find((section) => section.name === 'measures')?.items[1]?.key
    await expect(
      cast.as('bizops').call(measuresBind, { id: page?.edition.id, key, metric_id: 'arr', direction: 'increase', target: '5' }),
    ).rejects.toMatchObject({ code: 'measure.incomplete' })
    await expect(
      cast.as('bizops').call(measuresBind, { id: page?.edition.id, key, metric_id: 'no.such', direction: 'at_most', target: '0' }),
    ).rejects.toMatchObject({ code: 'metric.unknown' })
  })
})

test('the page prints', async () => {
  const page = (await cast.as('member').call(companyPlanGet, {})).page
  const pdf = await bytes(await cast.as('member').call(editionsPdf, { id: page?.edition.id }))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
})

test('the source of a plan comes with its revision', async () => {
  const page = (await cast.as('member').call(companyPlanGet, {})).page
  expect(await cast.as('member').call(editionsSource, { id: page?.edition.id })).toEqual({ source: company, rev: 2 })
})
