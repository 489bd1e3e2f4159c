import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addDays } from '../../../kernel/period.ts'
import type { Attention } from '../../../kernel/room.ts'
import { askingOf, calendarOf, personsOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import type { ExpectedTable, ScheduleTable } from '../expected-tables.ts'
import { hrefOf } from '../facts.ts'
import { daysOf } from '../rules/schedules.ts'
import { triggerWords } from '../rules/triggers.ts'
import { expectedOf, listExpected } from '../store/expected.ts'
import { looksOf } from './looking.ts'

export async function findExpected(
  ctx: Context,
  input: InputOf<typeof promise.expectedList>,
): Promise<OutputOf<typeof promise.expectedList>> {
  const page = await listExpected(ctx.tx, { asking: await askingOf(ctx), looks: await looksOf(ctx) }, input)
  const items = page.items.map((row) => ({
    ...{ id: row.id, page: row.page_id, title: row.title, number: row.number ?? '', source: row.source },
    ...{ what: whatOf(row), thing: row.thing_name, href: row.thing_kind && row.thing ? hrefOf(row.thing_kind, row.thing) : null },
    ...{ on: row.on_day, by: row.by_day, state: row.state, at: row.at },
    run: row.run_id && row.run_number ? { id: row.run_id, number: row.run_number } : null,
  }))
  return { ...page, items }
}

function whatOf({ event }: Pick<ExpectedTable, 'event'>): string {
  return event === null ? 'By its rhythm' : (triggerWords[event] ?? 'Something happened')
}

/** A rhythm with its next days. */
export async function scheduleLine(ctx: Context, row: ScheduleTable): Promise<OutputOf<typeof promise.schedulesCreate>> {
  const [line] = await scheduleLines(ctx, [row])
  if (!line) throw new Error('a rhythm without a line')
  return line
}

const ahead = 800

export async function scheduleLines(ctx: Context, rows: readonly ScheduleTable[]): Promise<OutputOf<typeof promise.schedulesCreate>[]> {
  if (rows.length === 0) return []
  const [calendar, names] = await Promise.all([
    calendarOf(ctx),
    personsOf(
      ctx,
      rows.map(({ runner }) => runner),
    ),
  ])
  return rows.map((row) => {
    const runs = row.ended_at === null && row.paused_at === null
    const rhythm = { rule: row.rule, start: row.start_day, closedDay: row.closed_day }
    const next = runs ? daysOf(rhythm, { after: row.done_to, to: addDays(ctx.today, ahead), calendar }).slice(0, 3) : []
    return {
      ...{ id: row.id, rule: row.rule, start: row.start_day, closed_day: row.closed_day, about: row.about, next },
      runner: { id: row.runner, name: names.get(row.runner) ?? row.runner_name },
      state: row.ended_at !== null ? ('ended' as const) : row.paused_at !== null ? ('paused' as const) : ('running' as const),
    }
  })
}

/** What waits for whoever keeps procedures: that somebody begins. */
export async function waitingRuns(ctx: Context): Promise<Attention[]> {
  const { person } = await looksOf(ctx)
  const rows = await expectedOf(ctx.tx, person, ctx.today)
  return rows.map((row) => ({
    ...{ kind: 'procedure_expected', title: `${row.number} waits for somebody to begin` },
    detail: `“${row.title}”: ${whatOf(row).toLowerCase()}${row.thing_name === null ? '' : `, ${row.thing_name}`}.`,
    ...{ href: `/handbook/pages/${row.page_id}`, act: 'Begin', at: row.at, due: row.by_day },
  }))
}
