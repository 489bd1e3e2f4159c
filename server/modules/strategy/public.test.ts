import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlans, type Plans, planText } from '../../../test/cast/plans.ts'
import { allRooms } from '../../../test/cast/cast.ts'
import { textOfPdf } from '../../../test/cast/pdf.ts'
import { planLeaks } from '../../../test/cast/canaries.ts'
import * as data from '../data/contract.ts'
import * as promise from './contract.ts'

let plans: Plans
let open: { id: string; slug: string }
let hidden: { id: string; slug: string }
let few: { id: string; slug: string }
let hostile: { id: string; slug: string }
const typed = '<img src=x onerror=alert(1)> "quoted" &lt;b&gt; ]( 1) (endstream) %PDF'
let amended: string
beforeAll(async () => {
  plans = await openPlans(allRooms)
  open = await inForce(planLeaks)
  hidden = await inForce((title) => planText(title).replace('Trust', 'CANARY of an unpublished plan'))
  few = await inForce((title) => planText(title).replace('Trust', 'CANARY of a plan for the few'))
  hostile = await inForce((title) =>
    planText(title).replace('1. Trust', `1. ${typed}\n2. \\# Decisions`).replace('Few references', '1\\. No list'),
  )
  await plans.ledger.cast.house.db.pool.query("update strategy.plan set audience = 'restricted' where slug = $1", [few.slug])
  await publish(open.slug, true)
  plans.ledger.at('2026-06-16')
  const { edition_id } = await plans.as('ilse').call(promise.editionsAmend, { id: open.id, reason: 'CANARY of a reason' })
  amended = edition_id
  await plans.edit(edition_id, (source) => source.replace('talks in one safe place', 'talks, in one safe place'))
  await plans.agreed(edition_id)
  await plans.vet(edition_id)
  const { edition_id: draft } = await plans.as('ilse').call(promise.editionsAmend, { id: edition_id, reason: 'CANARY of a reason' })
  await plans.edit(draft, (source) => source.replace('Sell without', 'CANARY of a draft without'))
})
afterAll(() => plans?.ledger.cast.close())

const refused = (code: string) => expect.objectContaining({ code })

async function inForce(text: (title: string) => string) {
  const plan = await plans.written(text)
  const page = await plans.as('ilse').call(promise.editionsGet, { id: plan.id })
  const measure = page.sections.find(({ name }) => name === 'measures')?.items[0]?.key ?? ''
  await plans.as('ilse').call(promise.measuresBind, {
    ...{ id: plan.id, key: measure, metric_id: 'customers', direction: 'increase', baseline: '31337', target: '73313' },
    due: '2027-01-31',
  })
  await plans.submit(plan.id)
  await plans.answer('farid', plan.id, 'object', { text: 'CANARY of an objection' })
  await plans.answer('noa', plan.id, 'agree')
  await plans.answer('sol', plan.id, 'support')
  await plans.as('mara').call(promise.editionsOverride, { id: plan.id, reason: 'CANARY of an override' })
  await plans.freeze(plan.id)
  await plans.vet(plan.id)
  return plan
}
const publish = (slug: string, published: boolean, who = 'mara') => plans.as(who).call(promise.plansPublish, { slug, published })
const get = async (path: string) => {
  const response = await plans.ledger.cast.http(new Request(`http://house.test${path}`, { headers: { accept: 'text/html,*/*' } }))
  const type = response.headers.get('content-type') ?? ''
  const bytes = new Uint8Array(await response.arrayBuffer())
  // what is on paper is read as its reader does, what it says of itself too
  const body =
    type === 'application/pdf' ? `${textOfPdf(bytes).join(' ')} ${Buffer.from(bytes).toString('latin1')}` : Buffer.from(bytes).toString()
  return { status: response.status, body, type }
}

describe('a published plan', () => {
  test('has a page, its Markdown and JSON, its former versions, and stands in the list and the sitemap', async () => {
    const page = await get(`/plans/${open.slug}`)
    expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.body).toContain('talks, in one safe place')
    expect(page.body).toContain('<h2>Obstacles</h2><p class="public-internal">Internal</p>')
    expect(page.body).toContain('<s>Sell by letter</s>')
    expect(page.body).toContain(`/app/strategy/editions/${amended}`)
    expect(page.body).not.toContain('%)')
    const former = await get(`/plans/${open.slug}/versions/2026-06-15`)
    expect(former.body).toContain('talks in one safe place')
    expect(former.body).toContain('This is a former version.')
    expect((await get(`/plans/${open.slug}.md`)).body).toContain('1. Sell without a call (DRI: CA)\n2. Answer within a day (DRI: SO)\n')
    const paper = await get(`/plans/${open.slug}.pdf`)
    expect([paper.status, paper.type]).toEqual([200, 'application/pdf'])
    for (const words of ['talks, in one safe place', 'Sell without a call (DRI: CA)', 'Internal', 'Public part of the plan'])
      expect(paper.body).toContain(words)
    expect((await get(`/plans/${open.slug}.pdf?paper=a4`)).status).toBe(200)
    const json = JSON.parse((await get(`/plans/${open.slug}.json`)).body)
    expect(json).toMatchObject({ schema: 'quarterdeck.public-plan/1', vetted_on: '2026-06-16', stands: 'in_force', counts: { methods: 3 } })
    expect(json.versions).toEqual([expect.objectContaining({ vetted_on: '2026-06-15', href: `/plans/${open.slug}/versions/2026-06-15` })])
    expect(
      json.sections
        .flatMap(({ items }: { items: { figure: unknown }[] }) => items.map(({ figure }) => figure))
        .every((one: unknown) => one === null),
    ).toBe(true)
    expect((await get('/plans')).body).toContain(`/plans/${open.slug}`)
    for (const path of ['/', '/pricing']) expect([path, (await get(path)).body]).toEqual([path, expect.stringContaining('href="/plans"')])
    const map = (await get('/sitemap.xml')).body
    expect(map).toContain(`/plans/${open.slug}<`)
    expect(map).toContain(`/plans/${open.slug}/versions/2026-06-15<`)
    expect((await get('/api/public/plans')).body).toContain(open.slug)
    expect(JSON.parse((await get(`/api/public/plans/${open.slug}`)).body).hash).toBe(json.hash)
    expect(JSON.parse((await get(`/api/public/plans/${open.slug}/versions/2026-06-15`)).body)).toMatchObject({ stands: 'former' })
  })

  test('nothing of it that is internal is in anything that anyone may read', async () => {
    const slugs = [open.slug, hidden.slug, few.slug, 'canaries']
    const paths = [
      ...[
        '/',
        '/plans',
        '/sitemap.xml',
        '/llms.txt',
        '/robots.txt',
        '/api/openapi.json',
        '/api/public/plans',
        '/api/search?q=canary',
        '/portal',
      ],
      ...[
        '/api/strategy/plans',
        `/api/strategy/editions/${open.id}`,
        `/api/strategy/editions/${open.id}/plan.pdf`,
        `/app/strategy/plans/${open.slug}`,
      ],
      ...slugs.flatMap((slug) =>
        ['', '.md', '.json', '/versions/2026-06-15', '/versions/2026-06-16', '/versions/nonsense', '.pdf', '.png'].map(
          (end) => `/plans/${slug}${end}`,
        ),
      ),
      ...slugs.flatMap((slug) => ['', '/plan.md', '/versions/2026-06-15'].map((end) => `/api/public/plans/${slug}${end}`)),
    ]
    let read = 0
    for (const path of paths) {
      const { body, status } = await get(path)
      if (status === 200) read += 1
      const said = body.replaceAll('canaries', '')
      expect([path, /canary/i.exec(said)?.[0], /73313|31337/.exec(said)?.[0]]).toEqual([path, undefined, undefined])
      expect([path, /\b(?:ilse|farid|noa|mara|cato)\b/i.exec(said)?.[0], /@(?!media)[a-z]+\.example/i.exec(said)?.[0]]).toEqual([
        path,
        undefined,
        undefined,
      ])
    }
    expect(read).toBeGreaterThan(12)
  })

  test('what is unpublished, for the few, or not there at all answers alike', async () => {
    for (const end of ['', '.md', '.json', '.pdf', '/versions/2026-06-15']) {
      const none = await get(`/plans/nothing${end}`)
      expect(none.status).toBe(404)
      for (const { slug } of [hidden, few]) {
        const other = await get(`/plans/${slug}${end}`)
        expect([other.status, other.body.replaceAll(slug, 'nothing')]).toEqual([404, none.body])
      }
    }
    const api = async (slug: string) => {
      const { status, body } = await get(`/api/public/plans/${slug}`)
      const { code, detail } = JSON.parse(body)
      return [status, code, detail]
    }
    expect(await api(hidden.slug)).toEqual([404, 'plan.unpublished', 'There is no such plan.'])
    expect([await api(few.slug), await api('nothing')]).toEqual([await api(hidden.slug), await api(hidden.slug)])
    expect((await get(`/plans/${open.slug}/versions/2026-06-17`)).status).toBe(404)
  })

  test('colleagues see of any edition what anyone would see', async () => {
    const seen = await plans.as('sol').call(promise.editionsProjection, { id: hidden.id })
    expect(seen).toMatchObject({ published: false, public_href: null, may: [] })
    expect(seen.plan.sections.map(({ name }) => name)).toEqual(['vision', 'priorities', 'methods', 'obstacles', 'measures'])
    const own = await plans.as('mara').call(promise.editionsProjection, { id: amended })
    expect(own).toMatchObject({ published: true, public_href: `/plans/${open.slug}`, may: ['publish'] })
    expect((await plans.as('sol').call(promise.editionsProjection, { id: open.id })).public_href).toBe(
      `/plans/${open.slug}/versions/2026-06-15`,
    )
  })

  test('a title with a lock, or with somebody’s name, never goes out; an address that nobody can have answers as none', async () => {
    await plans.ledger.cast.house.db.pool.query("update people.person set name = 'Sol Marin' where id = $1", [plans.ledger.id('sol')])
    for (const words of ['🔒 Secret', 'What Sol&nbsp;Marin does']) {
      const plan = await plans.as('ilse').call(promise.plansCreate, { title: words, level: 'team', source: planText(words) })
      await expect(publish(plan.slug, true)).rejects.toEqual(refused('plan.title_internal'))
    }
    const { rows } = await plans.ledger.cast.house.db.pool.query('select title from strategy.plan where slug = $1', [open.slug])
    const titled = (title: string) =>
      plans.ledger.cast.house.db.pool.query('update strategy.plan set title = $2 where slug = $1', [open.slug, title])
    await titled('Sol  Marin and others')
    expect((await get('/api/public/plans')).body).toContain('"SO and others"')
    await titled('🔒 CANARY')
    for (const path of ['/plans', '/sitemap.xml', '/api/public/plans']) expect((await get(path)).body).not.toContain(open.slug)
    expect((await get(`/plans/${open.slug}`)).status).toBe(404)
    await titled(rows[0]?.title)
    expect((await get('/plans/%00.md')).status).toBe(404)
    expect((await get('/plans/%00')).status).toBe(404)
  })

  test('is published and taken away by whoever may, and the trail says so; what is for the few never is', async () => {
    await expect(publish(hidden.slug, true, 'sol')).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(publish(few.slug, true)).rejects.toEqual(refused('plan.for_the_few'))
    await publish(hidden.slug, true)
    expect((await get(`/plans/${hidden.slug}`)).status).toBe(200)
    expect((await get('/sitemap.xml')).body).toContain(hidden.slug)
    await publish(hidden.slug, false)
    await publish(hidden.slug, false)
    expect((await get(`/plans/${hidden.slug}`)).status).toBe(404)
    expect((await get('/sitemap.xml')).body).not.toContain(hidden.slug)
    const { rows } = await plans.ledger.cast.house.db.pool.query(
      "select a.action from kernel.audit a join strategy.plan p on p.id::text = a.subject_id::text where p.slug = $1 and a.action like 'strategy.plan.%' order by a.id",
      [hidden.slug],
    )
    expect(rows.map(({ action }) => action)).toEqual(['strategy.plan.published', 'strategy.plan.unpublished'])
  })
})

test('the value of a measure is shown to anyone only while its metric is, and the target with it', async () => {
  await publish(hidden.slug, true)
  const faces = ['', '.md', '.json', '.pdf'].map((face) => `/plans/${hidden.slug}${face}`)
  const shown = async () => (await get(`/plans/${hidden.slug}`)).body
  const told = async () =>
    JSON.parse((await get(`/plans/${hidden.slug}.json`)).body).sections.flatMap((one: { items: { figure: unknown }[] }) =>
      one.items.flatMap(({ figure }) => figure ?? []),
    )
  expect(await told()).toEqual([])
  for (const face of faces) expect((await get(face)).body).not.toContain('73313')
  const steward = plans.as('ilse')
  const { hash } = await steward.call(data.metricsGet, { id: 'customers' })
  const { asked } = await steward.call(data.vettingsCreate, { id: 'customers', hash, decider: plans.ledger.id('mara') })
  await plans.ledger.decide('mara', asked?.id ?? '')
  expect(await told(), 'vetted alone is not public').toEqual([])
  await steward.call(data.metricsPublish, { id: 'customers', published: true })
  expect(await told()).toMatchObject([{ metric: 'Paying Customers', target: '73313' }])
  const { pool } = plans.ledger.cast.house.db
  const written = (hash: string) =>
    pool.query(
      `insert into strategy.reading (item_key, edition_id, day, kind, value, as_of, freshness, incomplete, definition_hash, status, at)
       select item_key, edition_id, '2026-06-16', 'daily', 4242, now(), 'fresh', false, $1, 'on_track', now()
         from strategy.measure where target = 73313
       on conflict (item_key, edition_id, day) where kind = 'daily' do update set definition_hash = excluded.definition_hash`,
      [hash],
    )
  await written('another')
  expect(await told(), 'a value by another text').toMatchObject([{ value: null, day: null, target: '73313' }])
  await written(hash)
  expect(await told()).toMatchObject([{ value: '4242', target: '73313' }])
  expect(await shown()).toMatch(/73,?313/)
  await pool.query(`update strategy.measure set filter = '{"country": "DE"}' where target = 73313`)
  expect(await told(), 'a part of the figure').toEqual([])
  await pool.query('update strategy.measure set filter = null where target = 73313')
  await steward.call(data.metricsPublish, { id: 'customers', published: false })
  expect(await told()).toEqual([])
  for (const face of faces) expect((await get(face)).body).not.toContain('73313')
  await publish(hidden.slug, false)
})

test('what somebody typed into a plan is only words on its public page, its Markdown and its paper', async () => {
  await publish(hostile.slug, true)
  const [html, markdown, paper] = await Promise.all(['', '.md', '.pdf'].map((face) => get(`/plans/${hostile.slug}${face}`)))
  expect([html?.status, markdown?.status, paper?.status]).toEqual([200, 200, 200])
  expect(html?.body).not.toContain('<img src=x')
  expect(html?.body).toContain('&lt;img src=x onerror=alert(1)&gt;')
  const bare = markdown?.body.replaceAll(/\\./g, 'x') ?? ''
  expect(bare).not.toMatch(/[<>\]]/)
  expect(bare.split('\n').filter((line) => line.startsWith('#') || /^\d\. #/.test(line)).length).toBe(6)
  expect(markdown?.body).toContain('- 1\\. No list')
  expect(paper?.body).toContain('<img src=x onerror=alert(1)>')
  await publish(hostile.slug, false)
})

test('one address reads the list of plans 120 times a minute, and is then asked to wait', async () => {
  const statuses: number[] = []
  // what was read meanwhile is given back as the minute goes on
  while (statuses.length < 400 && statuses.at(-1) !== 429) statuses.push((await get('/plans')).status)
  expect(statuses.at(-1)).toBe(429)
  expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true)
  expect(statuses.length).toBeGreaterThan(100)
})
