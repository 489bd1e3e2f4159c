import type { Context } from '../../../../kernel/context.ts'
import { type ColumnsTile, type News, say } from '../../../../kernel/board.ts'
import { majorText } from '../../../../kernel/money.ts'
import { addDays, dayIn } from '../../../../kernel/period.ts'
import { ratesInto } from '../../../../kernel/rates.ts'
import { nearReach } from '../../../customers/index.ts'
import { companyOf, reachOf } from '../../../people/index.ts'
import { renewalPolicy } from '../contracts/renewal.ts'
import { newsOfMove, newsOfPayment } from '../../rules/news.ts'
import { inReporting, summed, sumText } from '../../rules/reporting.ts'
import { type Age, owedByAge } from '../../store/board.ts'
import { movesSince, paidSince } from '../../store/moves.ts'
import { renewalsByWeek, type Outlook } from '../../store/renewals.ts'

/** What the asker reaches, and what money is worth in the reporting currency. */
export async function boardFacts(ctx: Context) {
  const reach = await nearReach(ctx.tx, await reachOf(ctx, 'billing.read'))
  const { currency, zone } = await companyOf(ctx)
  const rates = await ratesInto(ctx.tx, currency, ctx.today)
  return { reach, currency, zone, rates }
}

/** What customers did: bought, grew, renewed, left, paid. */
export async function businessNews(ctx: Context, since: Date, limit: number): Promise<News[]> {
  const { reach, currency, zone, rates } = await boardFacts(ctx)
  const { grace_days: graceDays } = await renewalPolicy(ctx, ctx.today)
  const worth = (part: { currency: string; minor: bigint }) => {
    const minor = inReporting(part, rates, currency)
    return minor === undefined ? null : majorText(minor, currency)
  }
  const moves = await movesSince(ctx.tx, reach, { since, today: ctx.today, graceDays, limit })
  const paid = await paidSince(ctx.tx, reach, dayIn(zone, since), limit)
  return [...moves.flatMap((move) => newsOfMove(move, worth) ?? []), ...paid.map((one) => newsOfPayment(one, worth))]
}

const renewalDays = 91
const outlooks: { key: Outlook; label: string; says: string; shade: 'full' | 'soft' | 'bad' }[] = [
  { key: 'agreed', label: 'agreed', says: 'The next term is recorded and has not begun.', shade: 'full' },
  { key: 'open', label: 'open', says: 'Nothing is recorded yet, and nothing speaks against it.', shade: 'soft' },
  { key: 'risk', label: 'at risk', says: 'Renewal is switched off, or an invoice of it is more than two weeks late.', shade: 'bad' },
]

/** What renews, by week and by what we know of it. */
export async function renewalsTile(ctx: Context): Promise<ColumnsTile | null> {
  const { reach, currency, rates } = await boardFacts(ctx)
  const rows = await renewalsByWeek(ctx.tx, reach, ctx.today, renewalDays)
  if (rows.length === 0) return null
  const all = summed(rows, rates, currency)
  const of = (some: typeof rows) => majorText(summed(some, rates, currency).minor, currency)
  const customers = new Set(rows.flatMap((row) => row.accounts)).size
  return {
    value: majorText(all.minor, currency),
    unit: currency,
    note: say(`to renew, {n} ${customers === 1 ? 'customer' : 'customers'}`, { n: { value: String(customers), unit: 'count' } }),
    period: say('Next 90 days'),
    parts: outlooks.map(({ key, ...part }) => ({ key, ...part, value: of(rows.filter((row) => row.outlook === key)) })),
    columns: Array.from({ length: renewalDays / 7 }, (_, week) => ({
      key: String(week),
      label: say('{day}', { day: { value: addDays(ctx.today, 7 * week), unit: 'day' } }),
      values: Object.fromEntries(outlooks.map(({ key }) => [key, of(rows.filter((row) => row.week === week && row.outlook === key))])),
    })),
    foot: missingRates(all.missing),
    href: '/billing/contracts?state=active',
  }
}

const ages: { key: Age; label: string }[] = [
  { key: 'not_due', label: 'Not due' },
  { key: 'to_14', label: '1–14 days' },
  { key: 'to_30', label: '15–30' },
  { key: 'over_30', label: 'Over 30' },
]

/** Open invoices by how long they have been due. */
export async function owedTile(ctx: Context): Promise<ColumnsTile | null> {
  const { reach, currency, rates } = await boardFacts(ctx)
  const rows = await owedByAge(ctx.tx, reach, ctx.now)
  if (rows.length === 0) return null
  const as = (some: { currency: string; minor: bigint }[]) => majorText(summed(some, rates, currency).minor, currency)
  const open = rows.map((row) => ({ currency: row.currency, minor: row.open_minor, late: row.age !== 'not_due', age: row.age }))
  const documents = rows.reduce((sum, row) => sum + row.documents, 0)
  const soon = sumText(
    rows.map((row) => ({ currency: row.currency, minor: row.soon_minor })),
    rates,
    currency,
  )
  const { missing } = summed(open, rates, currency)
  return {
    value: as(open),
    unit: currency,
    note: say(documents === 1 ? 'open, 1 invoice' : 'open, {n} invoices', { n: { value: String(documents), unit: 'count' } }),
    period: say('Today'),
    parts: [
      {
        key: 'due',
        label: 'not due',
        says: 'Open invoices whose day has not come.',
        shade: 'full',
        value: as(open.filter((row) => !row.late)),
      },
      { key: 'late', label: 'overdue', says: 'Open invoices whose day is past.', shade: 'bad', value: as(open.filter((row) => row.late)) },
    ],
    columns: ages.map(({ key, label }) => {
      const some = open.filter((row) => row.age === key)
      return { key, label: say(label), values: { [key === 'not_due' ? 'due' : 'late']: as(some) } }
    }),
    foot:
      missingRates(missing) ??
      (soon === null ? null : say('{amount} comes due within 30 days.', { amount: { value: soon, unit: currency } })),
    href: '/billing/documents?state=overdue',
  }
}

function missingRates(currencies: readonly string[]) {
  return currencies.length === 0 ? null : say(`Without what is in ${currencies.join(', ')}: this month has no rate yet.`)
}
