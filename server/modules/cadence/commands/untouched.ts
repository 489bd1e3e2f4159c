import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { AgendaItemTable } from '../tables.ts'

/** An item of an agenda that nobody has spoken about yet, and that no row of figures raised. */
export function untouched(ctx: Context) {
  return {
    id: newId(),
    used_seconds: 0,
    row_id: null,
    red_weeks: null,
    times_before: null,
    state: 'open',
    outcome: null,
    outcome_text: null,
    concluded_at: null,
    carried_from: null,
    first_day: ctx.today,
    times_carried: 0,
    raised_at: ctx.now,
  } satisfies Partial<AgendaItemTable>
}
