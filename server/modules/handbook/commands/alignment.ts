import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import type * as promise from '../contract.ts'
import { alignmentOf, mayWaive } from '../queries/alignment.ts'
import { mayWaiveUntil } from '../rules/alignment.ts'
import { addMethods, addUnplanned, endMethods, methodsOn, methodsServed, saveChosen } from '../store/alignment.ts'
import { getProcedure } from '../store/procedures.ts'
import type { MethodTable } from '../tables-alignment.ts'
import { noteGaps } from './gaps.ts'
import { takeLive, takeOwn } from './pages.ts'
import { pageLabel } from './saying.ts'

type Alignment = OutputOf<typeof promise.alignmentGet>

/** Which methods a procedure serves from now on. One whose plan is over may stay, and is not named anew. */
export async function alignProcedure(ctx: Context, { id, methods }: InputOf<typeof promise.alignmentSet>): Promise<Alignment> {
  const page = await takeOwn(ctx, id)
  await getProcedure(ctx.tx, id)
  const keys = [...new Set(methods)]
  const [before, offered] = await Promise.all([methodsServed(ctx.tx, id, ctx.today), methodsOn(ctx.tx, ctx.today)])
  const known = new Set([...before, ...offered].map(({ key }) => key))
  if (keys.some((key) => !known.has(key))) {
    const text = 'No plan in force has such a method. Choose one of those that are offered.'
    throw new Refusal('refused', 'method.unknown', text, { unmet: [{ code: 'method.unknown', text, path: 'methods' }] })
  }
  await saveChosen(ctx.tx, id, keys)
  await record(ctx, {
    action: 'handbook.procedure.aligned',
    subject: pageLabel(page),
    before: { methods: before.filter(({ chosen }) => chosen).map(({ key }) => key) },
    after: { methods: keys },
  })
  await ctx.announce('handbook.procedure.aligned', { page_id: id, methods: keys.length }, { key: id })
  return alignmentOf(ctx, page)
}

/** It is followed without a plan until a day: the reason is kept with who said it. */
export async function waiveAlignment(ctx: Context, { id, reason, until }: InputOf<typeof promise.alignmentWaive>): Promise<Alignment> {
  const page = await takeLive(ctx, id)
  await getProcedure(ctx.tx, id)
  if (!(await mayWaive(ctx, page)))
    throw new Refusal('forbidden', 'waiver.not_yours', 'Whoever decides on this procedure, or keeps any page, says that it needs no plan.')
  if (!mayWaiveUntil(until, ctx.today)) {
    const text = 'A procedure is followed without a plan until a day from today on, and for 90 days at most.'
    throw new Refusal('refused', 'waiver.too_long', text, { unmet: [{ code: 'waiver.too_long', text, path: 'until' }] })
  }
  const said = { by_id: personBehind(ctx.actor), by_name: ctx.actor.name, at: ctx.now, day: ctx.today }
  await addUnplanned(ctx.tx, { id: newId(), page_id: id, reason, until, ...said })
  await record(ctx, {
    action: 'handbook.procedure.waived',
    subject: pageLabel(page),
    after: { until },
    ...(page.audience === 'restricted' ? {} : { reason }),
  })
  await ctx.announce('handbook.procedure.waived', { page_id: id, until }, { key: id })
  return alignmentOf(ctx, page)
}

/** An edition as the room of plans tells it when it comes in force. */
type Edition = Pick<MethodTable, 'edition_id' | 'plan_id' | 'vetted_on'> & {
  title: string
  period_start: string | null
  period_end: string | null
  methods: { key: string; title: string; audience: 'public' | 'internal' | 'restricted' }[]
}

/** Methods of an edition that came in force; those for the few stay in their plan. */
export async function mirrorEdition(ctx: Context, edition: Edition): Promise<void> {
  const { edition_id, plan_id, title: plan, period_start: starts, period_end: ends, vetted_on } = edition
  await addMethods(
    ctx.tx,
    edition.methods
      .filter(({ audience }) => audience !== 'restricted')
      .map(({ key, title }) => ({ edition_id, key, plan_id, plan, title, starts, ends, vetted_on, ended_on: null })),
  )
  await noteGaps(ctx)
}

/** Another edition came in its place, or its period went by. */
export async function endEdition(ctx: Context, edition: string): Promise<void> {
  await endMethods(ctx.tx, edition, ctx.today)
  await noteGaps(ctx)
}
