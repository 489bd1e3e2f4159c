import type { Day } from '../../../kernel/period.ts'
import { type Decimal, decimal } from '../../../kernel/money.ts'
import { holds, type Outcome, type State } from './outcome.ts'

/** How a figure is better: what is expected is then reached from below, from above, or met. */
export type Direction = 'up' | 'down' | 'target' | 'none'
type Aim = 'at_least' | 'at_most' | 'about'

type Promised = {
  state: State
  outcome: Outcome | null
  decided_day: Day | null
  ended_on: Day | null
  expected_on: Day | null
}

/** Whether an effect is looked for: it was decided before the day for which it was stated, and held on that day. */
function isAwaited(one: Promised): boolean {
  const { expected_on, decided_day } = one
  return expected_on !== null && decided_day !== null && decided_day < expected_on && holds(one, expected_on)
}

/** Whether it is to be read: nothing is before its day. */
export function isDue(one: Promised, today: Day): boolean {
  return isAwaited(one) && one.expected_on !== null && one.expected_on <= today
}

export function aimOf(direction: Direction): Aim {
  if (direction === 'up') return 'at_least'
  return direction === 'down' ? 'at_most' : 'about'
}

/** Of a figure that is better neither up nor down, so many parts in a hundred beside it still count as what was expected. */
const beside = 5n

/** Whether what was read is what was expected; exact, also for amounts of any length. */
export function isHit(expected: string, read: string, aim: Aim): boolean {
  const [wanted, got] = alike(decimal(expected), decimal(read))
  if (aim === 'at_least') return got >= wanted
  if (aim === 'at_most') return got <= wanted
  const size = (n: bigint) => (n < 0n ? -n : n)
  return size(got - wanted) * 100n <= size(wanted) * beside
}

function alike(a: Decimal, b: Decimal): [bigint, bigint] {
  const scale = Math.max(a.scale, b.scale)
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale)]
}

type Known = { type: 1 | 2; hit: boolean | null }
type Rate = {
  type: 1 | 2
  stated: number
  read: number
  hits: number /** hits of what was read; nobody's before something was */
  rate: string | null
}

/** How often what was expected came, by how hard a decision is to undo. What nobody has read yet counts for nothing. */
export function hitRates(records: readonly Known[]): Rate[] {
  return ([1, 2] as const).map((type) => {
    const own = records.filter((one) => one.type === type)
    const read = own.filter(({ hit }) => hit !== null)
    const hits = read.filter(({ hit }) => hit).length
    return { type, stated: own.length, read: read.length, hits, rate: read.length === 0 ? null : (hits / read.length).toFixed(4) }
  })
}
