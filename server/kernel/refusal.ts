/** The kinds of refusal and the HTTP status each one answers with (RFC 9110; 422 for a rule that says no). */
export const statusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  refused: 422,
  busy: 429,
} as const

export type RefusalKind = keyof typeof statusOf

/** One thing that stands in the way; `path` points into the input where the input is at fault, `item` names the part of a thing that is. */
export type Unmet = { code: string; text: string; path?: string; item?: string }

/**
 * The one error that the house throws on purpose. `code` is a word of the room (`renewal.too_early`),
 * `detail` says in one or two sentences what is wrong and what to do about it.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly unmet: Unmet[]
  readonly facts: Record<string, unknown>
  /** what the command wrote before it refused is committed all the same: a counted try must outlive the refusal it leads to */
  readonly keep: boolean

  constructor(
    kind: RefusalKind,
    code: string,
    detail: string,
    more: { unmet?: Unmet[]; facts?: Record<string, unknown>; keep?: boolean } = {},
  ) {
    super(detail)
    this.name = 'Refusal'
    this.kind = kind
    this.code = code
    this.unmet = more.unmet ?? []
    this.facts = more.facts ?? {}
    this.keep = more.keep ?? false
  }

  get status(): number {
    return statusOf[this.kind]
  }
}

/** What was asked for, or nothing where it is refused. Any other error is a fault, and is nobody's "there is none". */
export async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal
}
