import { addBusinessDays } from '../../../kernel/calendar/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import type { Day } from '../../../kernel/period.ts'
import { calendarOf, colleaguesOf, membersBehind } from '../../people/index.ts'
import type { TrainingRuleTable, TrainingTable } from '../following-tables.ts'
import { majorOf, movesFor } from '../rules/training.ts'
import { trainingsOn } from '../store/training.ts'
import type { PageTable } from '../tables.ts'

type Assigning = {
  major: number
  due_on: Day
  known: TrainingTable[]
  moves: ReturnType<typeof movesFor>
}

/** Who is asked, whose proof is void and who has to no more once a text with this label is followed. */
export async function assigningOf(
  ctx: Pick<Context, 'tx' | 'today'>,
  page: PageTable,
  { rule, label }: { rule: TrainingRuleTable; label: string },
): Promise<Assigning> {
  const major = majorOf(label)
  const known = await trainingsOn(ctx.tx, page.id)
  const moves = movesFor(page.retired_on === null ? await requiredBy(ctx, rule) : [], known, major)
  const due_on = addBusinessDays(ctx.today, rule.due_days, await calendarOf(ctx))
  return { major, due_on, known, moves }
}

async function requiredBy(ctx: Pick<Context, 'tx' | 'today'>, rule: TrainingRuleTable): Promise<string[]> {
  const people = await colleaguesOf(ctx, await membersBehind(ctx, rule.groups, ctx.today))
  return [...people.values()].filter(({ left, kind }) => !left && kind !== 'service').map(({ id }) => id)
}
