import { type Left, noneFailed, tried } from '../../../kernel/one-by-one.ts'
import { record, recordAll } from '../../../kernel/audit.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { endNotices, notifyAll } from '../../../kernel/notices.ts'
import { calledOf } from '../../../kernel/subject.ts'
import type { TrainingRuleTable, TrainingTable } from '../following-tables.ts'
import { assigningOf } from '../queries/assigning.ts'
import { house } from '../queries/looking.ts'
import { pageRef } from '../queries/pages.ts'
import { trainingState } from '../rules/training.ts'
import { getPage, takePage } from '../store/pages.ts'
import { getProcedure } from '../store/procedures.ts'
import { getVersion } from '../store/texts.ts'
import { addTrainings, findRule, pagesWithRules, saveTrainings, trainingsOn } from '../store/training.ts'
import type { PageTable } from '../tables.ts'
import { pageLabel } from './saying.ts'

const assigned = 'handbook.training.assigned'
const overdue = 'handbook.training.overdue'

/** Who has to know a procedure today is asked to, and nobody else; what was proven of an earlier major version is void. */
export async function followRule(ctx: Context, page: PageTable): Promise<void> {
  const rule = await findRule(ctx.tx, page.id)
  if (!rule) return
  const procedure = await getProcedure(ctx.tx, page.id)
  if (procedure.in_force_no === null) return
  const { label } = await getVersion(ctx.tx, page.id, procedure.in_force_no)
  const { major, known, moves, due_on } = await assigningOf(ctx, page, { rule, label })
  const added = moves.assign.map((person) => blank(rule, { person, major, assigned_on: ctx.today, due_on }))
  await addTrainings(ctx.tx, added)
  await saveTrainings(ctx.tx, moves.resume, { ended_on: null, due_on, overdue_told: false })
  await saveTrainings(ctx.tx, moves.end, { ended_on: ctx.today })
  await saveTrainings(ctx.tx, moves.invalidate, { invalidated_on: ctx.today })
  const gone = new Set([...moves.end, ...moves.invalidate])
  await endAsked(
    ctx,
    page,
    known.filter(({ id }) => gone.has(id)),
  )
  const resumed = new Set(moves.resume)
  const asked = [...added, ...known.filter(({ id }) => resumed.has(id)).map((row) => ({ ...row, ended_on: null, due_on }))]
  await askThem(
    ctx,
    page,
    asked.filter((row) => trainingState(row, ctx.today) === 'open'),
  )
  const counts = { asked: asked.length, ended: moves.end.length, invalidated: moves.invalidate.length }
  if (asked.length + gone.size > 0)
    await record(ctx, { action: 'handbook.training.followed', subject: pageLabel(page), after: { major, ...counts } })
}

type Asked = Pick<TrainingTable, 'person' | 'major' | 'assigned_on' | 'due_on'>

function blank({ page_id, mode }: TrainingRuleTable, asked: Asked): TrainingTable {
  return {
    ...{ id: newId(), page_id, mode, ...asked, passed_at: null, signed_no: null, signed_hash: null, printed_name: null, signed_at: null },
    ...{ assessor: null, assessor_name: null, observed_at: null, observed_note: null, proven_at: null },
    ...{ waived_until: null, waived_reason: null, waived_by: null, waived_by_name: null },
    ...{ invalidated_on: null, ended_on: null, overdue_told: false },
  }
}

const acts = {
  ack: 'Read and sign',
  quiz: 'Read, answer the questions and sign',
  observed: 'Show that you can do',
  runs: 'Follow without an error',
}

async function askThem(ctx: Context, page: PageTable, rows: readonly TrainingTable[]): Promise<void> {
  await notifyAll(
    ctx,
    rows.map((row) => ({
      ...{ to: [row.person], reason: assigned, key: String(row.major), subject: trainingRef(page, row), due: row.due_on },
      text: `${acts[row.mode]}: ${calledOf(pageRef(page))}`,
    })),
  )
  for (const row of rows) await ctx.announce(assigned, { page_id: page.id, training_id: row.id }, { key: page.id })
}

function trainingRef(page: PageTable, { id }: TrainingTable) {
  const ref = pageRef(page)
  return { ...ref, title: calledOf(ref), href: `/handbook/trainings/${id}` }
}

/** Nobody waits for them any more. */
export async function endAsked(ctx: Context, page: PageTable, rows: readonly TrainingTable[]): Promise<void> {
  const of = rows.map(({ person }) => person)
  await endNotices(ctx, { reason: [assigned, overdue], kind: 'page', id: page.id, of })
}

/** Of procedures that somebody has to know: what groups and days changed. Each is a transaction of its own. */
export async function lookAtTrainings(open: Open): Promise<{ pages: number } & Left> {
  let [after, pages]: [string | undefined, number] = [undefined, 0]
  const apart = noneFailed()
  for (;;) {
    const ids: string[] = await open((ctx) => pagesWithRules(ctx.tx, after, batch))
    for (const id of ids) if (await tried(apart, id, () => open((ctx) => lookAt(ctx, id)))) pages += 1
    after = ids.at(-1)
    if (ids.length < batch) return { pages, ...apart }
  }
}

const batch = 100

/** Somebody came, left, or changed groups. */
export async function lookWhoHasTo(ctx: Context): Promise<void> {
  for (const id of await pagesWithRules(ctx.tx, undefined, 500)) await followRule(ctx, await getPage(ctx.tx, id, house))
}

async function lookAt(ctx: Context, id: string): Promise<void> {
  const page = await takePage(ctx.tx, id, house)
  await followRule(ctx, page)
  const late = (await trainingsOn(ctx.tx, id)).filter((row) => trainingState(row, ctx.today) === 'overdue' && !row.overdue_told)
  if (late.length === 0) return
  await saveTrainings(
    ctx.tx,
    late.map((row) => row.id),
    { overdue_told: true },
  )
  await notifyAll(
    ctx,
    late.map((row) => ({
      ...{ to: [row.person], reason: overdue, key: String(row.major), rule: 'overdue' as const, subject: trainingRef(page, row) },
      text: `It was due on ${row.due_on}: ${acts[row.mode].toLowerCase()}, ${calledOf(pageRef(page))}`,
    })),
  )
  await recordAll(ctx, [{ action: overdue, subject: pageLabel(page), after: { people: late.length } }])
  for (const row of late) await ctx.announce(overdue, { page_id: page.id, training_id: row.id }, { key: page.id })
}
