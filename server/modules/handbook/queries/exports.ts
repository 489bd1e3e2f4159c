import type { Context } from '../../../kernel/context.ts'
import { zipOf } from '../../../kernel/files/zip-write.ts'
import type { InputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import { colleaguesOf, groupsBehind } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import type { Reader } from '../rules/audience.ts'
import { targetOf } from '../rules/links.ts'
import { project } from '../rules/projection.ts'
import { fastImport, type Publication } from '../rules/trees/fast-import.ts'
import { type Sidecar, sidecarFile, sidecarText } from '../rules/trees/sidecar.ts'
import { encodedFile } from '../rules/trees/files.ts'
import { filesOfPages } from '../rules/trees/layout.ts'
import { placesOf, restOfTrees } from '../store/trees.ts'
import { attachmentsOfPages } from '../store/attachments.ts'
import { allAddresses, pagesInForce, textsInForce, weighTexts } from '../store/exports.ts'
import type { Looks } from '../store/pages.ts'
import type { PageTable } from '../tables.ts'
import { besideTexts, written } from './beside-texts.ts'
import { functionsNow } from './contents.ts'
import { inPublic, keeps, looksOf } from './looking.ts'

/** Letters and pages that fit into one answer. */
const [mostLetters, mostPages] = [128 * 1024 * 1024, 20_000]

type Tree = { file: string; bytes: Uint8Array }[]

/** The handbook as a tree, as far as the asker may read it: whole texts letter by letter, and of others what is theirs. */
export async function exportTree(ctx: Context, { form, readers }: InputOf<typeof promise.exportsGet>): Promise<FileAnswer> {
  const looks = await looksOf(ctx)
  const { pages, texts, letters } = await weighTexts(ctx.tx, looks, form === 'fast-import')
  if (pages > mostPages || texts > 10 * mostPages || letters > mostLetters)
    throw new Refusal(
      'refused',
      'export.too_large',
      'The handbook is larger than fits into one file. Take it without its earlier texts, or by API page by page.',
    )
  const name = `handbook-${ctx.today}`
  if (readers === 'everyone') return { type: 'application/zip', name: `${name}-public.zip`, bytes: packed(await publicTree(ctx)) }
  const whole = await treeFor(ctx, looks)
  if (form === 'zip') return { type: 'application/zip', name: `${name}.zip`, bytes: packed([...whole.texts, ...whole.beside]) }
  const bytes = fastImport(await publications(ctx, looks, whole), whole.beside, whole.last)
  return { type: 'application/octet-stream', name: `${name}.fast-import`, bytes }
}

function packed(tree: Tree): Buffer {
  const inOrder = tree.toSorted((a, b) => (a.file < b.file ? -1 : 1))
  return zipOf(inOrder.map(({ file, bytes }) => ({ name: file, bytes })))
}

async function treeFor(
  ctx: Context,
  looks: Looks,
): Promise<{ texts: Tree; beside: Tree; pages: Map<string, PageTable>; files: ReadonlyMap<string, string>; last: Date }> {
  const [pages, texts, addresses, functions, places, rest] = await Promise.all([
    pagesInForce(ctx.tx, looks),
    textsInForce(ctx.tx, looks, 'now'),
    allAddresses(ctx.tx),
    functionsNow(ctx),
    placesOf(ctx.tx),
    // for whom what is no page is, nobody has said
    looks.all ? restOfTrees(ctx.tx) : [],
  ])
  const laid = filesOfPages(pages, places, rest)
  const fileOf = ({ id }: PageTable) => laid.pages.get(id) ?? ''
  const groups = await groupsBehind(ctx, [...new Set(pages.flatMap((page) => page.groups))], ctx.today)
  const readerOf = await readersOf(ctx, looks)
  const byId = new Map(pages.map((page) => [page.id, page]))
  const former = Map.groupBy(addresses, ({ id }) => id)
  const sources = new Map(texts.map(({ page_id, source }) => [page_id, source]))
  const shown = pages.map((page) => {
    const source = sources.get(page.id) ?? ''
    const text = project(source, readerOf(page))
    const place = places.get(page.id)
    const whole = text === source
    return { page, file: fileOf(page), text, whole, encoding: whole && place?.no === page.no ? place.encoding : ('utf-8' as const) }
  })
  const sidecar: Sidecar = {
    format: 'handbook.tree/1',
    pages: shown.map(({ page, file, whole }) => ({
      ...{ file, whole, id: page.id, no: page.no, path: page.path, audience: page.audience, number: page.number },
      former_paths: (former.get(page.id) ?? []).map(({ asked }) => asked).filter((path) => path !== page.path),
      groups: page.groups.map((group) => groups.get(group)?.short_name ?? group),
    })),
    contents: functions.map(({ name, entries }) => ({
      name,
      entries: entries.map(({ page, label, blurb }) => {
        const row = page === null ? undefined : byId.get(page)
        return { file: row ? fileOf(row) : null, label, blurb }
      }),
    })),
  }
  return {
    texts: shown.map(({ file, text, encoding }) => ({ file, bytes: encodedFile(text, encoding) })),
    beside: [
      ...laid.rest,
      ...(await written(ctx, shown, laid.rest)),
      { file: sidecarFile, bytes: Buffer.from(sidecarText(sidecar), 'utf8') },
    ],
    files: laid.pages,
    pages: byId,
    last: texts.at(-1)?.published_at ?? ctx.now,
  }
}

/** As whom the asker reads the parts of each page; their groups are looked up once. */
async function readersOf(ctx: Context, looks: Looks): Promise<(page: PageTable) => Reader> {
  const groups = await groupsBehind(ctx, looks.groups, ctx.today)
  const names = [...groups.values()].flatMap((group) => group.short_name ?? [])
  return (page) => ({ groups: names, all: looks.all || keeps(ctx, page) })
}

async function publications(ctx: Context, looks: Looks, { pages, files }: Awaited<ReturnType<typeof treeFor>>): Promise<Publication[]> {
  const texts = await textsInForce(ctx.tx, looks, 'all')
  const authors = [...new Set(texts.map(({ author }) => author))].filter((id) => /^[0-9a-f-]{36}$/i.test(id))
  const [known, readerOf] = await Promise.all([colleaguesOf(ctx, authors), readersOf(ctx, looks)])
  return texts.flatMap(({ page_id, source, note, author, author_name, published_at }): Publication[] => {
    const page = pages.get(page_id)
    if (!page) return []
    const by = { name: author_name, email: known.get(author)?.email ?? 'nobody@handbook.invalid' }
    return [{ file: files.get(page_id) ?? '', bytes: Buffer.from(project(source, readerOf(page)), 'utf8'), note, by, at: published_at }]
  })
}

/** What everyone sees, and no word more: no ids, no numbers, and of a page of which nothing is for everyone not even its address. */
async function publicTree(ctx: Context): Promise<Tree> {
  const nobody = { person: '00000000-0000-0000-0000-000000000000', groups: [], all: false }
  const [pages, texts, addresses] = await Promise.all([
    pagesInForce(ctx.tx, nobody),
    textsInForce(ctx.tx, nobody, 'now'),
    allAddresses(ctx.tx),
  ])
  const byAddress = new Map(addresses.map((row) => [row.asked, row]))
  const sources = new Map(texts.map(({ page_id, source }) => [page_id, source]))
  const shown = pages
    .filter(({ audience, draft }) => audience === 'public' && !draft)
    .flatMap((page) => {
      const leadsTo = (url: string) => {
        const target = targetOf(url, page.path)
        return target.kind === 'page' ? byAddress.get(target.path) : undefined
      }
      const text = project(sources.get(page.id) ?? '', 'everyone', inPublic({ leadsTo }).known)
      return text.trim() === '' ? [] : [{ page, file: `${page.path}.md`, text }]
    })
  const files = await attachmentsOfPages(
    ctx.tx,
    shown.map(({ page }) => page.id),
  )
  const beside = await besideTexts(
    ctx,
    shown,
    Map.groupBy(files, ({ page_id }) => page_id),
    new Set(shown.map(({ file }) => file)),
  )
  return [...shown.map(({ file, text }) => ({ file, bytes: Buffer.from(text, 'utf8') })), ...beside]
}
