import { say } from '../../../../../kernel/board.ts'
import { addDays, addMonths, earlier } from '../../../../../kernel/period.ts'
import { sumText, weeks } from '../../../rules/reporting.ts'
import { balanceSums, daysToPay, moneyOfMonth, overdueByWeek, owedByAge } from '../../../store/board.ts'
import { type Asking, countPlace, figureOf, numberOf, total } from './figure.ts'

/** What is invoiced, paid, late, and lies with us. */
export const moneyFigures: Asking = async (ctx, facts, keys) => [
  ...(keys.has('money.invoiced') || keys.has('money.collected') ? await month(ctx, facts, keys) : []),
  ...(keys.has('money.overdue') ? await overdue(ctx, facts, keys) : []),
  ...(keys.has('money.days_to_pay') ? await toPay(ctx, facts, keys) : []),
  ...(keys.has('money.balances') ? await balances(ctx, facts, keys) : []),
]

const monthWords = {
  invoiced: {
    name: 'Invoiced',
    definition: 'Invoices issued this month less credit notes, before tax, at this month’s rates.',
    href: '/billing/documents',
  },
  collected: {
    name: 'Collected',
    definition: 'Money that arrived this month by card, debit or transfer, at this month’s rates.',
    href: '/billing/payments',
  },
} as const

const month: Asking = async (ctx, { reach, rates, currency }, keys) => {
  const first = `${ctx.today.slice(0, 7)}-01`
  const before = addMonths(first, -1)
  // the same days of the month before, which may be shorter
  const beforeEnd = earlier(addMonths(ctx.today, -1), addDays(first, -1))
  const rows = await moneyOfMonth(ctx.tx, reach, { today: ctx.today, first, before, beforeEnd })
  return (['invoiced', 'collected'] as const).flatMap((what) => {
    if (!keys.has(`money.${what}`)) return []
    const own = rows.filter((row) => row.what === what)
    const then = sumText(
      own.filter((row) => row.span === 'before'),
      rates,
      currency,
    )
    return [
      figureOf({
        key: `money.${what}`,
        ...monthWords[what],
        value: sumText(
          own.filter((row) => row.span === 'now'),
          rates,
          currency,
        ),
        unit: currency,
        period: say('{month} so far', { month: { value: ctx.today, unit: 'month' } }),
        of:
          then === null
            ? null
            : say('{amount} in the same days of {month}', {
                amount: { value: then, unit: currency },
                month: { value: before, unit: 'month' },
              }),
        spark: weeks(
          own.filter((row) => row.span === 'week'),
          (some) => numberOf(sumText(some, rates, currency)),
        ),
      }),
    ]
  })
}

const overdue: Asking = async (ctx, { reach, rates, currency }) => {
  const rows = (await owedByAge(ctx.tx, reach, ctx.now)).filter((row) => row.age !== 'not_due')
  const course = await overdueByWeek(ctx.tx, reach, ctx.today)
  const sum = (some: typeof rows) =>
    sumText(
      some.map((row) => ({ currency: row.currency, minor: row.open_minor })),
      rates,
      currency,
    )
  const old = sum(rows.filter((row) => row.age === 'over_30'))
  const documents = total(rows, 'documents')
  const longest = Math.max(0, ...rows.map((row) => row.oldest))
  return [
    figureOf({
      key: 'money.overdue',
      name: 'Overdue',
      definition: 'What is open of invoices whose day is past, tax included, at this month’s rates.',
      value: sum(rows),
      unit: currency,
      period: say('Today'),
      of:
        documents === 0
          ? say('No invoice is late')
          : say(documents === 1 ? '1 invoice, {days} days late' : '{n} invoices, up to {days} days', {
              n: countPlace(documents),
              days: countPlace(longest),
            }),
      exception:
        old === null || Number(old) === 0 ? null : { ...say('{old} over 30 days', { old: { value: old, unit: currency } }), tone: 'bad' },
      spark: weeks(course, (some) => numberOf(sumText(some, rates, currency))),
      href: '/billing/documents?state=overdue',
    }),
  ]
}

const toPay: Asking = async (ctx, { reach }) => {
  const rows = await daysToPay(ctx.tx, reach, ctx.today)
  const all = rows.find((row) => row.week === null)
  const weekly = rows.filter((row) => row.week !== null)
  return [
    figureOf({
      key: 'money.days_to_pay',
      name: 'Days to pay',
      definition: 'Days from invoice to money, the one in the middle, of invoices on terms that were paid in these weeks.',
      value: all === undefined || all.n === 0 ? null : all.days,
      unit: 'days',
      period: say('Last 12 weeks'),
      of: all === undefined || all.n === 0 ? say('No invoice on terms was paid') : say('{n} invoices on terms', { n: countPlace(all.n) }),
      spark: weeks(weekly, ([row]) => (row ? Number(row.days) : null)),
      href: '/billing/payments',
    }),
  ]
}

const balances: Asking = async (ctx, { reach, rates, currency }) => {
  const rows = await balanceSums(ctx.tx, reach)
  const n = total(rows, 'n')
  return [
    figureOf({
      key: 'money.balances',
      name: 'We owe customers',
      definition: 'Money of customers that lies with us: paid twice, paid too much, or credited. Their next invoice uses it.',
      value: sumText(rows, rates, currency),
      unit: currency,
      period: say('Today'),
      of: n === 0 ? say('Nothing lies with us') : say(n === 1 ? '1 customer' : '{n} customers', { n: countPlace(n) }),
      href: '/billing/balances',
    }),
  ]
}
