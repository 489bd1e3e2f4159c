import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { moneyWords } from '../../../kernel/money.ts'
import { currenciesInto } from '../../../kernel/rates.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { companyOf } from '../../people/index.ts'
import type { budgetAdd, budgetChange, budgetRemove } from '../contract.ts'
import { budget } from '../queries/budget.ts'
import type { EditionNow } from '../queries/edition-now.ts'
import { costEver, costsNothing, costsOtherwise, countedAmounts, largest, toldAmounts } from '../rules/budget.ts'
import { addBudgetLine, getBudgetLine, isVettedMethod, listBudget, mostLines, saveBudgetLine } from '../store/budget.ts'
import type { BudgetLineRow } from '../tables/budget.ts'
import { checkPlans } from './alignment/check.ts'
import { fitAuthor, labelOf, takeFor } from './steps.ts'

type Budget = OutputOf<typeof budgetAdd>

/** A line hangs on a method, through all editions of its plan; one that comes while the method stands in a vetted edition is marked, whichever edition it comes by. */
export async function addLine(ctx: Context, { id, ...wish }: InputOf<typeof budgetAdd>): Promise<Budget> {
  const now = await takeBudget(ctx, id)
  const { edition, plan, rows } = now
  const method = rows.find(({ item_key }) => item_key === wish.item_key)
  if (!method) throw new Refusal('missing', 'item.unknown', 'This plan has no such item.')
  if (method.section !== 'methods' && method.section !== 'objectives')
    throw new Refusal('refused', 'budget.not_a_method', `"${method.text}" is no method. What is to be paid for hangs on a method.`)
  const row: BudgetLineRow = {
    ...{ id: newId(), plan_id: plan.id, edition_id: id, item_key: wish.item_key },
    ...filled(wish),
    ...{ off_cycle: await isVettedMethod(ctx.tx, plan.id, wish.item_key) },
    ...{ added_by: personBehind(ctx.actor), added_by_name: ctx.actor.name, added_at: ctx.now, removed_at: null },
  }
  fitLine(row)
  await fitCurrency(ctx, row.currency)
  const lines = await listBudget(ctx.tx, plan.id)
  if (lines.length >= mostLines)
    throw new Refusal(
      'refused',
      'budget.too_many',
      `A plan's budget has ${mostLines} lines at most. Put what belongs together into one line.`,
      {
        facts: { most: mostLines },
      },
    )
  fitSum(lines, row)
  await addBudgetLine(ctx.tx, row)
  await record(ctx, { action: 'strategy.budget.added', subject: labelOf(edition), after: facts(row) })
  await tell(ctx, now, row, 'added')
  await checkPlans(ctx, [plan.id])
  return budget(ctx, { id })
}

export async function changeLine(ctx: Context, { id, line, ...wish }: InputOf<typeof budgetChange>): Promise<Budget> {
  const now = await takeBudget(ctx, id)
  const { edition, plan } = now
  const before = await getBudgetLine(ctx.tx, plan.id, line)
  const said = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined))
  const next = filled({ ...asWish(before), ...said })
  const late = costsOtherwise(before, next) && (await isVettedMethod(ctx.tx, plan.id, before.item_key))
  const after: BudgetLineRow = { ...before, ...next, off_cycle: before.off_cycle || late }
  fitLine(after)
  if (after.currency !== before.currency) await fitCurrency(ctx, after.currency)
  fitSum(await listBudget(ctx.tx, plan.id), after)
  await saveBudgetLine(ctx.tx, line, { ...next, off_cycle: after.off_cycle })
  await record(ctx, { action: 'strategy.budget.changed', subject: labelOf(edition), before: facts(before), after: facts(after) })
  await tell(ctx, now, after, 'changed')
  await checkPlans(ctx, [plan.id])
  return budget(ctx, { id })
}

export async function removeLine(ctx: Context, { id, line }: InputOf<typeof budgetRemove>): Promise<Budget> {
  const now = await takeBudget(ctx, id)
  const { edition, plan } = now
  const before = await getBudgetLine(ctx.tx, plan.id, line)
  await saveBudgetLine(ctx.tx, line, { removed_at: ctx.now })
  await record(ctx, { action: 'strategy.budget.removed', subject: labelOf(edition), before: facts(before) })
  await tell(ctx, now, before, 'removed')
  await checkPlans(ctx, [plan.id])
  return budget(ctx, { id })
}

async function tell(
  ctx: Context,
  { edition, plan }: EditionNow,
  line: BudgetLineRow,
  change: 'added' | 'changed' | 'removed',
): Promise<void> {
  const { id: line_id, item_key, off_cycle } = line
  const about = { edition_id: edition.id, plan_id: plan.id, slug: plan.slug }
  await ctx.announce('strategy.budget.changed', { ...about, line_id, item_key, change, off_cycle }, { key: plan.id })
}

/** For whoever answers for the plan, and for finance. The plan is locked, so that its lines are counted one after another. */
async function takeBudget(ctx: Context, id: string): Promise<EditionNow> {
  const now = await takeFor(ctx, id, 'budget')
  if (mayDo(ctx.actor, 'strategy.budget') === undefined) fitAuthor(ctx, now)
  return now
}

type Wish = Omit<InputOf<typeof budgetAdd>, 'id' | 'item_key'>
type Filled = Omit<
  BudgetLineRow,
  'id' | 'plan_id' | 'edition_id' | 'item_key' | 'off_cycle' | 'added_by' | 'added_by_name' | 'added_at' | 'removed_at'
>

function filled(wish: Wish): Filled {
  return {
    ...{ kind: wish.kind, name: wish.name, business_value: wish.business_value || null, sku: wish.sku || null, seats: wish.seats ?? null },
    ...countedAmounts(wish),
    ...{ currency: wish.currency, paid_per: wish.paid_per, starts_on: wish.starts_on, ends_on: wish.ends_on ?? null },
    ...{ timeline: wish.timeline || null, source: wish.source || null, statement_of_work: wish.statement_of_work || null },
    ...{ role: wish.role || null, heads: wish.heads ?? null },
  }
}

function asWish(row: BudgetLineRow): Wish {
  return { ...row, ...toldAmounts(row) }
}

/** A sum in a currency of which the company keeps no rate could be set beside nothing else. */
async function fitCurrency(ctx: Context, currency: string): Promise<void> {
  const known = await currenciesInto(ctx.tx, (await companyOf(ctx)).currency)
  if (known.includes(currency)) return
  const text = `The company has no rate for ${currency}. Write the amount in ${known.slice(0, 12).join(', ')}, or let finance add a rate for ${currency} first.`
  throw new Refusal('refused', 'budget.currency_unknown', text, { facts: { path: 'currency', known } })
}

function fitLine(row: BudgetLineRow): void {
  if (row.ends_on !== null && row.ends_on < row.starts_on)
    throw new Refusal('invalid', 'budget.ends_early', 'It ends before it begins.', { facts: { path: 'ends_on' } })
  if (costsNothing(row))
    throw new Refusal('refused', 'budget.costs_nothing', 'Say what it costs: once, at each payment, for each seat, or for each colleague.')
}

/** By itself and with all other lines in its currency a line stays within what is counted exactly, in any period. */
function fitSum(lines: readonly BudgetLineRow[], row: BudgetLineRow): void {
  const others = lines.filter(({ id, currency }) => id !== row.id && currency === row.currency)
  const most = others.reduce((left, line) => left - costEver(line), largest)
  if (costEver(row) <= most) return
  const room = most > 0n ? most : 0n
  const beside = others.length > 0 ? ' beside the other lines' : ''
  const text = `That is more than can be counted: over a hundred years a line may cost ${moneyWords(room, row.currency)} at most${beside}.`
  throw new Refusal('refused', 'budget.too_large', text, { facts: { most_minor: room.toString() } })
}

/** What the trail says of a line; amounts as text, since they may be larger than a number holds. */
function facts(row: BudgetLineRow): Record<string, unknown> {
  const { added_by: _by, added_by_name: _name, added_at: _at, removed_at: _removed, plan_id: _plan, edition_id: _edition, ...said } = row
  return Object.fromEntries(Object.entries(said).map(([key, value]) => [key, typeof value === 'bigint' ? value.toString() : value]))
}
