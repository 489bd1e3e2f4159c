import { createHmac, randomInt } from 'node:crypto'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { derivedKey, encrypt, decrypt } from '../../../kernel/keys.ts'
import { sendMail } from '../../../kernel/mail.ts'
import { mailKey } from '../../../kernel/mail-address.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import type { HeardEvent } from '../../../kernel/room.ts'
import { companyOf } from '../../people/index.ts'
import type { portalSignIn, signUp } from '../contract.ts'
import { codeMail } from '../mails.ts'
import { fitCountry, nameKey } from '../rules/account.ts'
import { companyDomainOf } from '../rules/domains.ts'
import { codeLife } from '../rules/portal.ts'
import { fitTaxId } from '../rules/tax-ids/fit.ts'
import { getAccount, saveAccount } from '../store/accounts.ts'
import { type ContactRow, saveContact, takeByEmail } from '../store/contacts.ts'
import { addCode, countCodes, joinAskers } from '../store/portal.ts'
import { addAccountRow } from './accounts.ts'
import { addContactRow } from './contacts.ts'

type SignUp = InputOf<typeof signUp>
/** What was asked at the portal's door, from where. */
type Asked = { email: string; address: string; agent: string; signUp?: SignUp }

/**
 * Opens an account that waits for its code. An address that we know gets a code to sign in instead: the answer is the same, so that
 * nobody learns who our customers are. Facts of a sign-up that nobody confirmed are replaced by the later ones.
 */
export async function signUpContact(ctx: Context, input: SignUp): Promise<OutputOf<typeof signUp>> {
  fitCountry(input.country)
  accountFacts(input)
  return askForCode(ctx, { email: input.email, signUp: input })
}

export async function signInContact(ctx: Context, input: InputOf<typeof portalSignIn>): Promise<OutputOf<typeof portalSignIn>> {
  return askForCode(ctx, input)
}

/**
 * Whoever asks gets the same answer after the same work: the wish is put down, and what becomes of it (`answerAsk`) happens out of
 * sight. The wish is encrypted: events are kept for weeks, and most addresses typed at a door are nobody's customers. A demo has no
 * customers to hide, and its visitors no mail: it answers at once and tells the code.
 */
async function askForCode(ctx: Context, request: Pick<Asked, 'email' | 'signUp'>): Promise<OutputOf<typeof portalSignIn>> {
  const answer = { email: request.email, expires_in_s: codeLife.minutes * 60 }
  const asked: Asked = { ...request, address: ctx.actor.address ?? '', agent: ctx.actor.agent ?? '' }
  if (ctx.settings.demo) {
    const code = await codeFor(ctx, asked)
    return code ? { ...answer, demo_code: code } : answer
  }
  const sealed = encrypt(Buffer.from(JSON.stringify(asked)), 'customers.code.asked').toString('base64')
  // wishes for one mailbox are heard in their order
  const key = createHmac('sha256', derivedKey('customers.mailbox')).update(mailKey(request.email)).digest('hex')
  await ctx.announce('customers.code.asked', { sealed }, { key: `mailbox:${key.slice(0, 32)}` })
  return answer
}

/** Does what was asked at the door: opens the account of a sign-up, mails the code to whom we know, nothing to anybody else. */
export async function answerAsk(ctx: Context, event: HeardEvent): Promise<void> {
  const asked = JSON.parse(
    decrypt(Buffer.from(String(event.payload['sealed']), 'base64'), 'customers.code.asked').toString('utf8'),
  ) as Asked
  const { address, agent } = asked
  const visitor = { kind: 'visitor', id: 'visitor', name: 'Visitor', rights: new Map(), address, agent } as const
  await codeFor({ ...ctx, actor: visitor }, asked)
}

/** The code that was mailed; none for an address that nobody has, or while enough letters are out. */
async function codeFor(ctx: Context, asked: Asked): Promise<string | undefined> {
  const known = await takeByEmail(ctx.tx, asked.email)
  if (!asked.signUp) return known && sendCode(ctx, known)
  return sendCode(ctx, known ? await refreshSignUp(ctx, known, asked.signUp) : await openSignUp(ctx, asked.signUp))
}

async function openSignUp(ctx: Context, input: SignUp): Promise<ContactRow> {
  const account = await addAccountRow(
    ctx,
    { ...accountFacts(input), source: 'self_service', contact: { name: input.name, email: input.email } },
    false,
  )
  return addContactRow(ctx, account.id, { name: input.name, email: input.email, roles: ['owner'] })
}

async function refreshSignUp(ctx: Context, contact: ContactRow, input: SignUp): Promise<ContactRow> {
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

function accountFacts(input: SignUp) {
  const { company: name, kind, country, region = null, address: billing_address, vat_id } = input
  const tax_id = vat_id ? fitTaxId(country, vat_id, 'vat_id').id : null
  return { name, kind, country, region, billing_address, tax_id }
}

/** Mails a code to a contact, three in a quarter of an hour at most. */
async function sendCode(ctx: Context, contact: ContactRow): Promise<string | undefined> {
  const source = ctx.actor.address ?? ''
  if ((await countCodes(ctx.tx, contact.id, new Date(ctx.now.getTime() - codeLife.letterMinutes * 60_000))) >= limitOf(ctx)) {
    await joinAskers(ctx.tx, { contactId: contact.id, source, most: codeLife.askers, now: ctx.now })
    return undefined
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
  return code
}

/** In a demo one visitor tries many things; there the mailbox is ours and nobody is annoyed. */
function limitOf(ctx: Context): number {
  return ctx.settings.demo ? 100 : codeLife.letters
}

/** A million codes are soon tried on a stolen table; without the house key the hash tells nothing. */
export function codeHash(id: string, code: string): string {
  return createHmac('sha256', derivedKey('customers.portal-code')).update(`${id}:${code}`).digest('hex')
}
