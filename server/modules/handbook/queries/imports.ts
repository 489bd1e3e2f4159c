import type { Context } from '../../../kernel/context.ts'
import { newest, pageBy } from '../../../kernel/keyset.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type * as promise from '../contract.ts'
import {
  countFiles,
  countMarks,
  type Counted,
  filesOf,
  getImport,
  type ImportRow,
  inPlace,
  listImports,
  outsideContents,
} from '../store/trees.ts'

type Detail = OutputOf<typeof promise.importsGet>

export async function readImport(ctx: Context, { id }: InputOf<typeof promise.importsGet>): Promise<Detail> {
  return detailOf(ctx, await getImport(ctx.tx, id))
}

/** What an import was read as, and how far it is. */
export async function detailOf(ctx: Context, row: ImportRow): Promise<Detail> {
  const listed = row.contents.flatMap(({ lines }) => lines.flatMap(({ file }) => file ?? []))
  const [counts, marks, outside] = await Promise.all([
    countFiles(ctx.tx, [row.id]),
    countMarks(ctx.tx, row.id),
    outsideContents(ctx.tx, row.id, listed),
  ])
  return {
    ...lineOf(row, counts),
    parts: row.parts as Detail['parts'],
    contents: row.contents.map(({ name, lines }) => ({
      name,
      pages: lines.filter(({ file }) => file !== null).length,
      to_be_written: lines.filter(({ file }) => file === null).length,
    })),
    outside,
    marks,
    may:
      mayDo(ctx.actor, 'handbook.maintain') === undefined
        ? []
        : row.state === 'previewed'
          ? ['apply', 'discard']
          : row.state === 'applying'
            ? ['apply']
            : [],
  }
}

function lineOf(row: ImportRow, counts: readonly Counted[]) {
  const { id, tree, name, state, created_at, by_id, by_name, ended_at } = row
  const own = counts.filter(({ import_id }) => import_id === id).map(({ verdict, state: of, files }) => ({ verdict, state: of, files }))
  return { id, tree, name, state, created_at, by: { id: by_id, name: by_name }, ended_at, counts: own }
}

export async function findImports(ctx: Context, asked: InputOf<typeof promise.importsList>): Promise<OutputOf<typeof promise.importsList>> {
  const { items, next } = pageBy(await listImports(ctx.tx, asked), newest(), asked.limit)
  const counts = await countFiles(
    ctx.tx,
    items.map(({ id }) => id),
  )
  return { items: items.map((row) => lineOf(row, counts)), next }
}

export async function findImportFiles(
  ctx: Context,
  { id, ...asked }: InputOf<typeof promise.importsFiles>,
): Promise<OutputOf<typeof promise.importsFiles>> {
  await getImport(ctx.tx, id)
  const { items, next } = pageBy(await filesOf(ctx.tx, id, asked), inPlace, asked.limit)
  return {
    items: items.map(({ wanted, page_id, ...row }) => ({ ...row, page: page_id, leads_here: wanted.former })),
    next,
  }
}
