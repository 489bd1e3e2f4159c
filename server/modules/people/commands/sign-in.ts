import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { withCookies } from '../../../kernel/cookies.ts'
import { mailKey } from '../../../kernel/mail-address.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { actorOfPerson } from '../actors.ts'
import { takeCode } from './proofs.ts'
import type { signIn, signInSecondStep, signOut } from '../contract.ts'
import { sessionLife, signInLimits, stopGuessing } from '../rules/limits.ts'
import { aliasOf, challengeHeaders, challengeIn, libraryRefusal, signInLibrary, tokenIn } from '../sign-in/library.ts'
import { hashPassword, isOldHash } from '../sign-in/hash.ts'
import { findPasswordHash, savePasswordHash } from '../store/links.ts'
import { findPersonByEmail } from '../store/persons.ts'
import { addAttempts, endSession, forgetAttempts, takeAttempts } from '../store/sessions.ts'

/** The name of the staff session cookie; over https the door puts `__Host-` before it. */
export const staffCookie = 'qd_session'

const wrong = { code: 'sign_in.wrong', detail: 'E-mail or password is wrong.' }

/**
 * Signs in. Every wrong try is counted and stays counted, although the refusal undoes nothing else; ten of them from one address
 * for one e-mail in 15 minutes close the door (`sign_in.too_many`). An unknown e-mail takes as long as a wrong password.
 */
export async function signInWithPassword(ctx: Context, input: InputOf<typeof signIn>): Promise<OutputOf<typeof signIn>> {
  const email = mailKey(input.email)
  const person = await findPersonByEmail(ctx.tx, email)
  const subjects = [`sign-in:${email}:${ctx.actor.address ?? ''}`, `sign-in:${email}`] as const
  stopGuessing(await takeAttempts(ctx.tx, subjects, new Date(ctx.now.getTime() - signInLimits.minutes * 60_000)))
  const { auth, headers } = signInLibrary(ctx)
  const answer = await auth.api
    .signInEmail({ body: { email: aliasOf(person?.id), password: input.password }, headers, returnHeaders: true })
    .catch(async (error: unknown) => {
      await addAttempts(ctx.tx, subjects, ctx.now)
      if (person) await record(ctx, { action: 'people.sign_in.failed', subject: { kind: 'person', id: person.id, label: person.name } })
      throw libraryRefusal(error, wrong, true)
    })
  await forgetAttempts(ctx.tx, subjects[0])
  if (person) await renewHash(ctx, person.id, input.password)
  const token = tokenIn(answer.headers)
  if (token && 'user' in answer.response && answer.response.user) return signedIn(ctx, answer.response.user.id, token)
  const challenge = challengeIn(answer.headers)
  if (!challenge) throw new Error('the sign-in library gave neither a session nor a challenge')
  return { state: 'second_step', challenge }
}

/** A right password whose hash was made at a lower cost gets one of today's. */
async function renewHash(ctx: Context, personId: string, password: string): Promise<void> {
  const hash = await findPasswordHash(ctx.tx, personId)
  if (hash && isOldHash(hash)) await savePasswordHash(ctx.tx, personId, await hashPassword(password), ctx.now)
}

/** The second step; five wrong codes end the challenge, ten in a row lock second steps of the person for 15 minutes. */
export async function takeSecondStep(ctx: Context, input: InputOf<typeof signInSecondStep>): Promise<OutputOf<typeof signInSecondStep>> {
  const { auth, headers } = signInLibrary(ctx)
  const call = { body: { code: input.code }, headers: challengeHeaders(headers, input.challenge), returnHeaders: true as const }
  const asked = input.kind === 'app' ? auth.api.verifyTOTP(call) : auth.api.verifyBackupCode(call)
  const answer = await asked.catch((error: unknown) => {
    throw libraryRefusal(error, { code: 'two_factor.wrong_code', detail: 'This code is wrong.' }, true)
  })
  const token = tokenIn(answer.headers)
  if (!token) throw new Error('the sign-in library gave no session after the second step')
  if (input.kind === 'app') await takeCode(ctx, answer.response.user.id, input.code)
  return signedIn(ctx, answer.response.user.id, token)
}

/** Ends the session that the request came with, whoever asks. */
export async function endOwnSession(ctx: Context, _input: InputOf<typeof signOut>): Promise<OutputOf<typeof signOut>> {
  if (ctx.actor.kind === 'person' && ctx.actor.session) {
    await endSession(ctx.tx, ctx.actor.session, ctx.now)
    await record(ctx, { action: 'people.session.ended', subject: { kind: 'person', id: ctx.actor.id, label: ctx.actor.name } })
  }
  return withCookies({ signed_out: true }, [{ name: staffCookie, value: '' }])
}

/** Signs in somebody who has just proved the password by setting it. */
export async function beginSession<T extends object>(ctx: Context, proof: { email: string; password: string }, answer: T): Promise<T> {
  const { auth, headers } = signInLibrary(ctx)
  const person = await findPersonByEmail(ctx.tx, proof.email)
  const { headers: answered } = await auth.api.signInEmail({
    body: { email: aliasOf(person?.id), password: proof.password },
    headers,
    returnHeaders: true,
  })
  const token = tokenIn(answered)
  return token ? withCookies(answer, [sessionCookie(token)]) : answer
}

/** The cookie of a staff session: it lives as long as the session may at most. */
export function sessionCookie(token: string) {
  return { name: staffCookie, value: token, maxAge: sessionLife.absoluteDays * 86_400 }
}

async function signedIn(ctx: Context, personId: string, token: string) {
  const actor = await actorOfPerson(ctx, personId)
  // the departed have no password left; this is the second bolt
  if (!actor) throw new Refusal('refused', wrong.code, wrong.detail)
  const address = ctx.actor.address ?? null
  await record(
    { ...ctx, actor },
    { action: 'people.session.started', subject: { kind: 'person', id: personId, label: actor.name }, after: { address } },
  )
  return withCookies({ state: 'signed_in' as const, person_id: personId }, [sessionCookie(token)])
}
