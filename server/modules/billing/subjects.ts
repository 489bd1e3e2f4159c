import type { Context } from '../../kernel/context.ts'
import { foundById, type SubjectRef, type SubjectSource } from '../../kernel/subject.ts'
import { contractById } from './store/contracts.ts'
import { getDocument } from './store/documents.ts'
import { getOrder } from './store/orders.ts'
import { quotesById } from './store/quotes.ts'
import type { ContractTable, QuoteTable } from './tables.ts'

/** A quote as others speak of it: the hash is what was priced. */
export function quoteSubject(quote: QuoteTable): SubjectRef {
  const { id, number: title, order_hash: versionHash } = quote
  return { room: 'billing', kind: 'quote', id, versionHash, title, href: `/billing/quotes/${id}`, audience: 'internal' }
}

function contractSubject({ id, number: title }: ContractTable): SubjectRef {
  return { room: 'billing', kind: 'contract', id, title, href: `/billing/contracts/${id}`, audience: 'internal' }
}

/** What is spoken of in comments. */
export const subjects: Record<string, SubjectSource> = {
  quote: {
    right: 'billing.read',
    find: async (ctx: Context, id: string) => {
      const quote = (await quotesById(ctx.tx, [id])).get(id)
      return quote && quoteSubject(quote)
    },
  },
  contract: {
    right: 'billing.read',
    find: async (ctx: Context, id: string) => {
      const contract = await contractById(ctx.tx, id)
      return contract && contractSubject(contract)
    },
  },
  order: {
    right: 'billing.read',
    find: async (ctx: Context, id: string) => {
      const order = await foundById(id, () => getOrder(ctx.tx, { id }))
      return order && { room: 'billing', kind: 'order', id, title: order.number, href: `/billing/orders/${id}`, audience: 'internal' }
    },
  },
  document: {
    right: 'billing.read',
    find: async (ctx: Context, id: string) => {
      const document = await foundById(id, () => getDocument(ctx.tx, id))
      return (
        document && {
          room: 'billing',
          kind: 'document',
          id,
          title: document.number,
          href: `/billing/documents/${id}`,
          audience: 'internal',
        }
      )
    },
  },
}
