import type { Context } from '../../kernel/context.ts'
import { foundById, type SubjectRef, type SubjectSource } from '../../kernel/subject.ts'
import { accountOf } from '../customers/index.ts'
import { contractById } from './store/contracts.ts'
import { getDocument } from './store/documents.ts'
import { getOrder } from './store/orders.ts'
import { quotesById } from './store/quotes.ts'
import type { ContractTable, QuoteTable } from './tables.ts'

/** A quote as others speak of it: the hash is what was priced. */
export async function quoteSubject(ctx: Context, quote: QuoteTable): Promise<SubjectRef> {
  const { id, order_hash: versionHash } = quote
  const title = await titleOf(ctx, quote)
  return { room: 'billing', kind: 'quote', id, versionHash, title, href: `/billing/quotes/${id}`, audience: 'internal' }
}

async function contractSubject(ctx: Context, contract: ContractTable): Promise<SubjectRef> {
  const { id } = contract
  const title = await titleOf(ctx, contract)
  return { room: 'billing', kind: 'contract', id, title, href: `/billing/contracts/${id}`, audience: 'internal' }
}

/** "Mica Energy Inc., Q-000446": whose it is before its number. */
async function titleOf(ctx: Context, thing: { account_id: string; number: string }): Promise<string> {
  return `${(await accountOf(ctx, thing.account_id)).name}, ${thing.number}`
}

/** What is spoken of in comments. */
export const subjects: Record<string, SubjectSource> = {
  quote: {
    right: 'billing.read',
    find: async (ctx: Context, id: string) => {
      const quote = (await quotesById(ctx.tx, [id])).get(id)
      return quote && quoteSubject(ctx, quote)
    },
  },
  contract: {
    right: 'billing.read',
    find: async (ctx: Context, id: string) => {
      const contract = await contractById(ctx.tx, id)
      return contract && contractSubject(ctx, contract)
    },
  },
  order: {
    right: 'billing.read',
    find: async (ctx: Context, id: string) => {
      const order = await foundById(id, () => getOrder(ctx.tx, { id }))
      if (!order) return undefined
      const title = await titleOf(ctx, order)
      return { room: 'billing', kind: 'order', id, title, href: `/billing/orders/${id}`, audience: 'internal' }
    },
  },
  document: {
    right: 'billing.read',
    find: async (ctx: Context, id: string) => {
      const document = await foundById(id, () => getDocument(ctx.tx, id))
      if (!document) return undefined
      const title = await titleOf(ctx, document)
      return { room: 'billing', kind: 'document', id, title, href: `/billing/documents/${id}`, audience: 'internal' }
    },
  },
}
