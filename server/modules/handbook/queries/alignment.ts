import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import type * as promise from '../contract.ts'
import { methodsOn, methodsServed, unplannedOn } from '../store/alignment.ts'
import { getPage } from '../store/pages.ts'
import { getProcedure } from '../store/procedures.ts'
import { getVersion } from '../store/texts.ts'
import type { MethodTable } from '../tables-alignment.ts'
import type { PageTable } from '../tables.ts'
import { rapidOf } from './agreement.ts'
import { keeps, looksOf } from './looking.ts'
import { methodsOfText } from './methods.ts'

type Alignment = OutputOf<typeof promise.alignmentGet>

export async function readAlignment(ctx: Context, { id }: InputOf<typeof promise.alignmentGet>): Promise<Alignment> {
  const page = await getPage(ctx.tx, id, await looksOf(ctx))
  await getProcedure(ctx.tx, id)
  return alignmentOf(ctx, page)
}

export async function alignmentOf(ctx: Context, page: PageTable): Promise<Alignment> {
  const { id } = page
  const live = page.retired_on === null
  const { source } = await getVersion(ctx.tx, id, page.no)
  const [served, offered, waiver, waives, { unread }] = await Promise.all([
    methodsServed(ctx.tx, id, ctx.today),
    methodsOn(ctx.tx, ctx.today),
    unplannedOn(ctx.tx, id, ctx.today),
    mayWaive(ctx, page),
    methodsOfText(ctx, id, source),
  ])
  return {
    aligned: served.some(({ in_force }) => in_force),
    methods: served.map((one) => ({ ...methodOf(one), in_force: one.in_force, chosen: one.chosen, said: one.said !== null })),
    unread: live && keeps(ctx, page) ? unread.map(({ text }) => text) : [],
    waived: waiver ? { reason: waiver.reason, until: waiver.until, by: waiver.by_name } : null,
    offered: offered.map(methodOf).sort((a, b) => a.plan.localeCompare(b.plan) || a.title.localeCompare(b.title)),
    may: live ? [...(keeps(ctx, page) ? ['align'] : []), ...(waives ? ['waive'] : [])] : [],
  }
}

function methodOf({ key, title, plan, edition_id }: MethodTable) {
  return { key, title, plan, href: `/strategy/editions/${edition_id}` }
}

/** Whoever decides on a procedure, and whoever keeps any page: never its owner alone. */
export async function mayWaive(ctx: Context, page: PageTable): Promise<boolean> {
  if (mayDo(ctx.actor, 'handbook.maintain')) return true
  const { source } = await getVersion(ctx.tx, page.id, page.no)
  const person = personBehind(ctx.actor)
  return (await rapidOf(ctx, source)).some(({ letter, person_id }) => letter === 'D' && person_id === person)
}
