import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import type { TreeReading } from '../rules/trees/tree.ts'
import { sidecarFile } from '../rules/trees/sidecar.ts'
import { type ImportFileRow, restHashes } from '../store/trees.ts'

/** Bytes of a file that is no page. */
const mostRest = 25 * 1024 * 1024

export type NewRow = Omit<ImportFileRow, 'place'>

/** What lies beside the pages of a tree, and what becomes of it. */
export async function restRows(ctx: Context, id: string, { rest, contents }: TreeReading, tree: string): Promise<NewRow[]> {
  const known = await restHashes(ctx.tx, tree)
  return rest.map(({ file, bytes }): NewRow => {
    const row = { ...blank(id, file), notes: notesOf(contents, file) }
    if (file === sidecarFile || known.get(file) === sha256(bytes))
      return { ...row, verdict: 'same', says: 'Nothing changed.', state: 'done' }
    if (bytes.length > mostRest) return { ...row, code: 'import.too_large', says: 'It is larger than 25 MiB, and stays outside.' }
    const says = 'No page: kept as it is, shown to nobody, and exported again.'
    return { ...row, verdict: 'keep', says, bytes: Buffer.from(bytes), state: 'waiting' }
  })
}

/** Contents that cannot be read are told at the file that would say them. */
function notesOf(contents: TreeReading['contents'], file: string): NewRow['notes'] {
  const said = contents.filter(({ from }) => from === file).flatMap(({ notes }) => notes)
  return said.map((code) => ({ line: null, code, text: 'It lists pages in a way that cannot be read here: its order is not taken.' }))
}

/** Files that can lie in no tree stay outside, each with the reason. */
export function refusedRows(id: string, { refused }: TreeReading): NewRow[] {
  return refused.map(({ file, code, says }) => ({ ...blank(id, file), code, says }))
}

function blank(id: string, file: string): NewRow {
  const wanted = { file, path: '', former: [], unfit: null, side: null, few: false, draft: false, leadsTo: null, moves: null }
  return {
    ...{ import_id: id, file, kind: 'rest', verdict: 'skip', code: null, says: '', title: '', path: '', page_id: null, notes: [], wanted },
    ...{ encoding: null, source: null, bytes: null, state: 'left' },
  }
}
