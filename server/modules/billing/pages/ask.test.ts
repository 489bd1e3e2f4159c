import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../test/cast/billing.ts'
import { allRooms } from '../../../../test/cast/cast.ts'
import { httpDoor } from '../../../doors/http.ts'
import { quotesList } from '../contract.ts'

let shop: Shop
const home = 'http://127.0.0.1:3000'
let origin = home
beforeAll(async () => {
  shop = await openShop({ rooms: allRooms })
  origin = new URL(shop.cast.house.settings.publicUrl).origin
})
afterAll(() => shop?.close())

/** A browser without scripts: it keeps cookies, reads hidden fields and sends forms. */
function browser() {
  const jar = new Map<string, string>()
  const go = async (method: 'GET' | 'POST', fields?: Record<string, string>, headers: Record<string, string> = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await shop.cast.http(
      new Request(`${origin}/pricing/ask`, {
        method,
        headers: { cookie, 'user-agent': 'Lynx', ...(method === 'POST' ? { origin } : {}), ...headers },
        ...(fields ? { body: new URLSearchParams(fields) } : {}),
      }),
    )
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      jar.set(name, value)
    }
    const page = await response.text()
    const hidden = Object.fromEntries(
      [...page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
    )
    return { status: response.status, page, hidden, headers: response.headers }
  }
  return { go, jar }
}

const wish = {
  product: 'harbor-enterprise',
  seats: '40',
  name: 'Pat O’Hara',
  email: 'pat@lynx-works.example',
  company: 'Lynx Works GmbH',
  line1: 'Kai 7',
  postal_code: '20457',
  city: 'Hamburg',
  country: 'DE',
  region: '',
  message: 'We need <b>two</b> sites & a "pilot"',
}
const asked = async () => (await shop.cast.as('sales').call(quotesList, { state: 'requested' })).items
const codeFor = async (email: string) => {
  await shop.cast.drain()
  const { rows } = await shop.query('select id from kernel.mail where recipient ilike $1 order by created_at desc limit 1', [`%${email}%`])
  const { findLetter, inFull } = await import('../../../kernel/mail.ts')
  const letter = await shop.cast.open((ctx) => findLetter(ctx.tx, rows[0].id))
  return letter ? (/\b(\d{6})\b/.exec(inFull(letter).text)?.[1] ?? '') : ''
}

describe('asking for a quote without a script', () => {
  test('becomes a request that waits for our answer, once, when the address is proven', async () => {
    const { go, jar } = browser()
    const first = await go('GET')
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const second = await go('POST', { ...wish, token: first.hidden['token'] ?? '' })
    expect(second.page).toContain('Confirm your address')
    expect(second.page).not.toContain('<b>two</b>')
    expect(await asked()).toEqual([])
    const code = await codeFor(wish.email)
    const stale = await go('POST', { ...second.hidden, code: code === '000000' ? '000001' : '000000' })
    expect([stale.status, stale.page.includes('role="alert"')]).toEqual([422, true])
    const sent = { ...stale.hidden, message: wish.message, code }
    const third = await go('POST', sent)
    expect(third.page).toMatch(/Your request has the number Q-\d+/)
    expect(third.page).toContain('noindex')
    const [quote, ...more] = await asked()
    expect([quote?.account_name, quote?.seats, more]).toEqual(['Lynx Works GmbH', expect.anything(), []])
    expect([...jar.keys()].some((name) => name.endsWith('qd_portal'))).toBe(true)
    // sent again: the same form is the same request
    await go('POST', sent)
    expect(await asked()).toHaveLength(1)
  })

  test('shows what does not fit above what was typed', async () => {
    const { go } = browser()
    const { hidden } = await go('GET')
    const answer = await go('POST', { ...wish, email: 'no address', token: hidden['token'] ?? '' })
    expect(answer.status).toBe(400)
    expect(answer.page).toContain('value="Lynx Works GmbH"')
    expect(answer.page).toMatch(/name="email" value="no address"[^>]* aria-invalid="true"/)
    const empty = await go('POST', { ...wish, seats: 'many', name: '', token: answer.hidden['token'] ?? '' })
    expect([empty.status, /data-code="([^"]+)"/.exec(empty.page)?.[1]]).toEqual([400, 'ask.incomplete'])
    expect(empty.page).toContain('<span class="field-wrong" id="why-seats">A whole number from 1 to 1,000,000.</span>')
    expect(empty.page).toMatch(/name="name" value=""[^>]* aria-describedby="why-name"/)
    // the words are ours, not the browser's
    expect(empty.page).toContain('novalidate')
  })

  test.each<[string, number, string, (given: { token: string }) => [Record<string, string>, Record<string, string>]]>([
    ['from another site', 403, 'form.cross_site', ({ token }) => [{ ...wish, token }, { origin: 'https://evil.example' }]],
    [
      'from another site, as the browser says',
      403,
      'form.cross_site',
      ({ token }) => [{ ...wish, token }, { 'sec-fetch-site': 'cross-site' }],
    ],
    ['without a token', 422, 'form.over', () => [wish, {}]],
    ['with a token that was changed', 422, 'form.over', ({ token }) => [{ ...wish, token: `${token.slice(0, -2)}AA` }, {}]],
    ['from a browser that was not given it', 422, 'form.over', ({ token }) => [{ ...wish, token }, { cookie: 'qd_form=other' }]],
    ['as something else than a form', 400, 'form.unreadable', ({ token }) => [{ ...wish, token }, { 'content-type': 'text/plain' }]],
  ])('%s is refused', async (_name, status, code, sent) => {
    const { go } = browser()
    const { hidden } = await go('GET')
    const [fields, headers] = sent({ token: hidden['token'] ?? '' })
    const before = await shop.query('select count(*) from kernel.outbox')
    const answer = await go('POST', fields, headers)
    expect([answer.status, /data-code="([^"]+)"/.exec(answer.page)?.[1]]).toEqual([status, code])
    expect((await shop.query('select count(*) from kernel.outbox')).rows).toEqual(before.rows)
  })

  test('says nothing that a link or a refused form put into it', async () => {
    const link = `${origin}/pricing/ask?seats=7&number=IBAN&answer_by=x&demo_code=123456&email=a@b.example`
    for (const step of ['done', 'code']) {
      const answer = await shop.cast.http(new Request(`${link}&step=${step}`))
      const page = await answer.text()
      expect([answer.status, page.includes('value="7"')]).toEqual([200, true])
      for (const foreign of ['Your request has', 'your code is', 'IBAN', 'a@b.example']) expect(page).not.toContain(foreign)
    }
    const { go } = browser()
    const { hidden } = await go('GET')
    const said = { ...wish, email: 'no address', step: 'done', number: 'IBAN', answer_by: 'x', token: hidden['token'] ?? '' }
    const refused = await go('POST', said)
    expect([refused.status, refused.page.includes('Your request has')]).toEqual([400, false])
  })

  test('that was open for too long is shown again', async () => {
    const { go } = browser()
    const { hidden } = await go('GET')
    shop.cast.setNow(new Date(Date.parse('2026-06-15T10:00:00Z') + 13 * 3_600_000))
    const answer = await go('POST', { ...wish, token: hidden['token'] ?? '' })
    expect([answer.status, answer.page.includes('value="Lynx Works GmbH"')]).toEqual([422, true])
    shop.cast.setNow(new Date('2026-06-15T10:00:00Z'))
  })

  test('too often is put off', async () => {
    const { go } = browser()
    const statuses = new Set<number>()
    for (let n = 0; n < 40; n += 1) statuses.add((await go('POST', wish)).status)
    expect(statuses.has(429)).toBe(true)
  })

  test('counts with what the same caller asks of the operations themselves', async () => {
    const { house } = shop.cast
    const door = httpDoor(
      house,
      house.rooms.flatMap((room) => room.operations),
      undefined,
    )
    const fresh = async (request: Request) => door.fetch(request)
    const ask = (path: string, body: string, headers: Record<string, string>) =>
      fresh(new Request(`${origin}${path}`, { method: 'POST', headers: { origin, ...headers }, body }))
    const api = async () =>
      (await ask('/api/portal/sign-ups', '{}', { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() })).status
    const page = await fresh(new Request(`${origin}/pricing/ask`))
    const cookie = page.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const token = /name="token" value="([^"]*)"/.exec(await page.text())?.[1] ?? ''
    const form = async () => {
      const fields = new URLSearchParams({ ...wish, email: 'pat@-.example', token })
      return (await ask('/pricing/ask', fields.toString(), { cookie, 'content-type': 'application/x-www-form-urlencoded' })).status
    }
    // twice twelve at once, by either way
    const first = [await form(), await form(), await form()]
    const rest: number[] = []
    for (let n = 0; n < 22; n += 1) rest.push(await api())
    expect(first).toEqual([400, 400, 400])
    expect([rest.filter((status) => status !== 429).length, await form()]).toEqual([21, 429])
  })
})

test('the price page is in the sitemap since its prices hold, tells who shares it what it is, and had another address', async () => {
  const ask = (path: string) => shop.cast.http(new Request(`${origin}${path}`))
  const map = await (await ask('/sitemap.xml')).text()
  expect(map).toContain(`<url><loc>${origin}/pricing</loc><lastmod>2026-01-01T00:00:00.000Z</lastmod></url>`)
  expect(map).toContain(`<loc>${origin}/pricing/ask</loc>`)
  const page = await (await ask('/pricing?country=DE')).text()
  expect(page).toContain(`<link rel="canonical" href="${origin}/pricing">`)
  for (const name of ['og:title', 'og:description', 'og:url']) expect(page).toContain(`<meta property="${name}"`)
  const moved = await ask('/prices?country=AT')
  expect([moved.status, moved.headers.get('location')]).toEqual([301, '/pricing?country=AT'])
})
