import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
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
import { addAttempts, endSession, forgetAttempts, isKnownDevice, takeAttempts } from '../store/sessions.ts'

/** The name of the staff session cookie; over https the door puts `__Host-` before it. */
export const staffCookie = 'qd_session'

const wrong = { code: 'sign_in.wrong', detail: 'E-mail or password is wrong.' }

/**
 * Signs in. Every wrong try is counted and stays counted, although the refusal undoes nothing else; after ten of them from one source the
 * next has to wait (`sign_in.too_many`). An unknown e-mail takes as long as a wrong password.
 */
export async function signInWithPassword(ctx: Context, input: InputOf<typeof signIn>): Promise<OutputOf<typeof signIn>> {
  const email = mailKey(input.email)
  const person = await findPersonByEmail(ctx.tx, email)
  const subject = await sourceOf(ctx, person?.id)
  stopGuessing(await takeAttempts(ctx.tx, subject, new Date(ctx.now.getTime() - signInLimits.minutes * 60_000)), ctx.now)
  const { auth, headers } = signInLibrary(ctx)
  const answer = await auth.api
    .signInEmail({ body: { email: aliasOf(person?.id), password: input.password }, headers, returnHeaders: true })
    .catch(async (error: unknown) => {
      await addAttempts(ctx.tx, [subject], ctx.now)
      if (person) await record(ctx, { action: 'people.sign_in.failed', subject: { kind: 'person', id: person.id, label: person.name } })
      throw libraryRefusal(error, wrong, true)
    })
  // a source that knows one password may still be guessing others: only a device of one's own is forgiven
  if (subject.startsWith('sign-in:device:')) await forgetAttempts(ctx.tx, subject)
  if (person) await renewHash(ctx, person.id, input.password)
  const token = tokenIn(answer.headers)
  if (token && 'user' in answer.response && answer.response.user) return signedIn(ctx, answer.response.user.id, token)
  const challenge = challengeIn(answer.headers)
  if (!challenge) throw new Error('the sign-in library gave neither a session nor a challenge')
  return { state: 'second_step', challenge }
}

/**
 * What wrong tries count against: a device from which this person has signed in before has a count of its own, so that a stranger
 * behind the same address takes nothing from it; every other try counts against its address.
 */
async function sourceOf(ctx: Context, personId: string | undefined): Promise<string> {
  const device = { address: ctx.actor.address ?? '', agent: ctx.actor.agent ?? '' }
  const known = await isKnownDevice(ctx.tx, personId ?? '00000000-0000-0000-0000-000000000000', device)
  return known
    ? `sign-in:device:${personId}:${sha256(`${device.address} ${device.agent}`).slice(0, 32)}`
    : `sign-in:source:${sourceNet(device.address)}`
}

/** One household or machine: an IPv4 address, or the /64 of an IPv6 one, which its owner can change at will within. */
function sourceNet(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail = ''] = address.split('::')
  const front = head.split(':').filter(Boolean)
  const back = tail.split(':').filter(Boolean)
  const gap = address.includes('::') ? Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0') : []
  return [...front, ...gap, ...back]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')
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
