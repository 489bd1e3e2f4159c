import type { z } from 'zod'
import type { List } from './list/list.ts'
import { strictly } from './strict.ts'

/** Who an operation is made for: our people, a customer's contact in the portal, or anyone at all. */
type Audience = 'staff' | 'portal' | 'public'

/**
 * What an operation promises, the same for every door: HTTP route, OpenAPI path, CLI sub-command, job, test.
 * `path` is below the API root (`/api`); `{name}` parts are fields of `input`. Query fields of a GET are fields of `input` too.
 */
export type Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** a right that the authorization table knows, or 'anyone' (no sign-in), or 'signed_in' */
  right: string
  audience: Audience
  summary: string
  input: I
  output: O
  status?: 200 | 201 | 202 | 204
  /**
   * fields of `input` that name a thing of one customer account → the kind of thing, as its room lists it in `accountBound`. The door
   * answers 404 for what lies beyond the actor's reach, in the words for what does not exist.
   */
  bound?: Record<string, string>
  /** asks for a fresh proof of who it is (password or code within five minutes): roles, keys */
  stepUp?: true
  /** one's own desk (inbox, favourites, boards, views): a person's without any right; a key needs `house.desk` for it */
  desk?: true
  /** open also to an administrator who must set up a second factor first */
  whileHeld?: true
  /** bytes that a request may have where it carries a document; every other may have 1 MiB */
  largest?: number
  /** the field of `input` that may come as a file, as a part of `multipart/form-data`, up to 25 MiB */
  upload?: string
  /** requests a minute per address, for doors that stand open to anyone */
  perMinute?: number
  /** the answer holds a secret or sets a cookie: it is never stored for a repeated key */
  secret?: true
  /**
   * how a list is written as CSV: its columns in the order of the screen (an amount without `_minor`), ids after them. `each` names a list
   * inside a row whose entries are lines of their own. Without it: all plain fields
   */
  csv?: { columns: readonly string[]; each?: string }
  /** the list that it answers, as `listOperation` declares it */
  list?: List
  /**
   * a GET that is followed: asked for as `text/event-stream` it answers again whenever something is told on the topic `<topic>:<input[of]>`,
   * each time from where it ended (`answer[next]` becomes `input[cursor]`). Who asks, and what they may, is looked up each time
   */
  follow?: { topic: string; of: string; cursor: string; next: string }
  /** a POST that changes nothing: a question whose words need a body */
  reads?: true
  /** what is bought, charged, sent or signed must not happen twice: the door refuses it without an `Idempotency-Key` */
  key?: 'required'
  /** `version`: the door refuses an edit without `If-Match`. A PUT or PATCH of what has no version says why the last one may win */
  edit?: 'version' | { lastWins: string }
}

/** Declares an operation: fixes the types, name and method as written, and makes the input strict at every depth. */
export function operation<I extends z.ZodType, O extends z.ZodType, const N extends string, const M extends Operation['method']>(
  promise: Omit<Operation<I, O>, 'audience' | 'name' | 'method'> & { name: N; method: M; audience?: Audience },
): Operation<I, O> & { name: N; method: M } {
  return { audience: 'staff', ...promise, input: strictly(promise.input) }
}

export type InputOf<T extends Operation> = z.output<T['input']>
export type OutputOf<T extends Operation> = z.input<T['output']>
