import type { Context } from '../../../../kernel/context.ts'
import type { OutputOf } from '../../../../kernel/operation.ts'
import { addDays, later } from '../../../../kernel/period.ts'
import { type Book, inputOf, type TaxRows } from '../../book.ts'
import type { contractsChangePreview } from '../../contract.ts'
import { itemsFor, priceOnItsDay } from '../../pricing.ts'
import { lineView } from '../lines.ts'
import type { Change } from '../../rules/engine/shapes.ts'
import { getContract } from '../../store/contracts.ts'
import type { ContractTable } from '../../tables.ts'
import { bookOf, taxRowsFor } from './books.ts'
import { holdingIn, termStart } from '../../changes.ts'
import { plan, type Planned, type Wish } from './plan-change.ts'

type Preview = OutputOf<typeof contractsChangePreview>

/** What the change would do to the money and when: the figures that `amendContract` books now, or the run on the day named. */
export async function previewChange(ctx: Context, input: { id: string; change: Wish }, accountId?: string): Promise<Preview> {
  const contract = await getContract(ctx.tx, input.id, accountId)
  const book = await bookOf(ctx, contract)
  const rows = await taxRowsFor(ctx, [book.entity.country, book.profile.country])
  const planned = await plan(ctx, book, input.change, accountId !== undefined)
  return changeView(book, rows, planned)
}

function changeView(book: Book, rows: TaxRows, planned: Planned): Preview {
  const { change, end, after, today } = planned
  const { day: billDay, priced } = priceOnItsDay(book, rows, change, today, end)
  const before = holdingIn(itemsFor(inputOf(book, rows, { asOf: today }), '9999-12-31'), later(today, book.contract.start_day))
  const items = itemsFor(inputOf(book, rows, { asOf: today, changes: [change] }), '9999-12-31')
  const changed = holdingIn(items, change.kind === 'end' ? later(today, book.contract.start_day) : later(change.effective, today))
  const gone = change.kind === 'end'
  return {
    contract_id: book.contract.id,
    kind: change.kind === 'renew' ? 'renew' : change.kind === 'end' ? 'end' : 'seats',
    effective: change.kind === 'renew' ? termStart(change) : change.effective,
    today,
    bill_day: billDay,
    currency: book.contract.currency,
    seats_before: String(before.seats),
    seats_after: gone ? '0' : String(changed.seats),
    end_before: book.contract.end_day,
    end_after: after.end_day,
    lines: priced.lines.map((line) => lineView(line, book.product.name)),
    tax_groups: priced.groups,
    totals: priced.totals,
    term_net_minor: priced.termNet,
    annual_before_minor: before.annual,
    annual_after_minor: gone ? 0 : changed.annual,
    text: [textOf(change, book, after), whenOf(billDay, today, priced.totals.net_minor < 0)].filter(Boolean).join(' '),
  }
}

function textOf(change: Change, book: Book, after: ContractTable): string {
  const { number } = book.contract
  if (change.kind === 'renew') return `${number} goes on from ${termStart(change)}; its new last day is ${addDays(change.end, -1)}.`
  if (change.kind === 'end')
    return `The last day of ${number} is ${addDays(change.effective, -1)}; ${change.credit === 'none' ? 'nothing is credited' : `${change.credit === 'full' ? 'the whole period is credited' : 'unused days are credited'}`}.`
  const last = after.end_day ? addDays(after.end_day, -1) : 'further notice'
  return `${change.kind === 'seats' ? `${change.add} seats` : 'The change'} from ${change.effective} until the contract's last day, ${last}.`
}

/** The second day of a change: when its invoice or credit is made, if that is not today. */
function whenOf(billDay: string | null, today: string, gives: boolean): string {
  if (billDay === null || billDay === today) return ''
  return gives
    ? `It is credited on ${billDay}; nothing happens to the money before.`
    : `It is invoiced on ${billDay}; nothing is due before.`
}
