import { setImmediate as pause } from 'node:timers/promises'
import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { foldName } from '../../../kernel/shapes.ts'
import { colleaguesOf, groupsBehind } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { detailOf } from '../queries/imports.ts'
import { looksOf } from '../queries/looking.ts'
import { judgeAll, type Met } from '../queries/meeting.ts'
import { movesAmong } from '../rules/trees/moves.ts'
import { inParts } from '../rules/trees/parts.ts'
import { groupsOf, readingTree } from '../rules/trees/reading.ts'
import type { Came, TreePage, TreeReading } from '../rules/trees/tree.ts'
import { type Wanted, wantedOf } from '../rules/trees/verdicts.ts'
import { pagesGone } from '../store/meeting.ts'
import { changeImport, emptyImport, getImport, saveImport } from '../store/trees.ts'
import { savePast } from '../store/past.ts'
import { bytesOf, unpacked } from './archives.ts'
import { pastRows } from '../queries/past.ts'
import { type NewRow, refusedRows, restRows } from '../queries/beside.ts'
import { streamOf } from './repositories.ts'

type Detail = OutputOf<typeof promise.importsGet>

/** Reads an archive and says what would become of each file. Nothing is unpacked of one that could do harm, and no page is written. */
export async function previewImport(ctx: Context, input: InputOf<typeof promise.importsPreview>): Promise<Detail> {
  const { file, repository, tree, groups, history } = input
  const bytes = file === undefined ? await streamOf(ctx, repository ?? '') : await bytesOf(ctx, file)
  return previewTree(ctx, unpacked(bytes, history), { name: file?.name ?? repository ?? '', tree, groups })
}

/** The same of files, from wherever they came. */
export async function previewTree(
  ctx: Context,
  came: readonly Came[],
  { name, tree, groups }: { name: string; tree: string; groups: string[] },
): Promise<Detail> {
  const there = await groupsBehind(ctx, groups, ctx.today)
  if (groups.some((id) => !there.has(id))) throw new Refusal('refused', 'page.group_unknown', 'There is no such group.')
  const reading = await readSlowly(came)
  if (reading.pages.length === 0)
    throw new Refusal('refused', 'import.no_pages', 'No file of it is a page. Pages are Markdown: .md, .markdown or .mdx.')
  const id = newId()
  const rows = [
    ...(await pageRows(ctx, id, reading, { tree, groups: groups.length > 0 })),
    ...(await restRows(ctx, id, reading, tree)),
    ...refusedRows(id, reading),
  ]
  const contents = inParts(reading.contents.flatMap(groupsOf))
  const row = {
    ...{
      id,
      tree,
      groups,
      name: foldName(name).slice(0, 200).toWellFormed() || 'A tree',
      parts: reading.roots.map((root) => ({ ...root, evidence: root.evidence.slice(0, 8) })),
      contents,
    },
    ...{
      owner: null,
      with_contents: true,
      taken: [],
      state: 'previewed' as const,
      asked_kind: null,
      asked_id: null,
      begun_at: null,
      ended_at: null,
    },
    ...{ created_at: ctx.now, by_id: personBehind(ctx.actor), by_name: ctx.actor.name },
  }
  await saveImport(
    ctx.tx,
    row,
    rows.map((one, place) => ({ ...one, place })),
  )
  await savePast(ctx.tx, await pastRows(ctx, id, reading.pages))
  await record(ctx, {
    action: 'handbook.import.previewed',
    subject: { kind: 'import', id, label: row.name },
    after: { files: rows.length, tree },
  })
  return detailOf(ctx, row)
}

/** Others are answered meanwhile. */
async function readSlowly(came: readonly Came[]): Promise<TreeReading> {
  const reading = readingTree(came)
  for (let n = 1; ; n += 1) {
    const { done, value } = reading.next()
    if (done) return value
    if (n % 20 === 0) await pause()
  }
}

async function pageRows(
  ctx: Context,
  id: string,
  { pages }: TreeReading,
  { tree, groups }: { tree: string; groups: boolean },
): Promise<NewRow[]> {
  const looks = await looksOf(ctx)
  const house = { tree, looks, groups }
  const first = await judgeAll(ctx, pages.map(wantedOf), house)
  const gone = await pagesGone(
    ctx.tx,
    tree,
    pages.map(({ file }) => file),
    looks,
  )
  const here = new Set(first.flatMap(({ page }) => page ?? []))
  const left = gone.filter((one) => !here.has(one.id))
  const created = pages.filter((_page, at) => first[at]?.verdict === 'create')
  const told = new Map(
    created.flatMap((page) => left.filter(({ file }) => page.was.includes(file)).map(({ id: of }) => [page.file, of] as const)),
  )
  const known = new Set(told.values())
  const fresh = created.filter(({ file }) => !told.has(file))
  const unknown = left.filter((one) => !known.has(one.id))
  const guessed = movesAmong(unknown, fresh)
  const found = guessed.map(({ from, to }) => [to, unknown.find(({ file }) => file === from)?.id ?? null] as const)
  const scores = new Map(guessed.map(({ to, score }) => [to, score]))
  const moves = new Map<string, string | null>([...told, ...found])
  const wanted = pages.map((page): Wanted => {
    const guess = scores.get(page.file)
    return { ...wantedOf(page), moves: moves.get(page.file) ?? null, ...(guess === undefined ? {} : { guess }) }
  })
  const again = moves.size === 0 ? first : await judgeAll(ctx, wanted, house)
  const rows = pages.map((page, at) => rowOf(id, page, wanted[at] ?? wantedOf(page), again[at]))
  const moved = new Set(moves.values())
  return [...rows, ...left.filter((one) => !moved.has(one.id)).map((one) => goneRow(id, one))]
}

function rowOf(id: string, page: TreePage, { source, ...wanted }: Wanted, met: Met | undefined): NewRow {
  const { file, title, path, encoding } = page
  const waits = met !== undefined && ['create', 'update', 'move', 'same', 'conflict'].includes(met.verdict)
  return {
    ...{
      import_id: id,
      file,
      kind: 'page',
      verdict: met?.verdict ?? 'skip',
      code: met?.code ?? null,
      says: met?.says ?? '',
      title,
      path,
      page_id: met?.page ?? null,
    },
    ...{ notes: page.notes.slice(0, 200), wanted, encoding, source: waits ? source : null, bytes: null, state: waits ? 'waiting' : 'left' },
  }
}

function goneRow(id: string, { id: page_id, file, path, title }: { id: string; file: string; path: string; title: string }): NewRow {
  const says = 'Its file is in the tree no more. The page stays; retire it if it is over.'
  const wanted = { file, path, former: [], unfit: null, side: null, few: false, draft: false, leadsTo: null, moves: null }
  return {
    ...{
      import_id: id,
      file,
      kind: 'page',
      verdict: 'gone',
      code: 'import.gone',
      says,
      title,
      path,
      page_id,
      notes: [],
      wanted,
      encoding: null,
    },
    ...{ source: null, bytes: null, state: 'left' },
  }
}

/** What the preview said is done from now on, in the background; asked again, it is done once. */
export async function applyImport(ctx: Context, { id, owner, contents, take }: InputOf<typeof promise.importsApply>): Promise<Detail> {
  const row = await getImport(ctx.tx, id, { lock: true })
  if (row.state === 'applied') return detailOf(ctx, row)
  if (row.state === 'applying') {
    // somebody stopped it: it goes on where it stood, and where it was not stopped there is nothing more to do
    await ctx.announce('handbook.import.begun', { import_id: id }, { key: id })
    return detailOf(ctx, row)
  }
  if (row.state === 'discarded') throw discarded()
  const keeper = owner ?? personBehind(ctx.actor)
  const person = /^[0-9a-f-]{36}$/i.test(keeper) ? (await colleaguesOf(ctx, [keeper])).get(keeper) : undefined
  if (!person || person.left || person.kind === 'service')
    throw new Refusal('refused', 'page.owner_missing', 'Pages are kept by somebody who is with us.', {
      unmet: [{ code: 'page.owner_missing', text: 'Choose a colleague.', path: 'owner' }],
    })
  const asked = { asked_kind: ctx.actor.kind === 'key' ? ('key' as const) : ('person' as const), asked_id: ctx.actor.id }
  const change = { state: 'applying' as const, owner: keeper, with_contents: contents, taken: take, ...asked, begun_at: ctx.now }
  await changeImport(ctx.tx, id, change)
  await record(ctx, {
    action: 'handbook.import.begun',
    subject: { kind: 'import', id, label: row.name },
    after: { owner: keeper, taken: take.length },
  })
  await ctx.announce('handbook.import.begun', { import_id: id }, { key: id })
  return detailOf(ctx, { ...row, ...change })
}

export async function discardImport(ctx: Context, { id }: InputOf<typeof promise.importsDiscard>): Promise<Detail> {
  const row = await getImport(ctx.tx, id, { lock: true })
  if (row.state === 'discarded') return detailOf(ctx, row)
  if (row.state !== 'previewed')
    throw new Refusal('conflict', 'import.wrong_state', 'It was applied: pages are changed one by one from now on.', {
      facts: { state: row.state, legal: [] },
    })
  const change = { state: 'discarded' as const, ended_at: ctx.now }
  await changeImport(ctx.tx, id, change)
  await emptyImport(ctx.tx, id)
  await record(ctx, { action: 'handbook.import.discarded', subject: { kind: 'import', id, label: row.name } })
  return detailOf(ctx, { ...row, ...change })
}

function discarded(): Refusal {
  return new Refusal('conflict', 'import.wrong_state', 'It was thrown away. Send the tree again.', {
    facts: { state: 'discarded', legal: [] },
  })
}
