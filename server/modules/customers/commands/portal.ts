import type { Selectable } from 'kysely'
import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { withCookies } from '../../../kernel/cookies.ts'
import { newId } from '../../../kernel/ids.ts'
import { derivedKey } from '../../../kernel/keys.ts'
import { sendMail } from '../../../kernel/mail.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { companyOf } from '../../people/index.ts'
import type { codeVerify, portalSignIn, portalSignOut, signUp } from '../contract.ts'
import { codeMail } from '../mails.ts'
import { fitCountry, nameKey } from '../rules/account.ts'
import { companyDomainOf } from '../rules/domains.ts'
import { fitTaxId } from '../rules/tax-ids/fit.ts'
import { codeLife, codeLives, portalLife } from '../rules/portal.ts'
import { getAccount, saveAccount } from '../store/accounts.ts'
import { type ContactRow, saveContact, takeByEmail } from '../store/contacts.ts'
import { addCode, addPortalSession, countCodes, countWrong, endCodesOf, endPortalSession, joinAskers, takeCodes } from '../store/portal.ts'
import type { CodeTable } from '../tables.ts'
import { addAccountRow, announceAccount } from './accounts.ts'
import { addContactRow, announceContact } from './contacts.ts'

/** The portal's session cookie, of another name than a colleague's; over https the door puts `__Host-` before it. */
export const contactCookie = 'qd_portal'

/**
 * Opens an account that waits for its code. An address that we know gets a code to sign in instead: the answer is the same, so that
 * nobody learns who our customers are. Facts of a sign-up that nobody confirmed are replaced by the later ones.
 */
export async function signUpContact(ctx: Context, input: InputOf<typeof signUp>): Promise<OutputOf<typeof signUp>> {
  fitCountry(input.country)
  const known = await takeByEmail(ctx.tx, input.email)
  const contact = known ? await refreshSignUp(ctx, known, input) : await openSignUp(ctx, input)
  return sendCode(ctx, input.email, contact)
}

export async function signInContact(ctx: Context, input: InputOf<typeof portalSignIn>): Promise<OutputOf<typeof portalSignIn>> {
  return sendCode(ctx, input.email, await takeByEmail(ctx.tx, input.email))
}

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
  const codes = (contact ? await takeCodes(ctx.tx, contact.id, ctx.now) : []).filter((code) => codeLives(triedOf(code), source, ctx.now))
  if (!contact || codes.length === 0) throw new Refusal(wrong.kind, wrong.code, wrong.detail)
  const right = codes.filter((code) => same(code.code_hash, codeHash(code.id, input.code)))
  if (right.length === 0) {
    const ids = codes.map((code) => code.id)
    await countWrong(ctx.tx, ids, source)
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
  if (ctx.actor.kind === 'contact' && ctx.actor.session) await endPortalSession(ctx.tx, ctx.actor.session, ctx.now)
  return withCookies({ signed_out: true }, [{ name: contactCookie, value: '' }])
}

function triedOf(code: Selectable<CodeTable>) {
  const { expires_at: expiresAt, ended_at: endedAt, tries, stray_tries: strayTries, askers } = code
  return { expiresAt, endedAt, tries, strayTries, askers }
}

async function openSignUp(ctx: Context, input: InputOf<typeof signUp>): Promise<ContactRow> {
  const account = await addAccountRow(
    ctx,
    { ...accountFacts(input), source: 'self_service', contact: { name: input.name, email: input.email } },
    false,
  )
  return addContactRow(ctx, account.id, { name: input.name, email: input.email, roles: ['owner'] })
}

async function refreshSignUp(ctx: Context, contact: ContactRow, input: InputOf<typeof signUp>): Promise<ContactRow> {
  const account = await getAccount(ctx.tx, contact.account_id)
  if (account.confirmed_at) return contact
  const { billing_address, ...facts } = accountFacts(input)
  await saveAccount(ctx.tx, account.id, {
    ...facts,
    name_key: nameKey(facts.name),
    domain: companyDomainOf(input.email) ?? null,
    billing_address: { ...billing_address, country: billing_address.country ?? facts.country },
    updated_at: ctx.now,
    updated_by: ctx.actor.id,
  })
  return saveContact(ctx.tx, contact.id, { name: input.name, updated_at: ctx.now })
}

function accountFacts(input: InputOf<typeof signUp>) {
  const { company: name, kind, country, region = null, address: billing_address, vat_id } = input
  const tax_id = vat_id ? fitTaxId(country, vat_id, 'vat_id').id : null
  return { name, kind, country, region, billing_address, tax_id }
}

/** Mails a code to a contact, three in a quarter of an hour at most; to nobody, it only answers as if. */
async function sendCode(ctx: Context, email: string, contact: ContactRow | undefined): Promise<OutputOf<typeof portalSignIn>> {
  const answer = { email, expires_in_s: codeLife.minutes * 60 }
  if (!contact) return answer
  const source = ctx.actor.address ?? ''
  if ((await countCodes(ctx.tx, contact.id, new Date(ctx.now.getTime() - codeLife.letterMinutes * 60_000))) >= limitOf(ctx)) {
    await joinAskers(ctx.tx, { contactId: contact.id, source, most: codeLife.askers, now: ctx.now })
    return answer
  }
  const id = newId()
  const code = randomInt(0, 1_000_000).toString().padStart(6, '0')
  const expiresAt = new Date(ctx.now.getTime() + codeLife.minutes * 60_000)
  await addCode(ctx.tx, {
    id,
    contact_id: contact.id,
    code_hash: codeHash(id, code),
    expires_at: expiresAt,
    askers: [source],
    ended_at: null,
    created_at: ctx.now,
  })
  const company = await companyOf(ctx)
  await sendMail(ctx, codeMail(contact, code, { company: company.name, minutes: codeLife.minutes }))
  return ctx.settings.demo ? { ...answer, demo_code: code } : answer
}

/** In a demo one visitor tries many things; there the mailbox is ours and nobody is annoyed. */
function limitOf(ctx: Context): number {
  return ctx.settings.demo ? 100 : codeLife.letters
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

/** A million codes are soon tried on a stolen table; without the house key the hash tells nothing. */
function codeHash(id: string, code: string): string {
  return createHmac('sha256', derivedKey('customers.portal-code')).update(`${id}:${code}`).digest('hex')
}

function same(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
