import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { mostLines, partName } from '../rules/trees/parts.ts'
import type { EntryTable, FunctionTable } from '../tables.ts'
import { linesOf, listedAmong, listFunctions, nextPosition, replaceEntries, saveFunction } from '../store/contents.ts'
import { pagesOfFiles, type ImportRow } from '../store/trees.ts'

/** Functions that fit into the contents. */
const mostFunctions = 80

/** Lists pages as the tree lists them, and answers how many lines found no function: groups are functions, behind what stands in these already. A page that is listed somewhere stays there. */
export async function listImported(ctx: Context, { id, contents, owner, by_id }: ImportRow): Promise<number> {
  const pages = await pagesOfFiles(ctx.tx, id)
  const listed = await listedAmong(ctx.tx, [...pages.values()])
  const functions = new Map<string, FunctionTable>((await listFunctions(ctx.tx)).map((one) => [one.name.toLowerCase(), one]))
  let left = 0
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
    left += await listIn(ctx, { name: same[0]?.name ?? name, owner: owner ?? by_id, wanted, functions })
  }
  return left
}

type Lines = Omit<EntryTable, 'function_id' | 'place'>[]
type Group = { name: string; owner: string; wanted: Lines; functions: Map<string, FunctionTable> }

/** Behind what stands there; what does not fit goes on in a function that is called after it. */
async function listIn(ctx: Context, { name, owner, wanted, functions }: Group): Promise<number> {
  let rest = wanted
  for (let part = 1; rest.length > 0; part += 1) {
    const called = partName(name, part)
    const known = functions.get(called.toLowerCase())
    if (!known && functions.size >= mostFunctions) return rest.length
    const before = known ? await linesOf(ctx.tx, known.id) : []
    const promised = new Set(before.filter(({ page_id }) => page_id === null).map(({ label }) => label.toLowerCase()))
    rest = rest.filter(({ page_id, label }) => page_id !== null || !promised.has(label.toLowerCase()))
    const more = rest.slice(0, Math.max(0, mostLines - before.length))
    rest = rest.slice(more.length)
    if (more.length === 0) continue
    const row = known ?? { id: newId(), name: called, owner, position: await nextPosition(ctx.tx), version: 0 }
    const { id, name: title, owner: keeper, position, version } = row
    const now = { id, name: title, owner: keeper, position, version: version + 1 }
    await saveFunction(ctx.tx, now)
    functions.set(called.toLowerCase(), now)
    await replaceEntries(ctx.tx, id, [...before, ...more])
    await record(ctx, {
      action: known ? 'handbook.function.arranged' : 'handbook.function.created',
      subject: { kind: 'function', id, label: title },
      after: { lines: more.length },
    })
    await ctx.announce('handbook.function.changed', { function_id: id }, { key: id })
  }
  return 0
}
