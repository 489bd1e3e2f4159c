/** Where the house is and who asks. */
export type Settings = {
  /** such as https://quarterdeck.example.com, without /api */
  url: string
  /** an API key (`qd_…`); without one, a browser sends the cookie of its session */
  key?: string
  /** how often a request that got no answer, or "later", is sent again under the same idempotency key; default 2 */
  retries?: number
  /** another `fetch` than the global one */
  fetch?: typeof globalThis.fetch
}

export type Options = {
  /** makes a repeated write count once; a write without one gets a fresh key, which its retries share */
  idempotencyKey?: string
  signal?: AbortSignal
}

/** Carries out one operation. Throws `Refusal` for whatever the house answers but yes. */
export type Call<Input, Output> =
  Record<string, never> extends Input
    ? (input?: Input, options?: Options) => Promise<Output>
    : (input: Input, options?: Options) => Promise<Output>

/** A paged list: the call gives one page, `each` every item of all pages, read as it is asked for. */
export type ListCall<Input, Output extends { items: unknown[] }> = Call<Input, Output> & {
  each: (input?: Omit<Input, 'cursor'>, options?: Options) => AsyncGenerator<Output['items'][number], void, undefined>
}

/** Method and path of an operation; `{name}` parts of the path and the header If-Match (`if_match`) are fields of its input. */
export type Route = readonly [method: string, path: string, answer?: 'bytes']

/** What the house refused, in its own words (RFC 9457); `status` 0 and `code` `network` when nothing answered. */
export class Refusal extends Error {
  readonly status: number
  /** the room's own word, the same over releases: `renewal.too_early` */
  readonly code: string
  /** all that the house said, `unmet` and `request_id` too */
  readonly facts: Readonly<Record<string, unknown>>
  constructor(status: number, code: string, detail: string, facts: Record<string, unknown> = {}) {
    super(detail)
    this.name = 'Refusal'
    this.status = status
    this.code = code
    this.facts = facts
  }
}

/** The tree of operations by their dotted names: `customers.accounts.list` is `house.customers.accounts.list(…)`. */
export function connect(settings: Settings, routes: Readonly<Record<string, Route>>): unknown {
  const house = { ...settings, url: settings.url.replace(/\/+$/, ''), retries: settings.retries ?? 2 }
  const tree: Record<string, unknown> = {}
  for (const [name, route] of Object.entries(routes)) {
    const parts = name.split('.')
    const last = parts.pop() ?? ''
    let at = tree
    for (const part of parts) {
      at[part] ??= {}
      at = at[part] as Record<string, unknown>
    }
    const call = (input: Record<string, unknown> = {}, options: Options = {}) => carryOut(house, route, input, options)
    at[last] = Object.assign(call, { each: (input: Record<string, unknown> = {}, options: Options = {}) => each(call, input, options) })
  }
  return tree
}

type House = Settings & { retries: number }
type Page = { items: unknown[]; next?: string | null }

async function* each(
  call: (input: Record<string, unknown>, options: Options) => Promise<unknown>,
  input: Record<string, unknown>,
  options: Options,
) {
  let cursor: string | undefined
  do {
    const page = (await call({ ...input, ...(cursor ? { cursor } : {}) }, options)) as Page
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

async function carryOut(house: House, route: Route, input: Record<string, unknown>, options: Options): Promise<unknown> {
  const { url, init } = requestOf(house, route, input, options)
  for (let tries = 0; ; tries += 1) {
    const answer = await (house.fetch ?? globalThis.fetch)(url, init).catch((error: unknown) => {
      if (options.signal?.aborted) throw error
      return undefined
    })
    if (answer?.ok) return answerOf(route, answer)
    const refusal = answer ? await refusalOf(answer) : new Refusal(0, 'network', 'The house did not answer.')
    if (tries >= house.retries || !isLater(refusal)) throw refusal
    await pause(waitOf(answer, tries), options.signal)
  }
}

function requestOf(
  house: House,
  [method, path]: Route,
  input: Record<string, unknown>,
  options: Options,
): { url: string; init: RequestInit } {
  const rest = { ...input }
  const take = (name: string) => {
    const value = rest[name]
    delete rest[name]
    return value
  }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(take(name) ?? '')))
  const version = take('if_match')
  const headers = new Headers({ accept: 'application/json' })
  if (house.key) headers.set('authorization', `Bearer ${house.key}`)
  if (version !== undefined) headers.set('if-match', `"${String(version)}"`)
  if (method !== 'GET') headers.set('idempotency-key', options.idempotencyKey ?? crypto.randomUUID())
  const carries = method !== 'GET' && method !== 'DELETE'
  if (carries) headers.set('content-type', 'application/json')
  const query = carries ? '' : queryOf(rest)
  const init = {
    method,
    headers,
    ...(carries ? { body: JSON.stringify(rest) } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
  }
  return { url: `${house.url}/api${filled}${query}`, init }
}

function queryOf(input: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.append(name, typeof one === 'object' ? JSON.stringify(one) : String(one))
    }
  }
  const text = query.toString()
  return text ? `?${text}` : ''
}

async function answerOf([, , kind]: Route, answer: Response): Promise<unknown> {
  if (kind === 'bytes') return new Uint8Array(await answer.arrayBuffer())
  if (answer.status === 204) return undefined
  return answer.json()
}

async function refusalOf(answer: Response): Promise<Refusal> {
  const said = (await answer.json().catch(() => ({}))) as Record<string, unknown>
  const text = (name: string, otherwise: string) => (typeof said[name] === 'string' ? said[name] : otherwise)
  return new Refusal(answer.status, text('code', `http.${answer.status}`), text('detail', `The house answered ${answer.status}.`), said)
}

/** Nothing came, the house is busy, or the same key still runs: asking again is safe, since the key makes the act count once. */
function isLater({ status, code }: Refusal): boolean {
  return status === 0 || status === 429 || status === 502 || status === 503 || status === 504 || code === 'idempotency.in_flight'
}

/** Milliseconds: what the house asked for, at most 30 s; else a quarter of a second, doubled each time. */
function waitOf(answer: Response | undefined, tries: number): number {
  const asked = Number(answer?.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(asked) && asked >= 0 ? Math.min(asked * 1000, 30_000) : 250 * 2 ** tries
}

function pause(millis: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(done, millis)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      fail(signal.reason)
    })
  })
}
