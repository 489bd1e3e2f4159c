import type { Context } from '../../kernel/context.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { companyOf } from '../people/index.ts'
import { askForRows } from './queries/drills.ts'
import { differenceOf, type Part, signsIn } from './rules/contributions.ts'
import { decimalText, exactOf, minus } from './rules/exact.ts'
import { unitOf } from './rules/metrics/figures.ts'
import type { Filter } from './rules/metrics/leaf.ts'
import { metricOf, spanOf } from './value.ts'

type Ask = { metric: string; version?: number; filter?: Filter; before: string; now: string }
/** `unit`: that of the figure, or of the input of one. */
type Contributor = Part & { unit: string }

/** More rows than this are not compared. */
const most = 10_000
const named = 4

/**
 * What made the difference between a metric over two windows, from the rows behind both that the asker may see: the accounts or records that
 * came, went or weigh otherwise; of a figure that is worked out from others, by how much each of those moved. Empty where nothing can be said.
 */
export async function contributorsOf(ctx: Context, { metric, version, filter = {}, before, now }: Ask): Promise<Contributor[]> {
  try {
    const id = version === undefined ? metric : `${metric.split('@')[0]}@${version}`
    const [was, is] = [await rows(ctx, id, before, filter), await rows(ctx, id, now, filter)]
    if (was.value === null || is.value === null || was.count > most || is.count > most) return []
    if (is.kind === 'inputs') return ofInputs(was, is, (await companyOf(ctx)).currency)
    if (is.rows.some(({ contribution }) => contribution === null)) return []
    const total = minusText(is.value, was.value)
    return differenceOf(was.rows.map(partOf), is.rows.map(partOf), total, named, 'All others').map((part) => ({ ...part, unit: is.unit }))
  } catch (error) {
    if (isRefusal(error)) return []
    throw error
  }
}

type Rows = Awaited<ReturnType<typeof askForRows>>

function rows(ctx: Context, metric: string, window: string, filter: Filter): Promise<Rows> {
  const { from, to } = spanOf(ctx, metric, window)
  return askForRows(ctx, { cell: { metric, from, to, filter }, by: 'auto', limit: most })
}

/** Whom a row speaks of: its account where it has one, else what its first column says. */
function partOf({ cells, contribution, href, key }: Rows['rows'][number]): Part {
  const account = Object.entries(cells).find(
    ([name, value]) => /(^|[._])account[._]name$|^account$/.test(name) && typeof value === 'string',
  )
  const first = Object.values(cells).find((value) => typeof value === 'string' && value !== '')
  return { name: String(account?.[1] ?? first ?? key), value: contribution ?? '0', href }
}

/** Inputs that moved, with the sign with which they go into the figure. */
function ofInputs(was: Rows, is: Rows, currency: string): Contributor[] {
  const signs = signsIn(is.expr ?? '')
  return is.rows.flatMap(({ key, cells, contribution, href, cell }) => {
    const old = was.rows.find((one) => one.key === key)?.contribution ?? null
    if (contribution === null || old === null) return []
    const moved = minusText(contribution, old)
    if (Number(moved) === 0) return []
    const value = signs?.get(key) === -1 ? minusText('0', moved) : moved
    // a share is worked out from amounts: each input has a unit of its own
    return [{ name: String(cells['label'] ?? key), value, href, unit: cell ? unitOf(metricOf(cell.metric).definition, currency) : is.unit }]
  })
}

function minusText(one: string, other: string): string {
  return decimalText(minus(exactOf(one), exactOf(other)))
}
