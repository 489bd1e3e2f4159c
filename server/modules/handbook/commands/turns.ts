import type { Context, Open } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { endNotices, endNoticesOf, notifyAll } from '../../../kernel/notices.ts'
import { dayIn } from '../../../kernel/period.ts'
import { calledOf } from '../../../kernel/subject.ts'
import { calendarOf, companyZone } from '../../people/index.ts'
import type { TurnTable } from '../expected-tables.ts'
import { house } from '../queries/looking.ts'
import { pageRef } from '../queries/pages.ts'
import { needsIn, runRef, type RunText } from '../queries/runs.ts'
import { whoseSteps } from '../queries/whose.ts'
import { turnsOf } from '../rules/turns.ts'
import { pagesAmong } from '../store/pages.ts'
import { addTurns, endTurns, openTurns, takeLate } from '../store/turns.ts'
import type { PageTable, RunStepTable, RunTable } from '../tables.ts'

const assigned = 'handbook.step.assigned'
const overdue = 'handbook.step.overdue'

type Followed = { run: RunTable; page: PageTable; text: RunText; ticked: readonly Omit<RunStepTable, 'run_id' | 'seq'>[] }

/** After each word about a run: whose turn it is now. Nothing is looked up where no step is anybody's. */
export async function followTurns(ctx: Context, { run, page, text, ticked }: Followed): Promise<void> {
  if (!text.carries) return
  const [calendar, zone, before, whose] = await Promise.all([
    calendarOf(ctx),
    companyZone(ctx.tx),
    openTurns(ctx.tx, run.id),
    whoseSteps(
      ctx,
      text.steps.flatMap(({ whose: one }) => one ?? []),
    ),
  ])
  const last = new Map(ticked.map((one) => [one.key, one]))
  const needs = needsIn(text, ticked)
  const stepped = text.steps.map((step) => {
    const said = last.get(step.key)
    const state = said?.state ?? ('todo' as const)
    const own = step.whose !== null && (whose.has(step.whose) || !step.approves)
    return {
      ...{ key: step.key, position: step.position, carries: own || step.due !== null, due: step.due, state },
      ...{ need: needs.get(step.key)?.is ?? ('needed' as const), day: said && state !== 'todo' ? dayIn(zone, said.at) : null },
    }
  })
  const now = turnsOf(stepped, dayIn(zone, run.started_at), calendar)
  const known = new Map(before.map((turn) => [turn.key, turn]))
  const steps = new Map(text.steps.map((step) => [step.key, step]))
  // whom a step names may be one who does not see it
  const ref = pageRef(page)
  const come = now.flatMap(({ key, due }): (TurnTable & { told: boolean })[] => {
    const step = steps.get(key)
    if (!step || known.has(key)) return []
    const meant = step.whose === null ? [] : (whose.get(step.whose) ?? [])
    const people = peopleOf(meant, { approves: step.approves, key, run, page, ticked })
    return [
      {
        ...{
          id: newId(),
          run_id: run.id,
          key,
          step: step.open ? `${step.position} ${step.title}`.slice(0, 200) : calledOf(ref),
          people,
          due_day: due,
          at: ctx.now,
        },
        ...{ ended_at: null, overdue_told: false, told: meant.length > 0 },
      },
    ]
  })
  const over = before.filter((turn) => !now.some(({ key }) => key === turn.key))
  await endTurns(
    ctx.tx,
    run.id,
    over.map(({ key }) => key),
    ctx.now,
  )
  const keys = over.map(({ id }) => id)
  await endNoticesOf(ctx, { reason: assigned, keys })
  await endNoticesOf(ctx, { reason: overdue, keys })
  await addTurns(
    ctx.tx,
    come.map(({ told: _told, ...row }) => row),
  )
  const subject = runRef(page, run.id)
  await notifyAll(
    ctx,
    come
      .filter(({ told }) => told)
      .map(({ id, people, step, due_day }) => ({
        ...{ to: people, reason: assigned, key: id, subject, ...(due_day === null ? {} : { due: due_day }) },
        text: `Your step of ${run.number}: ${page.audience === 'restricted' ? calledOf(ref) : step}`,
      })),
  )
  for (const { key, told } of come) if (told) await ctx.announce(assigned, { page_id: page.id, run_id: run.id, step: key }, { key: run.id })
}

type For = { approves: boolean; key: string } & Pick<Followed, 'run' | 'page' | 'ticked'>

/** Whose step it is: those who are meant, else whoever began the run; an approval is for those of them who see it with other eyes, else for who keeps the page. */
function peopleOf(meant: readonly string[], { approves, key, run, page, ticked }: For): string[] {
  const people = meant.length > 0 ? [...meant] : [run.runner]
  if (!approves) return people
  const same = new Set([run.runner, ...ticked.filter((one) => one.key !== key && one.state !== 'todo').map(({ by_id }) => by_id)])
  const other = people.filter((id) => !same.has(id))
  if (other.length > 0) return other
  const keepers = [page.owner, page.backup].flatMap((id) => (id !== null && !same.has(id) ? [id] : []))
  return keepers.length > 0 ? keepers : people
}

/** A run is over, and with it what waited for somebody. */
export async function endAllTurns(ctx: Context, run: RunTable, text: RunText): Promise<void> {
  if (!text.carries) return
  await endTurns(ctx.tx, run.id, 'all', ctx.now)
  await endNotices(ctx, { reason: [assigned, overdue], kind: 'run', id: run.id })
}

/** Tells once whose step has passed its day. */
export async function lookAtTurns(open: Open): Promise<{ late: number }> {
  const late = await open(async (ctx) => {
    const rows = await takeLate(ctx.tx, ctx.today)
    const pages = await pagesAmong(ctx.tx, [...new Set(rows.map(({ page_id }) => page_id))], house)
    await notifyAll(
      ctx,
      rows.flatMap((row) => {
        const page = pages.get(row.page_id)
        if (!page) return []
        const ref = pageRef(page)
        const subject = runRef(page, row.run_id)
        const text = `It was due on ${row.due_day}, your step of ${row.number}: ${page.audience === 'restricted' ? calledOf(ref) : row.step}`
        return [
          {
            to: row.people,
            reason: overdue,
            key: row.id,
            rule: 'overdue' as const,
            subject,
            text,
            ...(row.due_day ? { due: row.due_day } : {}),
          },
        ]
      }),
    )
    for (const { page_id, run_id, key } of rows) await ctx.announce(overdue, { page_id, run_id, step: key }, { key: run_id })
    return rows.length
  })
  return { late }
}
