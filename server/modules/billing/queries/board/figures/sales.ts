import { say } from '../../../../../kernel/board.ts'
import { share, sumText, weeks } from '../../../rules/reporting.ts'
import { cardsByWeek, openQuotes, ordersByWeek } from '../../../store/board.ts'
import { movedByWeek } from '../../../store/moves.ts'
import { type Asking, countPlace, figureOf, numberOf, total } from './figure.ts'

const days = 30

/** Orders, cards, quotes, and what was sold. */
export const saleFigures: Asking = async (ctx, facts, keys) =>
  [
    ...(keys.has('orders.alone') ? [await ordersAlone(ctx, facts, keys)] : []),
    ...(keys.has('cards.accepted') ? [await cardsAccepted(ctx, facts, keys)] : []),
    ...(keys.has('quotes.waiting') || keys.has('quotes.open') ? await quotes(ctx, facts, keys) : []),
    ...(keys.has('sales.sold') ? [await sold(ctx, facts, keys)] : []),
  ].flat()

const ordersAlone: Asking = async (ctx, { reach }) => {
  const rows = await ordersByWeek(ctx.tx, reach, ctx.now, days)
  const recent = rows.filter((row) => row.recent)
  const [alone, all] = [total(recent, 'alone'), total(recent, 'orders')]
  return [
    figureOf({
      key: 'orders.alone',
      name: 'Orders without a hand',
      definition: 'Orders that ran from price to licence without a person of ours, out of all orders placed. By count, not by value.',
      value: share(alone, all),
      unit: 'ratio',
      period: say('Last 30 days, by count'),
      of:
        all === 0
          ? say('No order yet')
          : say(all === 1 ? '{alone} of 1 order' : '{alone} of {all} orders', { alone: countPlace(alone), all: countPlace(all) }),
      spark: weeks(rows, (some) => ratio(total(some, 'alone'), total(some, 'orders'))),
      href: '/billing/orders',
    }),
  ]
}

const cardsAccepted: Asking = async (ctx, { reach }) => {
  const rows = await cardsByWeek(ctx.tx, reach, ctx.now, days)
  const recent = rows.filter((row) => row.recent)
  const [accepted, asked] = [total(recent, 'accepted'), total(recent, 'asked')]
  return [
    figureOf({
      key: 'cards.accepted',
      name: 'Cards accepted at once',
      definition: 'First charges of a card that its bank accepted, out of all first charges. Later tries do not count.',
      value: share(accepted, asked),
      unit: 'ratio',
      period: say('Last 30 days, by count'),
      of:
        asked === 0
          ? say('No card was charged')
          : say('{accepted} of {asked} charges', { accepted: countPlace(accepted), asked: countPlace(asked) }),
      spark: weeks(rows, (some) => ratio(total(some, 'accepted'), total(some, 'asked'))),
      href: '/billing/payments',
    }),
  ]
}

const quotes: Asking = async (ctx, { reach, rates, currency }, keys) => {
  const rows = await openQuotes(ctx.tx, reach, ctx.now)
  const asked = rows.filter((row) => row.state === 'requested')
  const offered = rows.filter((row) => row.state === 'offered')
  const money = (some: typeof rows) =>
    sumText(
      some.map((row) => ({ currency: row.currency, minor: row.net_minor })),
      rates,
      currency,
    )
  const [waiting, late, open] = [total(asked, 'quotes'), total(asked, 'late'), total(offered, 'quotes')]
  const worth = money(asked)
  const figures = [
    figureOf({
      key: 'quotes.waiting',
      name: 'Quotes that wait for us',
      definition: 'Quotes that a customer asked for and nobody has answered. Late: past the day that we promised.',
      value: String(waiting),
      unit: 'count',
      period: say('Now'),
      of:
        waiting === 0
          ? say('All are answered')
          : worth === null
            ? null
            : say('{amount} asked for', { amount: { value: worth, unit: currency } }),
      exception: late === 0 ? null : { ...say('{late} late', { late: countPlace(late) }), tone: 'bad' },
      href: '/billing/quotes?state=requested',
    }),
    figureOf({
      key: 'quotes.open',
      name: 'Offers out',
      definition: 'What we have offered, before tax, that customers have neither accepted nor declined and that still holds.',
      value: money(offered),
      unit: currency,
      period: say('Now'),
      of: say(open === 1 ? '1 offer' : '{open} offers', { open: countPlace(open) }),
      href: '/billing/quotes?state=offered',
    }),
  ]
  return figures.filter((one) => keys.has(one.key))
}

const sold: Asking = async (ctx, { reach, rates, currency }) => {
  const rows = await movedByWeek(ctx.tx, reach, ctx.now, { kind: 'start', recentDays: days })
  const recent = rows.filter((row) => row.recent)
  const contracts = total(recent, 'n')
  return [
    figureOf({
      key: 'sales.sold',
      name: 'Sold to new contracts',
      definition: 'What contracts that were begun in these days pay a year. Added seats and renewals are not in it.',
      value: sumText(recent, rates, currency),
      unit: currency,
      period: say('Last 30 days, a year'),
      of: say(contracts === 1 ? '1 contract' : '{n} contracts', { n: countPlace(contracts) }),
      spark: weeks(rows, (some) => numberOf(sumText(some, rates, currency))),
      href: '/billing/contracts',
    }),
  ]
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
