import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { EntryTable } from '../tables.ts'
import { linesOf, listedAmong, listFunctions, nextPosition, replaceEntries, saveFunction } from '../store/contents.ts'
import { pagesOfFiles, type ImportRow } from '../store/trees.ts'

/** Functions and lines that fit into the contents. */
const [mostFunctions, mostLines] = [80, 300]

/** Lists pages as the tree lists them: groups are functions, behind what stands in these already. A page that is listed somewhere stays there. */
export async function listImported(ctx: Context, { id, contents, owner, by_id }: ImportRow): Promise<void> {
  const pages = await pagesOfFiles(ctx.tx, id)
  const listed = await listedAmong(ctx.tx, [...pages.values()])
  const functions = new Map((await listFunctions(ctx.tx)).map((one) => [one.name.toLowerCase(), one]))
  let position = await nextPosition(ctx.tx)
  const done = new Set(listed.keys())
  const groups = Map.groupBy(contents, ({ name }) => name.toLowerCase())
  for (const [name, same] of groups) {
    const wanted = same
      .flatMap(({ lines }) => lines)
      .flatMap(({ file, label }): Omit<EntryTable, 'function_id' | 'place'>[] => {
        const page = file === null ? undefined : pages.get(file)
        if (page === undefined) return file === null && label !== '' ? [{ page_id: null, label: label.slice(0, 200), blurb: '' }] : []
        if (done.has(page)) return []
        done.add(page)
        return [{ page_id: page, label: '', blurb: '' }]
      })
    const known = functions.get(name)
    if (wanted.length === 0 || (!known && functions.size >= mostFunctions)) continue
    const row = known ?? { id: newId(), name: same[0]?.name ?? name, owner: owner ?? by_id, position, version: 1 }
    if (!known) position += 1
    const { id: of, name: called, owner: keeper, position: at, version } = row
    await saveFunction(ctx.tx, { id: of, name: called, owner: keeper, position: at, version: known ? version + 1 : 1 })
    functions.set(name, { ...row, owner_name: null })
    const before = await linesOf(ctx.tx, of)
    const promised = new Set(before.filter(({ page_id }) => page_id === null).map(({ label }) => label.toLowerCase()))
    const more = wanted.filter(({ page_id, label }) => page_id !== null || !promised.has(label.toLowerCase()))
    await replaceEntries(ctx.tx, of, [...before, ...more].slice(0, Math.max(before.length, mostLines)))
    await record(ctx, {
      action: known ? 'handbook.function.arranged' : 'handbook.function.created',
      subject: { kind: 'function', id: of, label: called },
      after: { lines: more.length },
    })
    await ctx.announce('handbook.function.changed', { function_id: of }, { key: of })
  }
}
