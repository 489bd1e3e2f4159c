import { addDays, addMonths, type Day, dayIn } from '../server/kernel/period.ts'
import type { Edition, Happening } from './happening.ts'
import { type Company, companiesOf } from './names.ts'
import { planted, plantedLives } from './planted.ts'
import { type Dice, diceOf } from './random.ts'

type Story = { customers: Company[]; happenings: Happening[]; from: Day; to: Day }

const listUsd: Record<Edition, number> = { 'harbor-professional': 96, 'harbor-enterprise': 168, 'harbor-advanced': 264 }
/** net of a self-service order stays well below the automatic lane's 5,000.00 USD, currencies considered */
const selfServiceCap = 4400

/** Where the last of the selling companies has its day. */
const westernmost = 'America/Los_Angeles'

/** The last day of the story: one that has begun wherever the company sells, so that no money comes on a day that is still ahead there. */
export function storyDay(at: Date): Day {
  return dayIn(westernmost, at)
}

/**
 * 24 months of a company that grows: `size` customers who buy alone or sign with sales, add seats, renew or lapse.
 * The same day always tells the same story.
 */
export function storyOf(today: Day, size = 300): Story {
  const dice = diceOf(20_240_229)
  const from = addMonths(today, -24)
  const customers = companiesOf(dice, size)
  const happenings: Happening[] = []
  for (let customer = 0; customer < size; customer += 1) {
    // growth: the share of customers who came by a day rises faster than the days
    const start = addDays(from, Math.floor(727 * dice.next() ** 0.85))
    happenings.push(...lifeOf(dice, customer, start, today))
  }
  for (let customer = 0; customer < 3; customer += 1) {
    happenings.push({
      day: addDays(today, -customer),
      kind: 'asks',
      customer: customer * 7 + 2,
      edition: 'harbor-enterprise',
      seats: 60 + customer * 25,
    })
  }
  happenings.push(...plantedLives(today, size))
  return { customers: [...customers, ...planted], from, to: today, happenings: inOrder(happenings) }
}

function lifeOf(dice: Dice, customer: number, start: Day, today: Day): Happening[] {
  const life: Happening[] = []
  const bySales = dice.chance(0.34)
  const edition = dice.weighted<Edition>([
    ['harbor-professional', 5],
    ['harbor-enterprise', 4],
    ['harbor-advanced', bySales ? 3 : 1],
  ])
  const monthly = !bySales && dice.chance(0.12)
  // twelve months one by one cost a fifth more than a year
  const price = listUsd[edition] * (monthly ? 1.2 : 1)
  const most = Math.floor(selfServiceCap / price)
  const least = edition === 'harbor-advanced' ? 11 : 5
  let seats = bySales ? dice.pick([40, 60, 75, 100, 120, 150, 200, 250, 300, 500]) : dice.between(least, Math.max(least, most))
  if (bySales)
    life.push({ day: start, kind: 'signs', customer, edition, seats, months: 12, discount: dice.pick(['0', '5', '8', '10', '12']) })
  else
    life.push({ day: start, kind: 'buys', customer, edition, seats, per: monthly ? 'month' : 'year', firstCardDeclined: dice.chance(0.04) })

  let term = start
  for (;;) {
    const end = addMonths(term, 12)
    if (dice.chance(0.42)) {
      const grown = Math.max(1, Math.round(seats * (0.08 + dice.next() * 0.25)))
      const day = addDays(term, dice.between(30, 300))
      if (day < today && day < end && (bySales || grown * price < selfServiceCap - seats * price * 0.2)) {
        life.push({ day, kind: 'adds', customer, seats: grown })
        seats += grown
      }
    }
    if (end >= today) break
    if (!dice.chance(bySales ? 0.92 : 0.84)) {
      // said in time: on the last day the nightly run has renewed already
      life.push({ day: addDays(end, -dice.between(3, 30)), kind: 'lapses', customer })
      break
    }
    const fits = bySales || seats * price < selfServiceCap
    if (!fits) seats = most
    if (dice.chance(0.12)) seats = Math.max(least, Math.floor(seats * 0.8))
    life.push({ day: addDays(end, -dice.between(1, 40)), kind: 'renews', customer, seats })
    term = end
  }
  return life.filter((happening) => happening.day <= today)
}

function inOrder(happenings: Happening[]): Happening[] {
  return happenings
    .map((happening, index) => ({ happening, index }))
    .sort((a, b) => (a.happening.day < b.happening.day ? -1 : a.happening.day > b.happening.day ? 1 : a.index - b.index))
    .map(({ happening }) => happening)
}
