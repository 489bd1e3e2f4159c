import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { forgetDocument } from '../../../kernel/search/documents.ts'
import type * as promise from '../contract.ts'
import { contentHash, saidOf, sinceWhen } from '../queries/becoming.ts'
import { keeps, looksOf } from '../queries/looking.ts'
import { pageDetail } from '../queries/pages.ts'
import { fitKept, fitLive, wrongState } from '../queries/texts.ts'
import { type ChangeClass, wider } from '../rules/differences.ts'
import { fitPath, pathOf } from '../rules/paths.ts'
import { readingOf } from '../rules/reading.ts'
import { isProcedure } from '../rules/procedures.ts'
import { dropEntry } from '../store/contents.ts'
import { leadFurther, leadOn } from '../store/redirects.ts'
import { addPage, getPage, savePage, takePage } from '../store/pages.ts'
import { takeProcedureNumber } from '../store/procedures.ts'
import { addVersion, addVersions, getVersion, takenPaths, takePath } from '../store/texts.ts'
import type { PageTable, PageVersionTable } from '../tables.ts'
import { endAsking, followSteps } from './following.ts'
import { filledOrRefused, fitGiven, tellIncluding } from './including.ts'
import { passToKeepers } from './keepers.ts'
import { followReaders } from './readers.ts'
import { fitGroups, fitKeepers, fitOpening, fitText, followText, keepPage, pageLabel, sayAgain } from './saying.ts'
import { followRule } from './training.ts'

type Detail = OutputOf<typeof promise.pagesCreate>

export async function createPage(ctx: Context, input: InputOf<typeof promise.pagesCreate>): Promise<Detail> {
  const { backup, audience, groups, note = 'First text', owner = personBehind(ctx.actor) } = input
  const source = await filledOrRefused(ctx, { source: input.source })
  const path = input.path ?? (await freePath(ctx, pathOf(readingOf(source, 'page').title)))
  fitPath(path)
  const row = await newPage(ctx, source, { path, owner, backup, audience, groups })
  await fitKeepers(ctx, row)
  if (!keeps(ctx, row)) throw new Refusal('forbidden', 'page.not_yours', 'You write pages that you keep: be the owner or the backup.')
  fitOpening(ctx, undefined, { source }, { audience, seen: input.public_hash })
  await fitText(ctx, source, row)
  await beginPage(ctx, row, { source, note })
  return pageDetail(ctx, row, await looksOf(ctx))
}

type Begun = Pick<PageTable, 'path' | 'owner' | 'backup' | 'audience' | 'groups'> & { id?: string }

/** The row of a page that begins with this text. */
export async function newPage(
  ctx: Context,
  source: string,
  { id = newId(), path, owner, backup, audience, groups }: Begun,
): Promise<PageTable> {
  const by = { by: personBehind(ctx.actor), name: ctx.actor.name }
  return {
    ...{ id, path, ...(await saidOf(ctx, source, path, audience)), owner, backup, audience, groups, no: 1, label: '1.0.0' },
    ...{ changed_at: ctx.now, changed_by: by.by, changed_by_name: by.name, public_since: audience === 'public' ? ctx.now : null },
    ...{ created_at: ctx.now, created_day: ctx.today, created_by: by.by, created_by_name: by.name },
    ...{
      number: isProcedure(source) ? await takeProcedureNumber(ctx.tx) : null,
      draft: isProcedure(source),
      retired_on: null,
      retired_reason: null,
    },
    ...{ replaced_by: null, heir: null, heir_score: null, version: 1 },
  }
}

type FirstText = {
  source: string
  note: string
  class?: ChangeClass
  /** texts that it had elsewhere, and who wrote the one of now there */
  before?: readonly PageVersionTable[]
  by?: Partial<PageVersionTable>
}

/** A page stands from now on, with its first text and all that stands on that. */
export async function beginPage(ctx: Context, row: PageTable, text: FirstText): Promise<void> {
  const { source, note, before = [], by = {} } = text
  const { id, path, audience, owner } = row
  await addPage(ctx.tx, row)
  await takePath(ctx.tx, path, id)
  await addVersions(ctx.tx, before)
  await addVersion(ctx.tx, { ...versionOf(ctx, row, { class: text.class ?? 'first', source, note }), ...by })
  await followText(ctx, row, source)
  await followSteps(ctx, row, source, undefined)
  await record(ctx, { action: 'handbook.page.created', subject: pageLabel(row), after: { path: openly(row, path), audience, owner } })
  await ctx.announce('handbook.page.published', { page_id: id, no: row.no, class: text.class ?? 'first' }, { key: id })
}

/** The address that a title gives, with a number where others have it. */
async function freePath(ctx: Context, path: string): Promise<string> {
  const wanted = Array.from({ length: 19 }, (_none, at) => (at === 0 ? path : `${path}-${at + 1}`))
  const taken = await takenPaths(ctx.tx, wanted)
  const free = wanted.find((one) => !taken.has(one))
  if (free !== undefined) return free
  throw new Refusal('refused', 'page.path_needed', 'Many pages have this title. Say at which address this one is.')
}

/** The row of a text that is published. */
export function versionOf(
  ctx: Context,
  page: PageTable,
  text: { class: 'first' | 'editorial' | 'minor' | 'material'; source: string; note: string },
) {
  return {
    page_id: page.id,
    no: page.no,
    label: page.label,
    class: text.class,
    title: page.title,
    source: text.source,
    content_hash: contentHash(text.source),
    note: text.note,
    author: personBehind(ctx.actor),
    author_name: ctx.actor.name,
    published_at: ctx.now,
    published_day: ctx.today,
  }
}

/** Locked, in force, and the actor's to write. */
export async function takeOwn(ctx: Context, id: string): Promise<PageTable> {
  const page = await takePage(ctx.tx, id, await looksOf(ctx))
  fitKept(ctx, page)
  fitLive(page)
  return page
}

/** The same for whoever may open it. */
export async function takeLive(ctx: Context, id: string): Promise<PageTable> {
  const page = await takePage(ctx.tx, id, await looksOf(ctx))
  fitLive(page)
  return page
}

export async function changePage(ctx: Context, input: InputOf<typeof promise.pagesChange>): Promise<Detail> {
  const page = await takePage(ctx.tx, input.id, await looksOf(ctx))
  fitKept(ctx, page)
  fitVersion(input.if_match, page.version)
  const audience = input.audience ?? page.audience
  const groups = input.groups ?? (audience === 'restricted' ? page.groups : [])
  const { owner = page.owner, backup = page.backup } = input
  const retired = page.retired_on !== null
  // its address goes on answering: whoever keeps it can still take it from readers
  if (retired && (owner !== page.owner || backup !== page.backup || !wider(audience, page.audience)))
    throw wrongState(page, 'It may be closed to some of its readers, and changes no more.')
  const { source } = await getVersion(ctx.tx, page.id, page.no)
  const said = await saidOf(ctx, source, page.path, audience)
  const now: PageTable = { ...page, owner, backup, audience, groups, ...said, version: page.version + 1 }
  await (retired ? fitGroups(ctx, now) : fitKeepers(ctx, now))
  fitOpening(ctx, page, { before: source, source }, { audience, seen: input.public_hash })
  if (!retired) {
    await fitGiven(ctx, page, now, source)
    await fitText(ctx, source, now, { source })
  }
  now.public_since = sinceWhen(ctx, page, now)
  const { title, summary, completeness, mark, public_hash, public_since, version } = now
  await savePage(ctx.tx, page.id, {
    owner,
    backup,
    audience,
    groups,
    title,
    summary,
    completeness,
    mark,
    public_hash,
    public_since,
    version,
  })
  if (!retired) await keepPage(ctx, now, source)
  await sayAgain(ctx, page, now)
  await followReaders(ctx, page, now)
  if (audience !== page.audience) await tellIncluding(ctx, now)
  if (owner !== page.owner || backup !== page.backup) await passToKeepers(ctx, [now])
  await record(ctx, { action: 'handbook.page.changed', subject: pageLabel(now), before: facts(page), after: facts(now) })
  return pageDetail(ctx, now, await looksOf(ctx))
}

/** `asItCame`: its links may lead nowhere; `led`: why the former address leads on, and how surely. */
type Moving = { asItCame?: boolean; led?: { kind: 'moved' | 'rename' | 'inferred'; score: number | null } }
const byHand = { kind: 'moved', score: null } as const

export async function movePage(
  ctx: Context,
  { id, path }: InputOf<typeof promise.pagesMove>,
  { asItCame = false, led = byHand }: Moving = {},
): Promise<Detail> {
  const page = await takeOwn(ctx, id)
  fitPath(path)
  const looks = await looksOf(ctx)
  if (path === page.path) return pageDetail(ctx, page, looks)
  await takePath(ctx.tx, path, id)
  await leadOn(ctx.tx, page.path, { ...led, at: ctx.now })
  const { source } = await getVersion(ctx.tx, id, page.no)
  const { title, summary } = await saidOf(ctx, source, path, page.audience)
  const now: PageTable = { ...page, path, title, summary, version: page.version + 1 }
  // links that begin beside the page must still lead somewhere
  await fitText(ctx, source, now, asItCame ? { source, broken: true } : { source, path: page.path })
  await savePage(ctx.tx, id, { path, title, summary, version: now.version })
  await followText(ctx, now, source)
  await sayAgain(ctx, page, now)
  await record(ctx, {
    action: 'handbook.page.moved',
    subject: pageLabel(now),
    before: { path: openly(page, page.path) },
    after: { path: openly(now, path) },
  })
  await ctx.announce('handbook.page.moved', { page_id: id }, { key: id })
  return pageDetail(ctx, now, looks)
}

export async function retirePage(ctx: Context, { id, reason, replaced_by }: InputOf<typeof promise.pagesRetire>): Promise<Detail> {
  const page = await takeOwn(ctx, id)
  const looks = await looksOf(ctx)
  if (replaced_by !== null) {
    const other = await getPage(ctx.tx, replaced_by, looks)
    if (other.id === id || other.retired_on !== null)
      throw new Refusal('refused', 'page.replaced_by_itself', 'What replaces a page is another one that is in force.', {
        unmet: [{ code: 'page.replaced_by_itself', text: 'Choose another page.', path: 'replaced_by' }],
      })
  }
  const change = { retired_on: ctx.today, retired_reason: reason, replaced_by, version: page.version + 1 }
  const now = { ...page, ...change }
  await fitGiven(ctx, page, now, (await getVersion(ctx.tx, id, page.no)).source)
  await savePage(ctx.tx, id, change)
  await forgetDocument(ctx.tx, 'page', id)
  await dropEntry(ctx.tx, id)
  // whatever led here leads on to what comes now: one hop is always enough
  if (replaced_by !== null) await leadFurther(ctx.tx, id, replaced_by)
  await endAsking(ctx, id)
  await followRule(ctx, now)
  await sayAgain(ctx, page, now)
  await record(ctx, {
    action: 'handbook.page.retired',
    subject: pageLabel(now),
    after: { replaced_by },
    ...(page.audience === 'restricted' ? {} : { reason }),
  })
  await ctx.announce('handbook.page.retired', { page_id: id, replaced_by }, { key: id })
  return pageDetail(ctx, now, looks)
}

function facts({ owner, backup, audience, groups }: PageTable) {
  return { owner, backup, audience, groups }
}

/** The address of a page for the few is theirs too. */
function openly(page: PageTable, path: string): string | null {
  return page.audience === 'restricted' ? null : path
}
