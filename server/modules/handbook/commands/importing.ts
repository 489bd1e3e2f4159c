import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { followed, type Report } from '../../../kernel/job-runs.ts'
import { newId } from '../../../kernel/ids.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { actorAgain } from '../../people/index.ts'
import { house, looksOf } from '../queries/looking.ts'
import { methodsOfText } from '../queries/methods.ts'
import { judgeAll, type Met } from '../queries/meeting.ts'
import { changeOf, isProcedure } from '../rules/procedures.ts'
import type { Audience } from '../rules/audience.ts'
import { hindrance, type Wanted } from '../rules/trees/verdicts.ts'
import { findPage, getPage, takePage } from '../store/pages.ts'
import { getVersion } from '../store/texts.ts'
import {
  changeImport,
  countFiles,
  emptyImport,
  getImport,
  isUnderWay,
  type ImportFileRow,
  type ImportRow,
  keepRest,
  leaveRest,
  leaveFile,
  placePage,
  saveFile,
  takeFile,
  takeFormer,
} from '../store/trees.ts'
import { pastOfFile } from '../store/past.ts'
import { findProcedure } from '../store/procedures.ts'
import type { PageTable } from '../tables.ts'
import { attachFiles } from './attachments.ts'
import { carryOn } from './following.ts'
import { beginPage, movePage, newPage } from './pages.ts'
import { earlierTexts } from '../queries/past.ts'
import { putOut } from './publish.ts'
import { fitKeepers, fitText, followText } from './saying.ts'
import { listImported } from './listing.ts'

/**
 * Does an import file by file, each in a transaction of its own with its mark: killed at any moment, it goes on where it stood, and nothing is
 * done twice. A file that is refused is left with the reason, and the next one is taken.
 */
export function continueImport(open: Open, id: string): Promise<void> {
  return followed(open, 'handbook.import', async (report) => {
    const known = await open((ctx) => getImport(ctx.tx, id))
    if (known.state !== 'applying') return
    for (const state of ['waiting', 'placed'] as const) {
      let more = true
      for (let n = 0; more; n += 1) {
        if (n % 25 === 0 && (await told(open, id, report)) === 'stop') return
        more = await nextFile(open, known, state)
      }
    }
    await open((ctx) => endImport(ctx, id))
    await told(open, id, report)
  })
}

/** What one text makes this house fail at stops no other; where the house itself cannot go on, all of it waits. */
function faultOfItem(error: unknown): { code: string; says: string } | undefined {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  const own =
    typeof code === 'string' ? /^(?:22|23|42|54|P0)[0-9A-Z]{3}$/.test(code) : error instanceof TypeError || error instanceof RangeError
  if (!own) return undefined
  const name = typeof code === 'string' ? code : error instanceof Error ? error.name : ''
  return {
    code: 'import.failed',
    says: `A fault of this program (${name}): it was left, and the others were done. Tell whoever runs this house.`,
  }
}

/** The file at which a transaction is, also once it has failed. */
type AtFile = { place?: number }

async function nextFile(open: Open, order: ImportRow, state: 'waiting' | 'placed'): Promise<boolean> {
  const at: AtFile = {}
  try {
    return await open((ctx) => (state === 'waiting' ? placeNext(ctx, order, at) : linkNext(ctx, order.id, at)))
  } catch (error) {
    const { place } = at
    const why = place === undefined ? undefined : isRefusal(error) ? { code: error.code, says: error.message } : faultOfItem(error)
    if (place === undefined || !why) throw error
    await open((ctx) => leaveFile(ctx.tx, { import_id: order.id, place }, state, why))
    return true
  }
}

async function told(open: Open, id: string, report: Report): Promise<'go on' | 'stop'> {
  const far = await open(async (ctx) => {
    const counts = await countFiles(ctx.tx, [id])
    const sum = (states: readonly string[]) =>
      counts.filter(({ state }) => states.includes(state)).reduce((all, { files }) => all + files, 0)
    return { done: sum(['done', 'left']), of: sum(['waiting', 'placed', 'done', 'left']), note: 'Files of an import' }
  })
  return report({ ...far, id })
}

/** As whoever asked for it, with the rights that they have now; nothing where they may do it no more. */
export async function asAsked(
  ctx: Context,
  { asked_kind: kind, asked_id: id }: Pick<ImportRow, 'asked_kind' | 'asked_id'>,
): Promise<Context | undefined> {
  const actor = kind === null || id === null ? undefined : await actorAgain(ctx, { kind, id })
  return actor && mayDo(actor, 'handbook.maintain') !== undefined ? { ...ctx, actor } : undefined
}

const noMore = { code: 'right.missing', says: 'Whoever asked for this import may not do it any more: read the tree again.' }

async function placeNext(system: Context, order: ImportRow, at: AtFile): Promise<boolean> {
  const row = await takeFile(system.tx, order.id, 'waiting')
  if (!row) return false
  at.place = row.place
  const ctx = await asAsked(system, order)
  if (!ctx) throw new Refusal('forbidden', noMore.code, noMore.says)
  const wanted: Wanted = { ...row.wanted, source: row.source ?? '' }
  const [met] = await judgeAll(ctx, [wanted], { tree: order.tree, looks: await looksOf(ctx), groups: order.groups.length > 0 })
  if (!met) throw new Error('a file is judged')
  const taken = order.taken.includes(row.file)
  const done = async (page: string, state: 'placed' | 'done', stands: { no: number; text: string }) => {
    // where the page says more than the file, what the file held stays what both began on
    const no = stands.text === wanted.source ? stands.no : met.row?.base_no
    // one of ours at its own address says where it lies by itself
    if (no !== null && no !== undefined && (!wanted.side || row.file !== `${wanted.path}.md`))
      await placePage(ctx.tx, {
        page_id: page,
        tree: order.tree,
        file: row.file,
        encoding: row.encoding ?? 'utf-8',
        no,
        held: sha256(wanted.source),
      })
    await takeFormer(ctx.tx, page, row.wanted.former, ctx.now)
    const { files = [] } = row.wanted
    if (files.length > 0) await attachFiles(ctx, await getPage(ctx.tx, page, house), files, { import: order.id, tree: order.tree })
    await saveFile(ctx.tx, row, { state, page_id: page, ...(await toldOf(ctx, page, met, stands.text)) })
    return true
  }
  if (met.verdict === 'same' && met.row) return done(met.row.id, 'done', { no: met.row.no, text: met.row.source })
  if (met.verdict === 'conflict' && met.row && taken) {
    const now = await overwrite(ctx, met, wanted, order)
    return done(now.id, 'placed', { no: now.no, text: wanted.source })
  }
  if (met.verdict === 'create' && row.verdict === 'create') {
    const page = await create(ctx, wanted, order)
    return done(page.id, 'placed', { no: page.no, text: wanted.source })
  }
  if (met.row && met.verdict === row.verdict && (met.verdict === 'update' || met.verdict === 'move')) {
    const now = await change(ctx, met, { ...wanted, source: met.source }, order)
    return done(now.id, 'placed', { no: now.no, text: met.source })
  }
  const meanwhile = met.verdict !== row.verdict && met.verdict !== 'conflict'
  const says = meanwhile ? 'It was changed here since the preview: read the tree again.' : met.says
  // of a page that they may not open nothing is told, also not what the preview knew
  await saveFile(ctx.tx, row, { state: 'left', code: meanwhile ? 'import.changed_meanwhile' : met.code, says, page_id: met.page })
  return true
}

/** What is told of a file that came in: also of methods that its text names and no plan in force has. */
async function toldOf(ctx: Context, page: string, { code, says }: Pick<Met, 'code' | 'says'>, text: string) {
  const { unread } = isProcedure(text) ? await methodsOfText(ctx, page, text) : { unread: [] }
  if (unread.length === 0) return { code, says }
  return { code: code ?? 'method.unknown', says: [...(says ? [says] : []), ...unread.map((one) => one.text)].join(' ').slice(0, 2000) }
}

async function create(ctx: Context, wanted: Wanted, order: ImportRow): Promise<Pick<PageTable, 'id' | 'no'>> {
  const { side, source, path } = wanted
  const few = wanted.few || side?.audience === 'restricted'
  const audience: Audience = few ? 'restricted' : 'internal'
  const free = side && !(await findPage(ctx.tx, side.id, house)) ? { id: side.id } : { id: newId() }
  const row = await newPage(ctx, source, {
    ...free,
    path,
    owner: order.owner ?? order.by_id,
    backup: null,
    audience,
    groups: few ? order.groups : [],
  })
  await fitKeepers(ctx, row)
  await fitText(ctx, source, row, { source, broken: true })
  const note = `Imported from ${order.name}`
  const earlier = await earlierTexts(ctx, row, source, await pastOfFile(ctx.tx, order.id, wanted.file))
  if (!earlier) {
    await beginPage(ctx, row, { source, note })
    return row
  }
  const { versions, last } = earlier
  Object.assign(row, { no: versions.length + 1, label: last.label, changed_at: last.by.published_at, changed_by: last.by.author })
  await beginPage(ctx, { ...row, changed_by_name: last.by.author_name }, { source, note, class: last.class, by: last.by, before: versions })
  return row
}

/** The text of a tree in place of the one here, as somebody chose. */
async function overwrite(ctx: Context, { row }: Met, wanted: Wanted, order: ImportRow) {
  if (!row) throw new Error('a conflict is with a page')
  const known = {
    id: row.id,
    path: row.path,
    source: row.source,
    base: null,
    held: null,
    audience: row.audience,
    retired: false,
    hidden: false,
  }
  const unmet = hindrance({ ...known, followed: row.in_force_no !== null, procedure: row.number !== null }, wanted.source)
  if (unmet) throw new Refusal('refused', unmet.code, unmet.says)
  return publish(ctx, row.id, wanted.source, order)
}

async function change(ctx: Context, { row, verdict }: Met, wanted: Wanted, order: ImportRow) {
  if (!row) throw new Error('an update is of a page')
  const { guess } = wanted
  if (verdict === 'move' && row.path !== wanted.path)
    await movePage(
      ctx,
      { id: row.id, path: wanted.path },
      { asItCame: true, led: { kind: guess === undefined ? 'rename' : 'inferred', score: guess ?? null } },
    )
  if (wanted.source === row.source) return getPage(ctx.tx, row.id, house)
  return publish(ctx, row.id, wanted.source, order)
}

async function publish(ctx: Context, id: string, source: string, order: ImportRow) {
  const page = await takePage(ctx.tx, id, house)
  const before = await getVersion(ctx.tx, id, page.no)
  const { audience } = page
  const computed = changeOf({ source: before.source, audience }, { source, audience })
  const note = `Imported from ${order.name}`
  const now = await putOut(ctx, page, before, { source, note, class: computed, seen: undefined, mends: 'all' })
  if (page.number !== null) await carryOnOf(ctx, now.id, before, { source, class: computed, no: now.no, note })
  return now
}

async function carryOnOf(
  ctx: Context,
  page: string,
  before: Parameters<typeof carryOn>[2],
  text: Parameters<typeof carryOn>[3],
): Promise<void> {
  const row = await findProcedure(ctx.tx, page)
  if (row) await carryOn(ctx, row, before, text)
}

/** Once all pages are there, their links lead somewhere. */
async function linkNext(system: Context, id: string, at: AtFile): Promise<boolean> {
  const row = await takeFile(system.tx, id, 'placed')
  if (!row) return false
  at.place = row.place
  const page = row.page_id === null ? undefined : await findPage(system.tx, row.page_id, house)
  if (page && page.retired_on === null) await followText(system, page, (await getVersion(system.tx, page.id, page.no)).source)
  await saveFile(system.tx, row, { state: 'done' })
  return true
}

async function endImport(system: Context, id: string): Promise<void> {
  const row = await getImport(system.tx, id, { lock: true })
  if (row.state !== 'applying') return
  // another process is at one of them, and ends it when that is done
  if (await isUnderWay(system.tx, id)) return
  const asked = await asAsked(system, row)
  const ctx = asked ?? system
  if (asked) await keepRest(ctx.tx, id, row.tree)
  else await leaveRest(ctx.tx, id, noMore)
  const unlisted = asked && row.with_contents ? await listImported(ctx, row) : 0
  await changeImport(ctx.tx, id, { state: 'applied', ended_at: ctx.now })
  await emptyImport(ctx.tx, id)
  const counts = await countFiles(ctx.tx, [id])
  const of = (state: ImportFileRow['state']) => counts.filter((one) => one.state === state).reduce((sum, { files }) => sum + files, 0)
  await record(ctx, {
    action: 'handbook.import.applied',
    subject: { kind: 'import', id, label: row.name },
    after: { done: of('done'), left: of('left'), unlisted },
  })
  await ctx.announce('handbook.import.applied', { import_id: id }, { key: id })
}
