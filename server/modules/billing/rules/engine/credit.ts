import { majorText, roundedRatio } from '../../../../kernel/money.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { type Books, type Debited, priceKey, uncredited } from './books.ts'
import { dayCount, daysWords } from './charge.ts'
import { type Block, lesser, rectangles, summed } from './coverage.ts'
import { dayNumber } from './days.ts'
import type { Difference } from './differences.ts'
import type { Draft } from './draft.ts'
import { priceOf, quantityText } from './exact.ts'
import type { Goodwill } from './shapes.ts'
import type { Terms } from './terms.ts'

/**
 * Credits for one negative rectangle, computed from what was debited, youngest line first; each takes `R(net × seats/line seats ×
 * D(part)/D(line))`, at most the line's uncredited remainder, and the line's last seat-day takes exactly that remainder.
 * What it takes is written to the books, so that the next rectangle sees it.
 */
export function creditsOf(difference: Difference, terms: Terms): Draft[] {
  const drafts: Draft[] = []
  let open: Block[] = [{ ...difference.block, seats: -difference.block.seats }]
  for (const line of (difference.billed?.lines ?? []).toReversed()) {
    for (const part of rectangles(lesser(open, uncredited(line)))) {
      drafts.push(creditFor(line, part, difference, terms))
      open = summed([...open, { ...part, seats: -part.seats }])
    }
    if (open.length === 0) break
  }
  return drafts
}

/** Goodwill that is asked for and not yet given: an amount off a line's remainder that covers no time. Refuses `credit.too_large`. */
export function goodwillOf(asked: readonly Goodwill[], books: Books, terms: Terms): Draft[] {
  const given = new Map([...books.goodwill].map(([key, amounts]) => [key, [...amounts]]))
  const drafts: Draft[] = []
  for (const goodwill of asked) {
    const line = books.debited.get(goodwill.line)
    if (!line || !names(goodwill.document, line, books))
      throw new Refusal('refused', 'billed.reference_missing', `Document ${goodwill.document} has no billed line ${goodwill.line}.`)
    const amounts = given.get(goodwill.line) ?? []
    const found = goodwill.net_minor === 'all' ? amounts.length - 1 : amounts.indexOf(-BigInt(goodwill.net_minor))
    if (found >= 0) {
      amounts.splice(found, 1)
      continue
    }
    const amount = goodwill.net_minor === 'all' ? line.remainder : BigInt(goodwill.net_minor)
    if (amount < 0n || amount > line.remainder)
      throw new Refusal(
        'refused',
        'credit.too_large',
        `${majorText(amount, terms.currency)} is more than the ${majorText(line.remainder, terms.currency)} left of ${line.key}.`,
      )
    if (amount === 0n) continue
    line.remainder -= amount
    drafts.push({
      ...creditDraft(line, { from: line.from, to: line.to, seats: line.seats }, terms),
      kind: 'goodwill',
      fraction: { num: 1, den: 1, unit: 'whole' },
      amount: -amount,
      formula: `Goodwill on ${line.key}: ${goodwill.reason} = ${majorText(-amount, terms.currency)} ${terms.currency}`,
    })
  }
  return drafts
}

function creditFor(line: Debited, part: Block, difference: Difference, terms: Terms): Draft {
  const { day_count: convention } = terms.conventions
  const counted = dayCount(convention, line.from, line.to)
  const whole = counted === 0 ? line.to - line.from : counted
  const days = counted === 0 ? part.to - part.from : dayCount(convention, part.from, part.to)
  line.credited.push(part)
  const last = uncredited(line).length === 0
  const wanted = roundedRatio(line.net * part.seats * BigInt(days), line.seats * BigInt(whole))
  const capped = last || (line.net < 0n ? wanted < line.remainder : wanted > line.remainder)
  const amount = capped ? line.remainder : wanted
  line.remainder -= amount
  const money = (minor: bigint) => `${majorText(minor, terms.currency)} ${terms.currency}`
  const seats = part.seats === line.seats ? '' : ` × ${quantityText(part.seats)}/${quantityText(line.seats)}`
  const time = days === whole ? '' : ` × ${days}/${whole} days`
  const rest = amount === wanted ? '' : `, the ${money(amount)} left of the line`
  return {
    ...creditDraft(line, part, terms),
    period: difference.period,
    fraction: { num: days, den: whole, unit: 'days' },
    amount: -amount,
    formula: `Credit ${quantityText(part.seats)} of ${quantityText(line.seats)} on ${line.key}: ${money(line.net)}${seats}${time} (${daysWords(part)})${rest} = ${money(-amount)}`,
  }
}

function creditDraft(line: Debited, part: Block, terms: Terms): Omit<Draft, 'fraction' | 'amount' | 'formula'> {
  const item = terms.itemOf.get(line.line.item)
  const price = priceOf(line.line.unit_price, line.line.item)
  return {
    kind: 'credit',
    order: item?.index ?? terms.items.length,
    item,
    itemId: line.line.item,
    product: line.line.product,
    price,
    per: line.line.per,
    priceKey: priceKey(line.line.product, price, line.line.per, terms.exponent),
    from: part.from,
    to: part.to,
    period: { from: dayNumber(line.line.period.from), to: dayNumber(line.line.period.to) },
    seats: part.seats,
    discount: 0n,
    credits: line,
    taxes: line.line.taxes ?? item?.item.taxes ?? [],
  }
}

function names(document: string, line: Debited, books: Books): boolean {
  return document === `#${line.document}` || document === books.documents[line.document]?.number
}

/** How a credit note names the invoice that it credits: by number, or by position in `billed`. */
export function documentName(line: Debited, books: Books): string {
  return books.documents[line.document]?.number ?? `#${line.document}`
}
