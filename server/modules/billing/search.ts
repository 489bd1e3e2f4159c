import type { Context } from '../../kernel/context.ts'
import { majorText } from '../../kernel/money.ts'
import type { AttentionSource, Searchable } from '../../kernel/room.ts'
import { reachOf } from '../people/index.ts'
import { pageOfContracts } from './queries/contracts/contracts.ts'
import { pageOfQuotes, quoteViews } from './queries/quotes.ts'
import { pageOfDocuments } from './queries/documents/documents.ts'
import type { MatchingPolicy } from './rules/payment.ts'
import { waitingBalances } from './store/balances.ts'
import { declinedDocuments } from './store/cards.ts'
import { shortDocuments } from './store/money.ts'
import { policyOn } from './store/policies.ts'
import { profilesById } from './store/profiles.ts'

export const searchable: Searchable[] = [
  {
    kind: 'contract',
    right: 'billing.read',
    find: async (ctx, words, limit) => {
      const { items: rows } = await pageOfContracts(ctx, 'billing.read', { search: words, limit })
      const names = await profilesById(
        ctx.tx,
        rows.map((row) => row.profile_id),
      )
      return rows.map((row) => ({
        kind: 'contract',
        title: row.number,
        note: names.get(row.profile_id)?.legal_name ?? '',
        href: `/billing/contracts/${row.id}`,
      }))
    },
  },
  {
    kind: 'document',
    right: 'billing.read',
    find: async (ctx, words, limit) => {
      const { items: rows } = await pageOfDocuments(ctx, { reach: await reachOf(ctx, 'billing.read') }, { search: words, limit })
      return rows.map((row) => ({ kind: row.kind, title: row.number, note: row.legal_name, href: `/billing/documents/${row.id}` }))
    },
  },
  {
    kind: 'quote',
    right: 'billing.read',
    find: async (ctx, words, limit) => {
      const { items: rows } = await pageOfQuotes(ctx, 'billing.read', { search: words, limit })
      const names = await profilesById(
        ctx.tx,
        rows.map((row) => row.profile_id),
      )
      return rows.map((row) => ({
        kind: 'quote',
        title: row.number,
        note: names.get(row.profile_id)?.legal_name ?? '',
        href: `/billing/quotes/${row.id}`,
      }))
    },
  },
]

export const attention: AttentionSource[] = [
  { right: 'billing.sell', find: requestedQuotes },
  { right: 'billing.bill', find: declinedCards },
  { right: 'billing.bill', find: owedBalances },
  { right: 'billing.bill', find: smallDifferences },
]

/** Open invoices whose stored card said no: the customer was written to, and somebody should look after it. */
async function declinedCards(ctx: Context) {
  const rows = await declinedDocuments(ctx.tx, await reachOf(ctx, 'billing.bill'), 5)
  return rows.map((row, at) => ({
    kind: 'document',
    title: `The card for invoice ${row.number} of ${row.legal_name} was declined`,
    detail:
      at === 0 && row.total > 1
        ? `One of ${row.total} open invoices whose card was declined. The customer has a letter and can pay with another card.`
        : 'The customer has a letter and can pay with another card. Seats and licences stay as they are.',
    href: `/billing/documents/${row.document_id}`,
    at: row.at,
  }))
}

/** Money of customers that lies with us: their next invoice uses it, and nobody has to wait for that. */
async function owedBalances(ctx: Context) {
  const rows = await waitingBalances(ctx.tx, await reachOf(ctx, 'billing.bill'), 5)
  return rows.map((row, at) => ({
    kind: 'balance',
    title: `We owe ${row.legal_name} ${moneyOf(row.amount_minor, row.currency)}`,
    detail: `${at === 0 && row.total > 1 ? `One of ${row.total} balances. ` : ''}Its next invoice uses it by itself; send it back if none is coming.`,
    href: '/billing/balances',
    act: 'Settle',
    at: row.at,
  }))
}

/** Invoices that stay open over a difference which nobody writes a letter for. */
async function smallDifferences(ctx: Context) {
  const { tolerance_minor: tolerance } = (await policyOn(ctx.tx, 'matching', ctx.today)).rows as MatchingPolicy
  const rows = await shortDocuments(ctx.tx, await reachOf(ctx, 'billing.bill'), tolerance, 5)
  return rows.map((row, at) => ({
    kind: 'document',
    title: `${row.number} of ${row.legal_name} is open over ${moneyOf(row.open_minor, row.currency)}`,
    detail: `${at === 0 && row.total > 1 ? `One of ${row.total} small differences. ` : ''}Record the money that is missing, or close it with a payment of 0 and the write-off.`,
    href: `/billing/documents/${row.document_id}`,
    at: row.at,
  }))
}

function moneyOf(minor: bigint, currency: string): string {
  return `${majorText(minor, currency)} ${currency}`
}

/** Customers who wait for our answer. One that somebody has to approve before waits for them, who are asked by the ledger of decisions. */
async function requestedQuotes(ctx: Context) {
  const { items } = await pageOfQuotes(ctx, 'billing.sell', { state: 'requested', limit: 20 })
  const ready = new Set((await quoteViews(ctx, items)).filter(({ may }) => may.includes('offer')).map(({ id }) => id))
  const rows = items.filter(({ id }) => ready.has(id))
  const names = await profilesById(
    ctx.tx,
    rows.map((row) => row.profile_id),
  )
  return rows.map((row) => ({
    kind: 'quote',
    title: `${names.get(row.profile_id)?.legal_name ?? 'A customer'} waits for quote ${row.number}`,
    detail: row.message === null ? 'Asked for on the price page' : `“${row.message.slice(0, 80)}${row.message.length > 80 ? '…' : ''}”`,
    href: `/billing/quotes/${row.id}`,
    act: 'Answer',
    at: row.requested_at ?? row.created_at,
    ...(row.answer_by ? { due: row.answer_by } : {}),
  }))
}
