import { createHmac } from 'node:crypto'
import type { Context } from '../../../kernel/context.ts'
import { derivedKey } from '../../../kernel/keys.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import { signInLimits, stopGuessing } from '../rules/limits.ts'
import { libraryRefusal } from '../sign-in/library.ts'
import { endLinksOf } from '../store/links.ts'
import { addAttempts, addUsedCode, endSessionsOf, takeAttempts } from '../store/sessions.ts'

/**
 * Ends all that could still prove somebody to be this person: sessions, mailed links, half-done sign-ins. Called by everything that
 * changes who may come in: a new password, a reset, roles, departure, a second factor. The session in which the person does it to
 * themselves stays. Keys are programs with an end of their own; departure revokes them.
 */
export async function endProofs(ctx: Context, personId: string): Promise<void> {
  const own = ctx.actor.kind === 'person' && ctx.actor.id === personId ? ctx.actor.session : undefined
  await endSessionsOf(ctx.tx, personId, ctx.now, own)
  await endLinksOf(ctx.tx, personId, ctx.now)
}

/**
 * Tries a password or a code that a person who is signed in types anew. Wrong ones count against the session and stay counted, whichever
 * act asks: whoever has come by a session guesses no faster than at the door (`sign_in.too_many`). Nothing may be done before it fits.
 */
export async function tryProof<T>(ctx: Context, wrong: { code: string; detail: string }, proof: () => Promise<T>): Promise<T> {
  const subject = `proof:session:${ctx.actor.session}`
  stopGuessing(await takeAttempts(ctx.tx, subject, new Date(ctx.now.getTime() - signInLimits.minutes * 60_000)), ctx.now)
  try {
    return await proof()
  } catch (error) {
    const refusal = libraryRefusal(error, wrong, true)
    if (isRefusal(refusal)) await addAttempts(ctx.tx, [subject], ctx.now)
    throw refusal
  }
}

/** Takes a one-time code that fits: once (`two_factor.code_used`), also when two ask with it at the same moment. */
export async function takeCode(ctx: Context, personId: string, code: string): Promise<void> {
  const mac = createHmac('sha256', derivedKey('people.one-time-code')).update(`${personId}:${code.trim()}`).digest('hex')
  if (await addUsedCode(ctx.tx, { person_id: personId, code_mac: mac, at: ctx.now })) return
  throw new Refusal('refused', 'two_factor.code_used', 'This code was used already. Wait for the next one.')
}
