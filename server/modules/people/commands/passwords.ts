import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { withCookies } from '../../../kernel/cookies.ts'
import { newId } from '../../../kernel/ids.ts'
import { encrypt, decrypt } from '../../../kernel/keys.ts'
import { sendMail } from '../../../kernel/mail.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { HeardEvent } from '../../../kernel/room.ts'
import type { passwordChange, passwordReset, passwordResetAsk, twoFactorConfirm, twoFactorEnrol, twoFactorRemove } from '../contract.ts'
import { resetMail } from '../mails.ts'
import { fitPassword } from '../rules/guards.ts'
import { letterLimits, linkLife } from '../rules/limits.ts'
import { libraryRefusal, signInLibrary, tokenIn } from '../sign-in/library.ts'
import { hashPassword } from '../sign-in/hash.ts'
import { randomToken } from '../sign-in/tokens.ts'
import { addReset, countResets, savePasswordHash, takeResetByHash } from '../store/links.ts'
import { findPersonByEmail, getPerson } from '../store/persons.ts'
import { endProofs, takeCode, tryProof } from './proofs.ts'
import { sessionCookie } from './sign-in.ts'

const wrongPassword = { code: 'password.wrong', detail: 'The password is wrong.' }

export async function changePassword(ctx: Context, input: InputOf<typeof passwordChange>): Promise<OutputOf<typeof passwordChange>> {
  const { auth, headers, person } = await ownLibrary(ctx)
  fitPassword(input.password, person.email ?? '', person.name)
  await tryProof(ctx, wrongPassword, () => auth.api.verifyPassword({ body: { password: input.current }, headers }))
  await savePasswordHash(ctx.tx, person.id, await hashPassword(input.password), ctx.now)
  await endProofs(ctx, person.id)
  await recordOwn(ctx, 'people.password.changed')
  return { changed: true }
}

/** Mails a link when the address is a colleague's. The asker gets the same answer after the same work: the rest is done out of sight. */
export async function askPasswordReset(ctx: Context, input: InputOf<typeof passwordResetAsk>): Promise<OutputOf<typeof passwordResetAsk>> {
  const asked: AskedReset = { email: input.email, address: ctx.actor.address ?? '', agent: ctx.actor.agent ?? '' }
  // encrypted: events are kept for weeks, and anybody may type anybody's address
  await ctx.announce('people.reset.asked', { sealed: encrypt(Buffer.from(JSON.stringify(asked)), 'people.reset.asked').toString('base64') })
  return { mailed: true }
}

type AskedReset = { email: string; address: string; agent: string }

export async function mailReset(ctx: Context, event: HeardEvent): Promise<void> {
  const box = Buffer.from(String(event.payload['sealed']), 'base64')
  const { email, address, agent } = JSON.parse(decrypt(box, 'people.reset.asked').toString('utf8')) as AskedReset
  const person = await findPersonByEmail(ctx.tx, email)
  if (!person || person.left_at || person.suspended_at) return
  if ((await countResets(ctx.tx, person.id, lettersSince(ctx.now))) >= letterLimits.letters) return
  const token = randomToken()
  const expiresAt = new Date(ctx.now.getTime() + linkLife.resetMinutes * 60_000)
  await addReset(ctx.tx, {
    id: newId(),
    person_id: person.id,
    token_hash: sha256(token),
    expires_at: expiresAt,
    used_at: null,
    created_at: ctx.now,
  })
  await sendMail(ctx, resetMail({ name: person.name, email: person.email ?? email }, `${ctx.settings.publicUrl}/app/new-password#${token}`))
  const asker: Context = { ...ctx, actor: { kind: 'visitor', id: 'visitor', name: 'Visitor', rights: new Map(), address, agent } }
  await record(asker, { action: 'people.password.reset_asked', subject: { kind: 'person', id: person.id, label: person.name } })
}

function lettersSince(now: Date): Date {
  return new Date(now.getTime() - letterLimits.minutes * 60_000)
}

export async function resetPassword(ctx: Context, input: InputOf<typeof passwordReset>): Promise<OutputOf<typeof passwordReset>> {
  const link = await takeResetByHash(ctx.tx, sha256(input.token))
  if (!link || link.used_at || link.expires_at <= ctx.now) {
    throw new Refusal('refused', 'password.link_over', 'This link is over or was used. Ask for a new one.')
  }
  const person = await getPerson(ctx.tx, link.person_id, ctx.today)
  if (person.left_at) throw new Refusal('refused', 'password.link_over', 'This link is over or was used. Ask for a new one.')
  fitPassword(input.password, person.email ?? '', person.name)
  await savePasswordHash(ctx.tx, person.id, await hashPassword(input.password), ctx.now)
  await endProofs(ctx, person.id)
  await record(ctx, { action: 'people.password.reset', subject: { kind: 'person', id: person.id, label: person.name } })
  return { changed: true }
}

/** Begins two-factor: nothing changes at sign-in until the first code is confirmed. */
export async function enrolTwoFactor(ctx: Context, input: InputOf<typeof twoFactorEnrol>): Promise<OutputOf<typeof twoFactorEnrol>> {
  const { auth, headers } = await ownLibrary(ctx)
  const body = { password: input.password, method: 'totp' as const }
  const begun = await tryProof(ctx, wrongPassword, () => auth.api.enableTwoFactor({ body, headers }))
  if (begun.method !== 'totp') throw new Error('the sign-in library began another second factor than asked')
  await recordOwn(ctx, 'people.two_factor.begun')
  return { uri: begun.totpURI, recovery_codes: begun.backupCodes }
}

/** Turns two-factor on; the session gets a new token, and every other one ends. */
export async function confirmTwoFactor(ctx: Context, input: InputOf<typeof twoFactorConfirm>): Promise<OutputOf<typeof twoFactorConfirm>> {
  const { auth, headers, person } = await ownLibrary(ctx)
  if (person.two_factor_enabled) throw new Refusal('conflict', 'two_factor.already_on', 'Two-factor sign-in is already on.')
  await endProofs(ctx, person.id)
  const answer = await auth.api.verifyTOTP({ body: { code: input.code }, headers, returnHeaders: true }).catch((error: unknown) => {
    throw libraryRefusal(error, { code: 'two_factor.wrong_code', detail: 'This code is wrong.' })
  })
  await takeCode(ctx, person.id, input.code)
  await recordOwn(ctx, 'people.two_factor.turned_on')
  return renewed({ two_factor: true }, answer.headers)
}

export async function removeTwoFactor(ctx: Context, input: InputOf<typeof twoFactorRemove>): Promise<OutputOf<typeof twoFactorRemove>> {
  const { auth, headers, person } = await ownLibrary(ctx)
  const { password } = input
  await tryProof(ctx, wrongPassword, () => auth.api.verifyPassword({ body: { password }, headers }))
  await endProofs(ctx, person.id)
  const answer = await auth.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }).catch((error: unknown) => {
    throw libraryRefusal(error, wrongPassword)
  })
  await recordOwn(ctx, 'people.two_factor.turned_off')
  return renewed({ two_factor: false }, answer.headers)
}

/** The library in the name of the person who is signed in; keys and contacts have no password to change. */
async function ownLibrary(ctx: Context) {
  const { actor } = ctx
  if (actor.kind !== 'person' || !actor.session) {
    throw new Refusal('forbidden', 'session.needed', 'This belongs to a person who is signed in with a password.')
  }
  return { ...signInLibrary(ctx, actor.session), person: await getPerson(ctx.tx, actor.id, ctx.today) }
}

function renewed<T extends object>(answer: T, headers: Headers): T {
  const token = tokenIn(headers)
  return token ? withCookies(answer, [sessionCookie(token)]) : answer
}

async function recordOwn(ctx: Context, action: string): Promise<void> {
  await record(ctx, { action, subject: { kind: 'person', id: ctx.actor.id, label: ctx.actor.name } })
}
