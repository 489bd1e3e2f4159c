import type { expectationsRates } from '../../../server/modules/decisions/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { countText, dayText, moneyText, percentText, placesOf } from '../../kit/index.ts'
import type { Decision } from './words.ts'

/** What a figure is called, and its unit, while nobody has read it. */
type Metric = { label: string; unit: string }

/** What was expected, and what was read on its day beside it; while nobody knows, that is said. */
export function expectedFigure({ expected, outcome, ended_on }: Decision, today: string, metric: Metric | undefined) {
  if (expected === null) return undefined
  const { read, on, value } = expected
  if (read)
    return {
      label: `${read.label}, ${dayText(on)}`,
      value: shownIn(read.value, read.unit),
      of: `expected ${shownIn(value, read.unit)}`,
      note: read.hit ? 'It came' : 'It did not come',
      href: read.rows_href,
    }
  const name = metric?.label ?? expected.metric
  const looked = (outcome === 'accept' || outcome === 'accept_changed') && (ended_on === null || ended_on > on)
  return {
    label: `Expected on ${dayText(on)}`,
    value: shownIn(value, metric?.unit),
    note: looked && on <= today ? `${name}, not known yet` : name,
  }
}

/** In the unit of its figure, with the places that it was said with. */
function shownIn(value: string, unit = 'count'): string {
  if (unit === 'ratio') return percentText(value, { places: 1 })
  if (/^[A-Z]{3}$/.test(unit)) return moneyText(Math.round(Number(value) * 10 ** placesOf(unit)), unit)
  return countText(Number(value), { places: value.split('.')[1]?.length ?? 0 })
}

/** How often what was expected came, in a sentence; nothing before something was read. */
export function ratesText(rates: AskOutput<typeof expectationsRates> | undefined): string | undefined {
  const said = (rates?.types ?? [])
    .filter(({ read }) => read > 0)
    .map(({ type, hits, read }) => `${hits} of ${read} times where it is ${type === 1 ? 'hard to undo' : 'easy to undo'}`)
  return said.length === 0 ? undefined : `What was expected came ${said.join(', ')}.`
}
