import { jcs, sha256 } from '../kernel/canonical.ts'
import type { Actor } from '../kernel/context.ts'
import { cookiesIn } from '../kernel/cookies.ts'
import { mayRunAgain } from '../kernel/fault.ts'
import { once } from '../kernel/idempotency.ts'
import type { OpenHouse } from '../kernel/house.ts'
import { isRefusal, Refusal, type Unmet } from '../kernel/refusal.ts'
import { need } from '../kernel/rights.ts'
import { type Bound, isFileAnswer } from '../kernel/room.ts'
import { traced } from '../kernel/trace.ts'
import { needReach } from './reach.ts'

export type Called = { status: number; answer: unknown; repeated: boolean }

/** A transaction that the database undid for its own reasons (deadlock, serialization) is run again so many times. */
const mostRuns = 3

/**
 * The six things that every door does once: who is asking (the door knows) → may they, and does their reach cover what the input
 * names → does the input fit → open a transaction → call → does the output fit. A key makes the call happen once.
 */
export async function call(
  house: OpenHouse,
  bound: Bound,
  actor: Actor,
  rawInput: unknown,
  options: { key?: string; signal?: () => AbortSignal } = {},
): Promise<Called> {
  const facts = { 'quarterdeck.operation': bound.operation.name, 'quarterdeck.actor': actor.kind }
  return traced(bound.operation.name, facts, async () => {
    fitAudience(actor, bound)
    need(actor, bound.operation.right)
    const input = fitInput(bound, rawInput)
    for (let run = 1; ; run += 1) {
      try {
        return await inOneTransaction(house, bound, actor, { raw: rawInput, fit: input }, options)
      } catch (error) {
        if (run === mostRuns || !mayRunAgain(error)) throw error
      }
    }
  })
}

async function inOneTransaction(
  house: OpenHouse,
  bound: Bound,
  actor: Actor,
  input: { raw: unknown; fit: unknown },
  { key, signal }: { key?: string; signal?: () => AbortSignal },
): Promise<Called> {
  const { operation } = bound
  const outcome = await house.openAs(
    actor,
    async (ctx): Promise<Called | Refusal> => {
      const work = async () => ({ status: operation.status ?? 200, answer: fitOutput(bound, await bound.run(ctx, input.fit as never)) })
      try {
        await needReach(ctx, house.rooms, operation, input.fit)
        if (!key || operation.method === 'GET' || operation.secret) return { ...(await work()), repeated: false }
        const requestSha = sha256(jcs({ operation: operation.name, input: input.raw ?? null }))
        const done = await once(ctx, { operation: operation.name, key, requestSha }, async () => {
          const { status, answer } = await work()
          return { status, answer: storable(bound, answer) }
        })
        return { ...done, answer: restored(done.answer) }
      } catch (error) {
        // what the command counted before it refused is committed; then the refusal goes on its way
        if (isRefusal(error) && error.keep) return error
        throw error
      }
    },
    signal,
  )
  if (isRefusal(outcome)) throw outcome
  return outcome
}

/** Portal and staff are separate audiences, whatever a right is called: neither reaches the other's operations. */
function fitAudience(actor: Actor, bound: Bound): void {
  const { audience, right } = bound.operation
  if (right === 'anyone') return
  if (actor.kind === 'contact' && audience === 'staff') {
    throw new Refusal('forbidden', 'audience.staff', 'This belongs to the company’s own people.')
  }
  if ((actor.kind === 'person' || actor.kind === 'key') && audience === 'portal') {
    throw new Refusal('forbidden', 'audience.portal', 'This belongs to customers, in their portal.')
  }
}

/** What is kept for a repeated key: JSON. Bytes of a file become text; cookies must never be kept, so their operations say `secret`. */
function storable(bound: Bound, answer: unknown): unknown {
  if (cookiesIn(answer).length > 0) throw new Error(`${bound.operation.name} sets a cookie and must be declared secret`)
  return isFileAnswer(answer) ? { file: { ...answer, bytes: Buffer.from(answer.bytes).toString('base64') } } : answer
}

function restored(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('file' in answer)) return answer
  const { file } = answer
  if (typeof file !== 'object' || file === null || typeof Reflect.get(file, 'bytes') !== 'string') return answer
  return { ...file, bytes: Buffer.from(String(Reflect.get(file, 'bytes')), 'base64') }
}

function fitInput(bound: Bound, rawInput: unknown): unknown {
  const result = bound.operation.input.safeParse(rawInput ?? {})
  if (result.success) return result.data
  const unmet: Unmet[] = result.error.issues
    .slice(0, 50)
    .map((issue) => ({ code: issue.code, text: issue.message, path: issue.path.join('.') }))
  const first = unmet[0]
  const where = first?.path ? `${first.path}: ` : ''
  throw new Refusal('invalid', 'input.invalid', `The input does not fit: ${where}${first?.text ?? 'unreadable'}.`, { unmet })
}

/** An answer that breaks the contract is our bug, never the caller's. Files pass as they are. */
function fitOutput(bound: Bound, answer: unknown): unknown {
  if (isFileAnswer(answer)) return answer
  const result = bound.operation.output.safeParse(answer)
  if (!result.success) throw new Error(`${bound.operation.name} broke its contract: ${JSON.stringify(result.error.issues.slice(0, 5))}`)
  if (typeof answer === 'object' && answer !== null && typeof result.data === 'object' && result.data !== null)
    carrySymbols(answer, result.data)
  return result.data
}

/** Side effects for the door (cookies) ride on symbols, which no JSON shows. */
function carrySymbols(from: object, to: object): void {
  for (const symbol of Object.getOwnPropertySymbols(from)) {
    Object.defineProperty(to, symbol, { value: Reflect.get(from, symbol), enumerable: false })
  }
}
