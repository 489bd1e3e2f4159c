import { jcs, sha256 } from '../kernel/canonical.ts'
import type { Actor } from '../kernel/context.ts'
import { once } from '../kernel/idempotency.ts'
import type { OpenHouse } from '../kernel/house.ts'
import { isRefusal, Refusal, type Unmet } from '../kernel/refusal.ts'
import { need } from '../kernel/rights.ts'
import type { Bound } from '../kernel/room.ts'

export type Called = { status: number; answer: unknown; repeated: boolean }

/**
 * The six things that every door does once: who is asking (the door knows) → may they → does the input fit → open a transaction →
 * call → does the output fit. A key makes the call happen once.
 */
export async function call(house: OpenHouse, bound: Bound, actor: Actor, rawInput: unknown, options: { key?: string } = {}): Promise<Called> {
  const { operation } = bound
  fitAudience(actor, bound)
  need(actor, operation.right)
  const input = fitInput(bound, rawInput)
  const outcome = await house.openAs(actor, async (ctx): Promise<Called | Refusal> => {
    const work = async () => {
      const answer = await bound.run(ctx, input as never)
      return { status: operation.status ?? 200, answer: fitOutput(bound, answer) }
    }
    try {
      if (!options.key || operation.method === 'GET' || operation.secret) return { ...(await work()), repeated: false }
      const requestSha = sha256(jcs({ operation: operation.name, input: rawInput ?? null }))
      return await once(ctx, { operation: operation.name, key: options.key, requestSha }, work)
    } catch (error) {
      // what the command counted before it refused is committed; then the refusal goes on its way
      if (isRefusal(error) && error.keep) return error
      throw error
    }
  })
  if (isRefusal(outcome)) throw outcome
  return outcome
}

/** A customer's contact reaches the portal and what stands open to anyone, whatever a right is called. */
function fitAudience(actor: Actor, bound: Bound): void {
  if (actor.kind === 'contact' && bound.operation.audience === 'staff' && bound.operation.right !== 'anyone') {
    throw new Refusal('forbidden', 'audience.staff', 'This belongs to the company’s own people.')
  }
}

function fitInput(bound: Bound, rawInput: unknown): unknown {
  const result = bound.operation.input.safeParse(rawInput ?? {})
  if (result.success) return result.data
  const unmet: Unmet[] = result.error.issues.slice(0, 50).map((issue) => ({ code: issue.code, text: issue.message, path: issue.path.join('.') }))
  const first = unmet[0]
  const where = first?.path ? `${first.path}: ` : ''
  throw new Refusal('invalid', 'input.invalid', `The input does not fit: ${where}${first?.text ?? 'unreadable'}.`, { unmet })
}

/** An answer that breaks the contract is our bug, never the caller's. Files pass as they are. */
function fitOutput(bound: Bound, answer: unknown): unknown {
  if (typeof answer === 'object' && answer !== null && 'bytes' in answer) return answer
  const result = bound.operation.output.safeParse(answer)
  if (!result.success) throw new Error(`${bound.operation.name} broke its contract: ${JSON.stringify(result.error.issues.slice(0, 5))}`)
  if (typeof answer === 'object' && answer !== null && typeof result.data === 'object' && result.data !== null) carrySymbols(answer, result.data)
  return result.data
}

/** Side effects for the door (cookies) ride on symbols, which no JSON shows. */
function carrySymbols(from: object, to: object): void {
  for (const symbol of Object.getOwnPropertySymbols(from)) {
    Object.defineProperty(to, symbol, { value: Reflect.get(from, symbol), enumerable: false })
  }
}
