import { paidByText, type Settlement } from '../rules/settled.ts'
import type { CanonicalDocument } from './canonical.ts'

type Bought = { what: string; from: string | null; to: string | null }

/** What a document is for, as its reader would say it: the largest line, and how many there are beside it. */
export function boughtOn({ kind, of, lines }: Pick<CanonicalDocument, 'kind' | 'of' | 'lines'>): Bought {
  const [first, ...more] = [...lines].sort((a, b) => Math.abs(b.net_minor) - Math.abs(a.net_minor))
  if (kind === 'credit_note') return { what: of ? `Credit for ${of}` : 'Credit', from: null, to: null }
  if (!first) return { what: '', from: null, to: null }
  const seats = first.item === 'seats' ? `${first.quantity} ${first.quantity === '1' ? 'seat' : 'seats'} of ` : ''
  const beside = more.length > 0 ? ` and ${more.length} more` : ''
  return { what: `${seats}${first.description}${beside}`, from: first.from, to: first.to }
}

/** By what it was paid and when the last of it came, from its own form where it was paid as it was issued. */
export function paidWith(
  paper: Pick<CanonicalDocument, 'paid_by' | 'issue_day'>,
  settled: readonly Settlement[],
): { paid_by: string | null; paid_on: string | null } {
  if (paper.paid_by) return { paid_by: paper.paid_by, paid_on: paper.issue_day }
  return { paid_by: paidByText(settled), paid_on: settled.findLast((one) => !one.credit)?.day ?? null }
}
