import type { Context } from '../../../kernel/context.ts'
import { bytesOfFiles } from '../../../kernel/files/files.ts'
import { filesCalled } from '../rules/pictures/called.ts'
import { folderOf, joined } from '../rules/trees/files.ts'
import { isSafeName } from '../rules/trees/names.ts'
import { attachmentsOfPages } from '../store/attachments.ts'
import type { PageTable } from '../tables.ts'
import type { AttachmentTable } from '../tables-trees.ts'

type Tree = { file: string; bytes: Uint8Array }[]

/** Pictures that were put in here, each where the texts that show it look for it. */
export async function written(ctx: Context, shown: readonly { page: PageTable; file: string; text: string }[], rest: Tree): Promise<Tree> {
  const files = await attachmentsOfPages(
    ctx.tx,
    shown.map(({ page }) => page.id),
  )
  const own = Map.groupBy(
    files.filter(({ origin }) => origin === 'written'),
    ({ page_id }) => page_id,
  )
  const taken = new Set([...rest.map(({ file }) => file), ...shown.map(({ file }) => file)])
  return besideTexts(ctx, shown, own, taken)
}

/** Files that texts call, where they call them from: what leads out of the tree, and what another file has taken, is left. */
export async function besideTexts(
  ctx: Context,
  shown: readonly { page: Pick<PageTable, 'id'>; file: string; text: string }[],
  own: ReadonlyMap<string, readonly AttachmentTable[]>,
  taken: Set<string>,
): Promise<Tree> {
  const places = new Map<string, AttachmentTable>()
  for (const { page, file, text } of shown) {
    const called = own.has(page.id) ? new Set(filesCalled(text).map((one) => one.called)) : new Set<string>()
    for (const one of own.get(page.id) ?? []) {
      const place = joined(one.called.startsWith('/') ? '' : folderOf(file), one.called)
      if (!called.has(one.called) || place === undefined || !isSafeName(place) || taken.has(place)) continue
      taken.add(place)
      places.set(place, one)
    }
  }
  const ids = [...places.values()].map(({ file_id }) => file_id)
  const bytes = new Map((await bytesOfFiles(ctx.tx, ids)).map((one) => [one.id, one.bytes]))
  return [...places].flatMap(([file, { file_id }]) => {
    const held = bytes.get(file_id)
    return held ? [{ file, bytes: held }] : []
  })
}
