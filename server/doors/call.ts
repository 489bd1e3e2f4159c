import { Ahead, mostAhead } from '../kernel/ahead.ts'
import { jcs, sha256 } from '../kernel/canonical.ts'
import type { Actor, Context } from '../kernel/context.ts'
import { cookiesIn } from '../kernel/cookies.ts'
import type { Uploads } from '../kernel/files/spool.ts'
import { mayRunAgain } from '../kernel/fault.ts'
import { once } from '../kernel/idempotency.ts'
import type { OpenHouse } from '../kernel/house.ts'
import type { Operation } from '../kernel/operation.ts'
import { isRefusal, Refusal } from '../kernel/refusal.ts'
import { need } from '../kernel/rights.ts'
import { type Endpoint, isFileAnswer } from '../kernel/room.ts'
import { requireFreshProof } from '../modules/people/index.ts'
import { traced } from '../kernel/trace.ts'
import { openCursor, sealNext } from './cursors.ts'
import { fitInput, fitOutput } from './fit.ts'
import { needReach } from './reach.ts'

type Options = { key?: string; signal?: () => AbortSignal; uploads?: Uploads }
export type Called = { status: number; answer: unknown; repeated: boolean }

/** A transaction that the database undid for its own reasons (deadlock, serialization) is run again so many times. */
const mostRuns = 3

/**
 * The six things that every door does once: who is asking (the door knows) → may they, and does their reach cover what the input
 * names → does the input fit → open a transaction → call → does the output fit. A key makes the call happen once.
 */
export async function call(house: OpenHouse, bound: Endpoint, actor: Actor, rawInput: unknown, options: Options = {}): Promise<Called> {
  const facts = { 'quarterdeck.operation': bound.operation.name, 'quarterdeck.actor': actor.kind }
  return traced(bound.operation.name, facts, async () => {
    mayCall(actor, bound)
    // a voice without a session is the house's own: the demo's people, a test's
    if (bound.operation.stepUp && actor.kind === 'person' && actor.session) requireFreshProof(actor.provedAt, house.clock())
    if (bound.operation.stepUp && actor.kind === 'key') {
      throw new Refusal('forbidden', 'step_up.person_needed', 'A program cannot show who sits there: a person who is signed in does this.')
    }
    const input = openCursor(bound.operation, fitInput(bound, rawInput))
    const ahead = new Map<string, unknown>()
    for (let run = 1; ; run += 1) {
      try {
        return await inOneTransaction(house, bound, actor, { raw: rawInput, fit: input, ahead }, options)
      } catch (error) {
        if (error instanceof Ahead && ahead.size < mostAhead) {
          ahead.set(error.key, await error.work())
          run -= 1
        } else if (run === mostRuns || !mayRunAgain(error)) throw error
      }
    }
  })
}

async function inOneTransaction(
  house: OpenHouse,
  bound: Endpoint,
  actor: Actor,
  input: { raw: unknown; fit: unknown; ahead: Map<string, unknown> },
  { key, signal, uploads }: Options,
): Promise<Called> {
  const { operation } = bound
  const outcome = await house.openAs(
    actor,
    async (ctx): Promise<Called | Refusal> => {
      const work = async () => ({
        status: operation.status ?? 200,
        answer: sealNext(
          operation,
          input.fit,
          fitOutput(bound, await bound.run({ ...ctx, ahead: input.ahead, ...(uploads ? { uploads } : {}) }, input.fit as never)),
        ),
      })
      try {
        await needReach(ctx, house.rooms, operation, input.fit)
        // a secret answer is kept nowhere; who must not do a thing twice is told that it is done, without the secret
        const keyed = key && operation.method !== 'GET' && (!operation.secret || operation.key === 'required')
        if (!keyed) return { ...(await work()), repeated: false }
        if (operation.secret) return await onceInSecret(ctx, operation, { key, raw: input.raw }, work)
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

async function onceInSecret(
  ctx: Context,
  operation: Operation,
  call: { key: string; raw: unknown },
  work: () => Promise<{ status: number; answer: unknown }>,
): Promise<Called> {
  const requestSha = sha256(jcs({ operation: operation.name, input: call.raw ?? null }))
  let told: unknown
  const done = await once(ctx, { operation: operation.name, key: call.key, requestSha }, async () => {
    const { status, answer } = await work()
    told = answer
    return { status, answer: null }
  })
  if (!done.repeated) return { ...done, answer: told }
  throw new Refusal(
    'conflict',
    'idempotency.answered_once',
    'This was done under this key before. Its answer held a secret and is shown once.',
  )
}

/** Whether the actor may ask this at all; a door that looks at headers or bodies asks first, so that a stranger learns nothing of them. */
export function mayCall(actor: Actor, bound: Endpoint): void {
  fitAudience(actor, bound)
  const { right, whileHeld, desk } = bound.operation
  if (actor.held && right !== 'anyone') {
    if (whileHeld) return
    throw new Refusal('forbidden', 'two_factor.needed', 'Set up your second factor first: who runs the house signs in with two.')
  }
  need(actor, right)
  if (desk && actor.kind === 'key') need(actor, 'house.desk')
}

/** Portal and staff are separate audiences, whatever a right is called: neither reaches the other's operations. */
function fitAudience(actor: Actor, bound: Endpoint): void {
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
function storable(bound: Endpoint, answer: unknown): unknown {
  if (cookiesIn(answer).length > 0) throw new Error(`${bound.operation.name} sets a cookie and must be declared secret`)
  return isFileAnswer(answer) ? { file: { ...answer, bytes: Buffer.from(answer.bytes).toString('base64') } } : answer
}

function restored(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('file' in answer)) return answer
  const { file } = answer
  if (typeof file !== 'object' || file === null || typeof Reflect.get(file, 'bytes') !== 'string') return answer
  return { ...file, bytes: Buffer.from(String(Reflect.get(file, 'bytes')), 'base64') }
}
