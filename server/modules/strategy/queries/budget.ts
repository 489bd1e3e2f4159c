import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { currenciesInto } from '../../../kernel/rates.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { companyOf } from '../../people/index.ts'
import type { budgetGet } from '../contract.ts'
import { budgetPeriod, costIn, type Span, type Total, toldAmounts, totalsBy } from '../rules/budget.ts'
import { statesFor } from '../rules/life.ts'
import { placeWord } from '../rules/life-text.ts'
import { periodAfter } from '../rules/renewal.ts'
import { listBudget } from '../store/budget.ts'
import { getEdition, listItems, planOf } from '../store/editions.ts'
import type { EditionRow } from '../tables.ts'
import { mayBeSeen } from './seen.ts'
import { isAuthor, editionNow } from './edition-now.ts'

type Budget = OutputOf<typeof budgetGet>

/** What the methods of an edition are to cost in its period and in the one behind it. Lines of methods that it does not have are not its. */
export async function budget(ctx: Context, { id }: InputOf<typeof budgetGet>): Promise<Budget> {
  const edition = await getEdition(ctx.tx, id)
  const plan = await planOf(ctx.tx, edition)
  mayBeSeen(ctx, plan)
  const rows = (await listItems(ctx.tx, id)).filter(({ section, struck }) => (section === 'methods' || section === 'objectives') && !struck)
  const keys = new Set(rows.map(({ item_key }) => item_key))
  const lines = (await listBudget(ctx.tx, plan.id)).filter(({ item_key }) => keys.has(item_key))
  const spans = await spansOf(ctx, edition)
  const shaped = ({ now, next, ...rest }: Total & { key: string }) => ({ ...rest, now_minor: Number(now), next_minor: Number(next) })
  const sums = (keyOf: (line: (typeof lines)[number]) => string) => totalsBy(lines, keyOf, spans).map(shaped)
  return {
    period: spans.now,
    next: spans.next,
    methods: rows.map((row) => ({ key: row.item_key, place: placeWord(row), text: row.label ?? row.text })),
    lines: lines.map(({ plan_id: _plan, edition_id: _edition, added_by: _by, added_by_name, added_at, removed_at: _removed, ...line }) => ({
      ...line,
      ...toldAmounts(line),
      added_by: added_by_name,
      added_at: added_at.toISOString(),
      now_minor: Number(costIn(line, spans.now)),
      next_minor: Number(costIn(line, spans.next)),
    })),
    totals: { methods: sums(({ item_key }) => item_key), kinds: sums(({ kind }) => kind), plan: sums(() => plan.slug) },
    currencies: await currenciesInto(ctx.tx, (await companyOf(ctx)).currency),
    may: (await mayBudget(ctx, edition)) ? ['change'] : [],
  }
}

/** Whoever answers for the plan, and finance. */
async function mayBudget(ctx: Context, edition: EditionRow): Promise<boolean> {
  if (!statesFor('budget').includes(edition.state) || mayDo(ctx.actor, 'strategy.take_part') === undefined) return false
  return mayDo(ctx.actor, 'strategy.budget') !== undefined || isAuthor(ctx, await editionNow(ctx, edition))
}

async function spansOf(ctx: Context, edition: EditionRow): Promise<{ now: Span; next: Span }> {
  const { fiscal_year_end } = await companyOf(ctx)
  const now = budgetPeriod(edition, ctx.today, fiscal_year_end)
  return { now, next: periodAfter(now, fiscal_year_end) }
}
