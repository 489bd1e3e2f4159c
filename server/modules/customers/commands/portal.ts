import type { Selectable } from 'kysely'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { withCookies } from '../../../kernel/cookies.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { codeVerify, portalSignOut } from '../contract.ts'
import { codeLives, portalLife } from '../rules/portal.ts'
import { getAccount, saveAccount } from '../store/accounts.ts'
import { type ContactRow, saveContact, takeByEmail } from '../store/contacts.ts'
import { addPortalSession, countWrong, endCodesOf, endPortalSession, takeCodes } from '../store/portal.ts'
import type { CodeTable } from '../tables.ts'
import { announceAccount } from './accounts.ts'
import { codeHash } from './codes.ts'
import { announceContact } from './contacts.ts'

/** The id that nobody has. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** The portal's session cookie, of another name than a colleague's; over https the door puts `__Host-` before it. */
export const contactCookie = 'qd_portal'

/**
 * Takes the code. A wrong one is counted although the refusal undoes all else; after five of those who asked, or of strangers, theirs is dead. The right one proves the
 * mailbox, confirms a waiting account and signs in.
 */
export async function verifyCode(ctx: Context, input: InputOf<typeof codeVerify>): Promise<OutputOf<typeof codeVerify>> {
  const wrong = {
    kind: 'refused',
    code: 'customers.code_wrong',
    detail: 'This code is wrong or over. Look for the newest letter, or ask for another code.',
  } as const
  const contact = await takeByEmail(ctx.tx, input.email)
  const source = ctx.actor.address ?? ''
  // an address that nobody has is looked up, counted and kept like any other: how long it takes tells nobody who is known
  const codes = (await takeCodes(ctx.tx, contact?.id ?? nobody, ctx.now)).filter((code) => codeLives(triedOf(code), source, ctx.now))
  const right = codes.filter((code) => same(code.code_hash, codeHash(code.id, input.code)))
  if (!contact || right.length === 0) {
    await countWrong(ctx.tx, codes.length > 0 ? codes.map((code) => code.id) : [nobody], source)
    throw new Refusal(wrong.kind, wrong.code, wrong.detail, { keep: true })
  }
  await endCodesOf(ctx.tx, contact.id, ctx.now)
  const mine: Context = {
    ...ctx,
    actor: { ...ctx.actor, kind: 'contact', id: contact.id, name: contact.name, accountId: contact.account_id },
  }
  await confirm(mine, contact)
  const token = await beginPortalSession(mine, contact)
  const cookie = { name: contactCookie, value: token, maxAge: portalLife.absoluteDays * 86_400 }
  return withCookies({ contact_id: contact.id, account_id: contact.account_id }, [cookie])
}

export async function signOutContact(ctx: Context, _input: InputOf<typeof portalSignOut>): Promise<OutputOf<typeof portalSignOut>> {
  if (ctx.actor.kind === 'contact' && ctx.actor.session) {
    await endPortalSession(ctx.tx, ctx.actor.session, ctx.now)
    const subject = { kind: 'contact', id: ctx.actor.id, label: ctx.actor.name }
    await record(ctx, { action: 'customers.portal.signed_out', subject })
  }
  return withCookies({ signed_out: true }, [{ name: contactCookie, value: '' }])
}

function triedOf(code: Selectable<CodeTable>) {
  const { expires_at: expiresAt, ended_at: endedAt, tries, stray_tries: strayTries, askers } = code
  return { expiresAt, endedAt, tries, strayTries, askers }
}

async function confirm(ctx: Context, contact: ContactRow): Promise<void> {
  const account = await getAccount(ctx.tx, contact.account_id)
  if (!contact.email_verified_at) await saveContact(ctx.tx, contact.id, { email_verified_at: ctx.now, updated_at: ctx.now })
  if (account.confirmed_at) return
  const saved = await saveAccount(ctx.tx, account.id, { confirmed_at: ctx.now, updated_at: ctx.now, updated_by: contact.id })
  await announceAccount(ctx, saved)
  await announceContact(ctx, saved, contact)
}

async function beginPortalSession(ctx: Context, contact: ContactRow): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await addPortalSession(ctx.tx, {
    id: newId(),
    contact_id: contact.id,
    token_hash: sha256(token),
    expires_at: new Date(ctx.now.getTime() + portalLife.idleHours * 3_600_000),
    address: ctx.actor.address ?? null,
    agent: ctx.actor.agent ?? null,
    ended_at: null,
    created_at: ctx.now,
    updated_at: ctx.now,
  })
  const after = { address: ctx.actor.address ?? null }
  await record(ctx, { action: 'customers.portal.signed_in', subject: { kind: 'contact', id: contact.id, label: contact.name }, after })
  return token
}

function same(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
