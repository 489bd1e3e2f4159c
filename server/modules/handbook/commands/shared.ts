import type { Context, Open } from '../../../kernel/context.ts'
import { notify } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { failAgain, noneFailed, tried } from '../../../kernel/one-by-one.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { actorAgain } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { givenTo } from '../queries/including.ts'
import { house, looksOf, opens } from '../queries/looking.ts'
import { pageRef } from '../queries/pages.ts'
import { publicHashOf } from '../queries/texts.ts'
import { refilled, takenFrom } from '../rules/includes.ts'
import { changeOf } from '../rules/procedures.ts'
import { includedBy } from '../store/includes.ts'
import { findPage, takePage } from '../store/pages.ts'
import { findProcedure } from '../store/procedures.ts'
import { getVersion, pathsOf } from '../store/texts.ts'
import { carryOn, fitDirect } from './following.ts'
import { because } from './keepers.ts'
import { takeOwn } from './pages.ts'
import { putForward } from './proposals.ts'
import { publishText, putOut } from './publish.ts'

/**
 * Pages that take a passage from one have its words of now, each in a transaction of its own: done twice it is done once, and killed it goes on.
 * Where the words change what people do, or something stands in the way, whoever keeps the page is told, and its text stays.
 */
export async function followShared(open: Open, shared: string): Promise<void> {
  const pages = await open((ctx) => includedBy(ctx.tx, shared))
  const left = noneFailed()
  for (const { id } of pages) await tried(left, id, () => refillOrTell(open, id, shared))
  failAgain(left)
}

async function refillOrTell(open: Open, id: string, shared: string): Promise<void> {
  try {
    await open((ctx) => refill(ctx, id, shared))
  } catch (error) {
    if (!isRefusal(error)) throw error
    await open((ctx) => tellBehind(ctx, id, shared))
  }
}

async function refill(system: Context, id: string, shared: string): Promise<void> {
  const page = await takePage(system.tx, id, house)
  const from = await findPage(system.tx, shared, house)
  if (page.retired_on !== null || !from || from.retired_on !== null) return
  const [before, text, paths] = [
    await getVersion(system.tx, id, page.no),
    await getVersion(system.tx, shared, from.no),
    new Set(await pathsOf(system.tx, shared)),
  ]
  const taken = takenFrom({ ...from, source: text.source })
  if ('unfit' in taken) return
  const source = refilled(before.source, ({ path }) => (paths.has(path) ? taken.words : undefined))
  if (source === before.source) return
  // as whoever wrote the words, where they are with us still
  const actor = await actorAgain(system, { kind: 'person', id: text.author })
  const ctx = actor ? { ...system, actor } : system
  const { audience } = page
  const change = changeOf({ source: before.source, audience }, { source, audience })
  const row = await fitDirect(ctx, page, before, { source, class: change })
  const note = `“${from.title}”: ${text.note}`.slice(0, 500).toWellFormed()
  const now = await putOut(ctx, page, before, { source, note, class: change, seen: publicHashOf(source), mends: 'all' })
  if (row) await carryOn(ctx, row, before, { source, class: change, no: now.no, note })
}

async function tellBehind(ctx: Context, id: string, shared: string): Promise<void> {
  const [page, from] = [await findPage(ctx.tx, id, house), await findPage(ctx.tx, shared, house)]
  if (!page || !from) return
  await notify(ctx, {
    to: [page.owner],
    reason: because.shared,
    subject: pageRef(page),
    text: `“${from.title}”, from which this page takes a passage, says something else now. Take its words, and have them agreed to.`,
  })
}

/** The words of now of all pages from which a page takes some: published, or put forward where they change what people do. */
export async function takeShared(
  ctx: Context,
  { id, note }: InputOf<typeof promise.includesTake>,
): Promise<OutputOf<typeof promise.includesTake>> {
  const page = await takeOwn(ctx, id)
  const looks = await looksOf(ctx)
  const before = await getVersion(ctx.tx, id, page.no)
  const given = await givenTo(ctx, before.source)
  const source = refilled(before.source, ({ path }) => {
    const row = given.get(path)
    if (!row || row.retired_on !== null || !opens(row, looks)) return undefined
    const taken = takenFrom(row)
    return 'words' in taken ? taken.words : undefined
  })
  if (source === before.source) return { as: 'nothing', label: page.label }
  const { audience } = page
  const row = await findProcedure(ctx.tx, id)
  const change = changeOf({ source: before.source, audience }, { source, audience })
  if (row?.in_force_no != null && change === 'material') {
    await putForward(ctx, { id, base: page.no, source, note })
    return { as: 'put_forward', label: page.label }
  }
  const { label } = await publishText(ctx, { id, base: page.no, source, note, public_hash: publicHashOf(source) })
  return { as: 'published', label }
}
