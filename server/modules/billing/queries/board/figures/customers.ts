import { say } from '../../../../../kernel/board.ts'
import type { Reach } from '../../../../../kernel/reach.ts'
import { share, sumText, weeks } from '../../../rules/reporting.ts'
import { customersByWeek, runRateByWeek } from '../../../store/board.ts'
import { leftByWeek, movedByWeek } from '../../../store/moves.ts'
import { termsEnded } from '../../../store/renewals.ts'
import { type Asking, countPlace, figureOf, numberOf, total } from './figure.ts'

const days = 90

/** What customers pay a year, how they grow, who leaves and who stays. */
export const customerFigures: Asking = async (ctx, facts, keys) => [
  ...(keys.has('customers.count') ? await counted(ctx, facts, keys) : []),
  ...(keys.has('customers.run_rate') ? await runRate(ctx, facts, keys) : []),
  ...(keys.has('customers.grown') ? await grown(ctx, facts, keys) : []),
  ...(keys.has('customers.left') ? await left(ctx, facts, keys) : []),
  ...(keys.has('renewals.kept') ? await kept(ctx, facts, keys) : []),
]

const counted: Asking = async (ctx, { reach }) => {
  const rows = await customersByWeek(ctx.tx, reach, ctx.today)
  const whose = wordsOf(reach)
  return [
    figureOf({
      key: 'customers.count',
      name: 'Customers',
      definition: `Accounts among ${whose} with a contract in force that recurs.`,
      value: String(
        total(
          rows.filter((row) => row.week === 0),
          'customers',
        ),
      ),
      unit: 'count',
      period: say('Today'),
      of: say('with a contract in force'),
      spark: weeks(rows, (some) => total(some, 'customers')),
      href: '/customers/accounts',
    }),
  ]
}

const runRate: Asking = async (ctx, { reach, rates, currency }) => {
  const rows = await runRateByWeek(ctx.tx, reach, ctx.today)
  const now = rows.filter((row) => row.week === 0)
  const whose = wordsOf(reach)
  return [
    figureOf({
      key: 'customers.run_rate',
      name: 'They pay a year',
      definition: `What ${whose} pay a year by the contracts in force today, at this month’s rates.`,
      value: sumText(now, rates, currency),
      unit: currency,
      period: say('Today'),
      of: say('by contracts in force'),
      spark: weeks(rows, (some) => numberOf(sumText(some, rates, currency))),
      href: '/billing/contracts?state=active',
    }),
  ]
}

function wordsOf(reach: Reach): string {
  return reach.of === 'all' ? 'all customers' : 'the customers you look after'
}

const grown: Asking = async (ctx, { reach, rates, currency }) => {
  const rows = await movedByWeek(ctx.tx, reach, ctx.now, { kind: 'seats', recentDays: days })
  const recent = rows.filter((row) => row.recent)
  return [
    figureOf({
      key: 'customers.grown',
      name: 'Seats added, less given back',
      definition: 'What changes of seats within a term add to what customers pay a year.',
      value: sumText(recent, rates, currency),
      unit: currency,
      period: say('Last 90 days, a year'),
      of: say('{n} changes', { n: countPlace(total(recent, 'n')) }),
      spark: weeks(rows, (some) => numberOf(sumText(some, rates, currency))),
      href: '/billing/contracts?state=active',
    }),
  ]
}

const left: Asking = async (ctx, { reach, rates, currency }) => {
  const rows = await leftByWeek(ctx.tx, reach, ctx.today, days)
  const contracts = total(rows, 'n')
  return [
    figureOf({
      key: 'customers.left',
      name: 'Left or not renewed',
      definition: 'What contracts paid a year that ended in these days and were not renewed. Those in their days of grace are in it.',
      value: sumText(rows, rates, currency),
      unit: currency,
      period: say('Last 90 days, a year'),
      of: say(contracts === 1 ? '1 contract' : '{n} contracts', { n: countPlace(contracts) }),
      spark: weeks(rows, (some) => numberOf(sumText(some, rates, currency))),
      href: '/billing/contracts?state=lapsed',
    }),
  ]
}

const kept: Asking = async (ctx, { reach }) => {
  const rows = await termsEnded(ctx.tx, reach, ctx.today, days)
  const [stayed, all] = [total(rows, 'kept'), total(rows, 'kept') + total(rows, 'lost')]
  return [
    figureOf({
      key: 'renewals.kept',
      name: 'Terms renewed',
      definition: 'Terms that ended in these days and went on, out of all that ended. By count, not by value.',
      value: share(stayed, all),
      unit: 'ratio',
      period: say('Last 90 days, by count'),
      of: all === 0 ? say('No term ended') : say('{stayed} of {all} terms', { stayed: countPlace(stayed), all: countPlace(all) }),
      spark: weeks(rows, (some) => {
        const whole = total(some, 'kept') + total(some, 'lost')
        return whole === 0 ? null : total(some, 'kept') / whole
      }),
      href: '/billing/contracts',
    }),
  ]
}
