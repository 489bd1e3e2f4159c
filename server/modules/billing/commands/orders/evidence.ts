import { randomBytes } from 'node:crypto'
import { jcs, sha256 } from '../../../../kernel/canonical.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import { encrypt } from '../../../../kernel/keys.ts'
import { sendMail } from '../../../../kernel/mail.ts'
import type { InputOf } from '../../../../kernel/operation.ts'
import { contactsOf } from '../../../customers/index.ts'
import type { portalQuoteAccept } from '../../contract.ts'
import { type AcceptanceRecord, commitmentTo, sealOf } from '../../rules/acceptance.ts'
import { orderLetter } from '../../rules/letters.ts'
import { termsBySha } from '../../store/policies.ts'
import { saveAcceptance } from '../../store/quotes.ts'
import type { OrderTable, ProfileTable, QuoteTable } from '../../tables.ts'
import { soldBy } from '../documents/letters.ts'
import { button, screenTemplate, sentence } from '../../words.ts'

type Accepting = { quote: QuoteTable; profile: ProfileTable; acceptance: InputOf<typeof portalQuoteAccept>; signerHash: string }

/**
 * Stores who accepted which exact text and which exact order, when, from where. The person's facts are commitments;
 * values and salts lie apart under the house key, so that a person can be erased and the seal still verifies. Append-only.
 */
export async function bindAcceptance(ctx: Context, { quote, profile, acceptance, signerHash }: Accepting): Promise<string> {
  const id = newId()
  const person = (await contactsOf(ctx, quote.account_id)).find((contact) => contact.id === ctx.actor.id)
  const values = {
    name: acceptance.signer.name,
    email: person?.email ?? '',
    title: acceptance.signer.title,
    entity: profile.legal_name,
    ip: ctx.actor.address ?? '',
    user_agent: ctx.actor.agent ?? '',
  }
  const salts = Object.fromEntries(Object.keys(values).map((name) => [name, randomBytes(16)]))
  const commit = (name: keyof typeof values) => commitmentTo(values[name], salts[name] ?? Buffer.alloc(16))
  const record: AcceptanceRecord = {
    id,
    terms: quote.snapshot.terms,
    order_hash: quote.order_hash,
    screen: {
      template: acceptance.screen?.template ?? screenTemplate,
      html_sha: sha256(jcs({ button, sentence, order_hash: quote.order_hash, terms: quote.snapshot.terms })),
      button: acceptance.button,
      locale: acceptance.screen?.locale ?? 'en',
      viewport: acceptance.screen?.viewport ?? '',
    },
    events: acceptance.events.length > 0 ? acceptance.events : [{ seq: 1, kind: 'submitted', at: ctx.now.toISOString() }],
    signer: { name: commit('name'), email: commit('email'), title: commit('title'), entity: commit('entity') },
    auth: { method: 'email_code', verified_at: person?.email_verified_at?.toISOString() ?? null },
    ip: commit('ip'),
    user_agent: commit('user_agent'),
    total_minor: quote.totals.gross_minor,
    currency: quote.currency,
    lane: {
      policy_version: quote.lane.policy_version,
      row: quote.lane.row,
      inputs: {
        counted_minor: quote.lane.counted_minor,
        counted_currency: quote.lane.counted_currency,
        term_net_minor: quote.lane.term_net_minor,
      },
    },
    mail_id: null,
  }
  const secrets = { values, salts: Object.fromEntries(Object.entries(salts).map(([name, salt]) => [name, salt.toString('hex')])) }
  await saveAcceptance(ctx.tx, {
    id,
    quote_id: quote.id,
    record,
    seal: sealOf(record),
    signer_hash: signerHash,
    sealed: encrypt(Buffer.from(JSON.stringify(secrets)), `billing.acceptance:${id}`),
    created_at: ctx.now,
    created_by: ctx.actor.id,
  })
  return id
}

/** The person gets what was accepted: the texts word for word, and the order. */
export async function confirmByMail(ctx: Context, quote: QuoteTable, order: OrderTable): Promise<void> {
  const shas = quote.snapshot.terms.map(({ sha }) => sha)
  const [contacts, terms] = await Promise.all([contactsOf(ctx, quote.account_id), termsBySha(ctx.tx, shas)])
  const contact = contacts.find((one) => one.id === ctx.actor.id)
  if (!contact) return
  const { seller, ...sold } = await soldBy(ctx, quote)
  const written = orderLetter(
    { name: contact.name, portal: ctx.settings.publicUrl, seller },
    { number: order.number, hash: quote.order_hash, ...sold, terms: shas.flatMap((sha) => terms.get(sha) ?? []) },
  )
  await sendMail(ctx, { to: contact.email, purpose: 'sale', ...written, about: `quote:${quote.id}` })
}
