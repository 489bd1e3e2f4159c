import {
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { z } from 'zod'
import type { Operation } from '../server/kernel/operation.ts'
import type { Unmet } from '../server/kernel/refusal.ts'
import { noteAnswer, noteLost, onBack } from './connection.ts'
import { toastProblem } from './kit/toast.tsx'
import { formWith } from './uploads.ts'

/** What a value is after its journey as JSON: an instant is ISO text. */
type Wire<T> = T extends Date ? string : T extends (infer One)[] ? Wire<One>[] : T extends object ? { [K in keyof T]: Wire<T[K]> } : T
export type AskInput<T extends Operation> = z.input<T['input']>
export type AskOutput<T extends Operation> = Wire<z.output<T['output']>>
type Paged = { items: unknown[]; next: string | null }
type RowOf<T extends Operation> = AskOutput<T> extends { items: (infer R)[] } ? R : never

/** A refusal as the server worded it (RFC 9457), or the lack of any answer (`status` 0, code `network`). */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly unmet: Unmet[]
  readonly facts: Record<string, unknown>
  constructor(status: number, code: string, detail: string, unmet: Unmet[] = [], facts: Record<string, unknown> = {}) {
    super(detail)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.detail = detail
    this.unmet = unmet
    this.facts = facts
  }
}

/** A session that ended meanwhile: who is here is asked anew, and the frame leads to the sign-in. */
function watchSession(error: Error): void {
  if (error instanceof Problem && error.status === 401) void queries.invalidateQueries({ queryKey: ['house.session.get'] })
}

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: watchSession }),
  mutationCache: new MutationCache({ onError: watchSession }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && error instanceof Problem && (error.status === 0 || error.status >= 500),
      refetchOnWindowFocus: true,
    },
  },
})

// what could not be asked meanwhile is asked when the house is back
onBack(() => void queries.invalidateQueries())

/** Splits an input into the operation's path, its query and its body: `{x}` parts go to the path, the rest of a read to the query. */
export function requestOf<T extends Operation>(
  operation: T,
  input: AskInput<T>,
): { url: string; body: Record<string, unknown>; etag?: string } {
  const rest: Record<string, unknown> = { ...(input as Record<string, unknown>) }
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value ?? ''))
  })
  const etag = rest['if_match']
  delete rest['if_match']
  if (operation.method !== 'GET' && operation.method !== 'DELETE') return withTag(`/api${path}`, rest, etag)
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined || value === null || value === '') continue
    if (Array.isArray(value)) for (const one of value) query.append(name, String(one))
    else query.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  const text = query.toString()
  return withTag(text ? `/api${path}?${text}` : `/api${path}`, {}, etag)
}

function withTag(url: string, body: Record<string, unknown>, etag: unknown) {
  return etag === undefined ? { url, body } : { url, body, etag: `"${String(etag).replace(/^"|"$/g, '')}"` }
}

/**
 * Carries out an operation over HTTP. Throws `Problem` for a refusal and for a network that did not answer.
 * `key` makes a repeated write count once; a write without one gets a fresh key, and with `null` none (a preview stores nothing).
 */
export async function ask<T extends Operation>(
  operation: T,
  input: AskInput<T>,
  more: { key?: string | null | undefined; signal?: AbortSignal | undefined } = {},
): Promise<AskOutput<T>> {
  const { url, body, etag } = requestOf(operation, input)
  const reads = operation.method === 'GET'
  const headers = new Headers({ accept: 'application/json' })
  if (!reads && more.key !== null) headers.set('idempotency-key', more.key ?? crypto.randomUUID())
  if (etag) headers.set('if-match', etag)
  const carries = !reads && operation.method !== 'DELETE'
  const form = carries ? formWith(body, operation.upload) : undefined
  if (carries && !form) headers.set('content-type', 'application/json')
  const answer = await fetch(url, {
    method: operation.method,
    headers,
    credentials: 'same-origin',
    ...(carries ? { body: form ?? JSON.stringify(body) } : {}),
    ...(more.signal ? { signal: more.signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    noteLost()
    throw new Problem(0, 'network', 'The server did not answer. Check the connection and try again; nothing is done twice.')
  })
  noteAnswer(answer.headers.get('quarterdeck-build'))
  if (!answer.ok) throw await problemOf(answer)
  if (answer.status === 204) return undefined as AskOutput<T>
  return (await answer.json().catch(() => undefined)) as AskOutput<T>
}

async function problemOf(answer: Response): Promise<Problem> {
  const told: unknown = await answer.json().catch(() => undefined)
  const said = typeof told === 'object' && told !== null ? (told as Record<string, unknown>) : {}
  const code = typeof said['code'] === 'string' ? said['code'] : `http.${answer.status}`
  const detail = typeof said['detail'] === 'string' ? said['detail'] : wordsFor(answer.status)
  const unmet = Array.isArray(said['unmet']) ? (said['unmet'] as Unmet[]) : []
  return new Problem(answer.status, code, detail, unmet, said)
}

function wordsFor(status: number): string {
  if (status === 401) return 'You are signed out. Sign in and try again.'
  if (status === 403) return 'Your role does not allow this. Ask an administrator for the right.'
  if (status === 404) return 'This does not exist, or is not yours to see.'
  if (status === 412 || status === 428) return 'Somebody changed this meanwhile. Load it again and repeat your change.'
  if (status === 429) return 'Too many requests. Wait a minute and try again.'
  return 'Something broke on our side. Try again; if it stays, tell your administrator the time it happened.'
}

/** The address of a file that an operation answers with; for links and downloads. */
export function fileHref<T extends Operation>(operation: T, input: AskInput<T>): string {
  return requestOf(operation, input).url
}

/** The cache key of a question; `useTell` invalidates by its first part. */
function askKey<T extends Operation>(operation: T, input?: AskInput<T>): unknown[] {
  return input === undefined ? [operation.name] : [operation.name, input]
}

type AskMore<T extends Operation> = {
  enabled?: boolean
  /** asks again after so many ms; a function sees the last answer and may stop it with false */
  refetchInterval?: number | false | ((last: AskOutput<T> | undefined) => number | false)
  staleTime?: number
  keep?: boolean
}

/** Asks and keeps the answer. `keep` shows the former answer while a changed question is under way. */
export function useAsk<T extends Operation>(operation: T, input: AskInput<T>, more: AskMore<T> = {}) {
  const { keep, refetchInterval = false, ...options } = more
  return useQuery<AskOutput<T>, Error>({
    queryKey: askKey(operation, input),
    queryFn: ({ signal }) => ask(operation, input, { signal, key: null }),
    refetchInterval: (query) => (typeof refetchInterval === 'function' ? refetchInterval(query.state.data) : refetchInterval),
    ...(keep ? { placeholderData: (former: AskOutput<T> | undefined) => former as never } : {}),
    ...options,
  })
}

/** A list read page by page; `rows` is everything read so far. `keep` shows the former rows while a changed question is under way. */
export function useAskPaged<T extends Operation>(operation: T, input: AskInput<T>, more: { enabled?: boolean; keep?: boolean } = {}) {
  const { keep = false, ...options } = more
  const asked = useInfiniteQuery({
    queryKey: [operation.name, 'pages', input],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      (await ask(operation, { ...(input as object), ...(pageParam ? { cursor: pageParam } : {}) } as AskInput<T>, { signal })) as Paged,
    getNextPageParam: (last) => last.next ?? undefined,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    ...options,
  })
  const rows = (asked.data?.pages.flatMap((page) => page.items) ?? []) as RowOf<T>[]
  return { ...asked, rows }
}

type TellMore<T extends Operation> = {
  onDone?: (answer: AskOutput<T>, input: AskInput<T>) => void
  /** operations whose answers are now stale; without it everything on screen is asked again */
  stale?: Operation[]
  /** a form shows refusals at its fields and does not want the toast too */
  quiet?: boolean
}

/** Tells the server to do something: makes the idempotency key, refreshes what is on screen, toasts a refusal. */
export function useTell<T extends Operation>(operation: T, more: TellMore<T> = {}) {
  const cache = useQueryClient()
  return useMutation<AskOutput<T>, Error, AskInput<T>>({
    mutationFn: (input) => {
      const key = crypto.randomUUID()
      return proven(() => tellOnce(operation, input, key))
    },
    onSuccess: async (answer, input) => {
      const stale = more.stale?.map((one) => cache.invalidateQueries({ queryKey: [one.name] })) ?? [cache.invalidateQueries()]
      more.onDone?.(answer, input)
      await Promise.all(stale)
    },
    onError: (error) => {
      if (!more.quiet) toastProblem(error)
    },
  })
}

/** Shows anew who sits here; the frame draws the question and answers whether it was shown. */
let proveAgain: (() => Promise<boolean>) | undefined
export function onStepUp(ask: () => Promise<boolean>): () => void {
  proveAgain = ask
  return () => {
    if (proveAgain === ask) proveAgain = undefined
  }
}

/** What needs a fresh proof is done once the proof is given: every way in which a screen does something goes through here. */
export async function proven<A>(deed: () => Promise<A>): Promise<A> {
  try {
    return await deed()
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'step_up.needed' || !(await proveAgain?.())) throw error
    return deed()
  }
}

/** A lost answer is asked for again with the same key, so that the deed counts once; so is one whose first try still runs. */
async function tellOnce<T extends Operation>(operation: T, input: AskInput<T>, key: string): Promise<AskOutput<T>> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask(operation, input, { key })
    } catch (error) {
      const again = error instanceof Problem && (tries === 1 ? error.status === 0 : error.code === 'idempotency.in_flight')
      if (!again || tries === 5) throw error
      await new Promise((resolve) => setTimeout(resolve, 800 * tries))
    }
  }
}
