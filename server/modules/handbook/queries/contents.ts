import type { Context } from '../../../kernel/context.ts'
import type { OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type * as promise from '../contract.ts'
import { freshness } from '../rules/reviews.ts'
import { countPages, listEntries, listFunctions, unlistedProcedures } from '../store/contents.ts'
import { looksOf } from './looking.ts'

type Directory = OutputOf<typeof promise.directoryRead>
type Function = Directory['functions'][number]
type Entry = Function['entries'][number]

/** So few letters of a source are a heading and next to nothing. */
const stubLength = 120

/** The contents by function, and what is missing in them. */
export async function readDirectory(ctx: Context): Promise<Directory> {
  const looks = await looksOf(ctx)
  const [functions, outside, counted] = await Promise.all([functionsNow(ctx), unlistedProcedures(ctx.tx, looks), countPages(ctx.tx, looks)])
  const entries = functions.flatMap((one) => one.entries)
  const promised = entries.filter(({ page, mark }) => page === null || mark === 'tba' || mark === 'wip').length
  const stubs = entries.filter(({ page, mark, stub }) => page !== null && mark !== 'tba' && mark !== 'wip' && stub).length
  return {
    ...counted,
    functions,
    undocumented: { promised, stubs, all: promised + stubs },
    unlisted: { outside: outside.map(({ id, number, title }) => ({ id, number: number ?? '', title })), all: outside.length },
    may: mayDo(ctx.actor, 'handbook.maintain') ? ['arrange'] : [],
  }
}

/** Functions with their lines, as far as the asker may see them. */
export async function functionsNow(ctx: Context): Promise<Function[]> {
  const [functions, lines] = await Promise.all([listFunctions(ctx.tx), listEntries(ctx.tx, await looksOf(ctx))])
  const byFunction = Map.groupBy(lines, (line) => line.function_id)
  return functions.map(({ id, name, owner, owner_name, version }) => ({
    ...{ id, name, version, owner: { id: owner, name: owner_name ?? 'Somebody who left' } },
    entries: (byFunction.get(id) ?? []).map((line) => entryOf(ctx, line)),
  }))
}

type Line = Awaited<ReturnType<typeof listEntries>>[number]

function entryOf({ today }: Pick<Context, 'today'>, { page, procedure, proposed, label, blurb }: Line): Entry {
  const review = procedure?.review_on ? freshness(procedure.review_on, today) : null
  return {
    ...{ page: page?.id ?? null, label, title: page?.title ?? label, blurb },
    ...{ audience: page?.audience ?? null, number: page?.number ?? null, completeness: page?.completeness ?? null },
    mark: page ? page.mark : 'tba',
    state: procedure === null ? null : procedure.in_force_no === null ? 'draft' : proposed ? 'revising' : 'in_force',
    overdue: review === 'overdue',
    stub: page !== null && page.length < stubLength,
    owner: page?.owner ?? null,
  }
}

type Outward = { name: string; lines: { label: string; blurb: string; path: string | null; mark: 'TBA' | null }[] }

/**
 * The contents as everyone sees them: pages for everyone with their titles, what is for colleagues by the name that the contents give it, what
 * is still to be written. Of what is for the few there is nothing, nor of a line for colleagues that has no name of its own.
 */
export async function outwardContents(ctx: Pick<Context, 'tx'>): Promise<Outward[]> {
  const [functions, lines] = await Promise.all([listFunctions(ctx.tx), listEntries(ctx.tx, anyone)])
  const byFunction = Map.groupBy(lines, (line) => line.function_id)
  const all = functions.map(({ id, name }) => ({
    name,
    lines: (byFunction.get(id) ?? []).flatMap(({ page, label, blurb, procedure }): Outward['lines'] => {
      if (page === null) return [{ label, blurb, path: null, mark: 'TBA' }]
      const draft = procedure !== null && procedure.in_force_no === null
      if (page.audience === 'public' && !draft) return [{ label: page.title, blurb, path: page.path, mark: null }]
      return page.audience !== 'restricted' && label !== '' ? [{ label, blurb: '', path: null, mark: null }] : []
    }),
  }))
  return all.filter((one) => one.lines.length > 0)
}

/** Nobody in particular. */
const anyone = { person: '00000000-0000-0000-0000-000000000000', groups: [], all: false }
