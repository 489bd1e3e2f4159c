import { randomUUID } from 'node:crypto'

/** One HTTP exchange with the house; the journey test calls the app in the process, the kill test a real server on a port. */
export type Send = (request: Request) => Promise<Response>

export type Buyer = {
  email: string
  /** JSON exchange with the buyer's cookies; throws on a problem unless `refused` is asked for */
  ask: (method: string, path: string, body?: unknown, options?: { key?: string }) => Promise<Answer>
  signUp: (company: { name: string; country: string; vat_id?: string; city?: string; postal_code?: string }) => Promise<void>
  /** quote → card token → acceptance; answers the order */
  buy: (wanted: { product: string; seats: number; per?: 'year' | 'month'; card?: string; key?: string }) => Promise<Order>
  accept: (quote: Quote, card: string, key?: string) => Promise<Order>
  /** polls the order until it is fulfilled or waits for another card */
  follow: (number: string, deliver?: () => Promise<unknown>) => Promise<Order>
  pdf: (documentId: string) => Promise<Buffer>
  licenceFile: (licenceId: string) => Promise<string>
}
// biome-ignore lint/suspicious/noExplicitAny: answers are read by the tests that know their shape
export type Answer = any
export type Order = {
  number: string
  state: string
  contract_id: string | null
  contract_number: string | null
  payment: { state: string; decline_text: string | null } | null
  documents: { id: string; number: string }[]
  licence: { id: string; number: string } | null
}
type Quote = {
  id: string
  order_hash: string
  state: string
  terms: unknown[]
  acceptance: { button: string }
  totals: { net_minor: number; tax_minor: number; gross_minor: number }
  term_net_minor: number
}

export const goodCard = '4242 4242 4242 4242'
export const declinedCard = '4000 0000 0000 0002'

/** A visitor with a browser's manners: cookies kept, same origin, keys on writes. */
export function newBuyer(send: Send, base: string, demoCode: (email: string) => Promise<string>): Buyer {
  const email = `buyer-${randomUUID().slice(0, 8)}@sample-works.example`
  const cookies = new Map<string, string>()

  async function raw(method: string, path: string, given?: unknown, key?: string): Promise<Response> {
    const { if_match: version, ...left } = (given ?? {}) as Record<string, unknown>
    const body = given === undefined ? undefined : left
    const headers: Record<string, string> = { origin: base, 'sec-fetch-site': 'same-origin' }
    if (cookies.size > 0) headers.cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (version !== undefined) headers['if-match'] = `"${version}"`
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (method !== 'GET') headers['idempotency-key'] = key ?? randomUUID()
    const response = await send(
      new Request(`${base}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    )
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }

  async function ask(method: string, path: string, body?: unknown, options: { key?: string } = {}): Promise<Answer> {
    const response = await raw(method, `/api${path}`, body, options.key)
    const text = await response.text()
    if (!response.ok)
      throw Object.assign(new Error(`${method} ${path}: ${response.status} ${text}`), {
        status: response.status,
        problem: JSON.parse(text || '{}'),
      })
    return text === '' ? undefined : JSON.parse(text)
  }

  async function token(number: string): Promise<string> {
    const card = await ask('POST', '/portal/card-tokens', { number, exp_month: 12, exp_year: 2029, cvc: '123' })
    return card.token
  }

  async function accept(quote: Quote, card: string, key?: string): Promise<Order> {
    const payment = { token: await token(card) }
    return ask(
      'POST',
      `/portal/quotes/${quote.id}/acceptances`,
      {
        order_hash: quote.order_hash,
        terms: quote.terms.map((terms) => pick(terms as Record<string, unknown>, ['code', 'version', 'locale', 'sha'])),
        ticked: true,
        button: quote.acceptance.button,
        signer: { name: 'Robin Sample', title: 'Head of IT', authority: true },
        payment,
      },
      key ? { key } : {},
    )
  }

  return {
    email,
    ask,
    accept,
    signUp: async (company) => {
      await ask('POST', '/portal/sign-ups', {
        email,
        name: 'Robin Sample',
        company: company.name,
        country: company.country,
        address: { line1: 'Hafenstrasse 1', postal_code: company.postal_code ?? '20457', city: company.city ?? 'Hamburg' },
        kind: 'business',
        ...(company.vat_id ? { vat_id: company.vat_id } : {}),
      })
      await ask('POST', '/portal/codes', { email, code: await demoCode(email) })
    },
    buy: async (wanted) => {
      const quote = await ask('POST', '/portal/quotes', { product: wanted.product, seats: wanted.seats, per: wanted.per ?? 'year' })
      return accept(quote, wanted.card ?? goodCard, wanted.key)
    },
    follow: async (number, deliver) => {
      const until = Date.now() + 20_000
      for (;;) {
        await deliver?.()
        const order: Order = await ask('GET', `/portal/orders/${number}`)
        if (order.state === 'fulfilled' || order.state === 'failed' || order.payment?.state === 'needs_method') return order
        if (Date.now() > until) throw new Error(`the order stays ${order.state}: ${JSON.stringify(order)}`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    pdf: async (id) => Buffer.from(await (await raw('GET', `/api/portal/documents/${id}/pdf`)).arrayBuffer()),
    licenceFile: async (id) => (await raw('GET', `/api/portal/licences/${id}/file`)).text(),
  }
}

function pick(from: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, from[name]]))
}
