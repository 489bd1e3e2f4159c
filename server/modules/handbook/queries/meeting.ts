import type { Context } from '../../../kernel/context.ts'
import { type Judged, judged, type Known, type Wanted } from '../rules/trees/verdicts.ts'
import { earlierTexts, leadingTo, type MetPage, pagesMet } from '../store/meeting.ts'
import type { Looks } from '../store/pages.ts'
import { opens } from './looking.ts'

type House = { tree: string; looks: Looks; groups: boolean }
export type Met = Judged & { row: MetPage | undefined }

/** What is to be done with each file of a tree, beside the pages that there are now. A few queries for however many. */
export async function judgeAll(ctx: Pick<Context, 'tx'>, wanted: readonly Wanted[], { tree, looks, groups }: House): Promise<Met[]> {
  const ids = wanted.flatMap(({ side, moves }) => [...(side ? [side.id] : []), ...(moves ? [moves] : [])])
  const paths = wanted.map(({ path }) => path)
  const sought = { tree, ids, paths, files: wanted.map(({ file }) => file) }
  const [rows, addresses] = await Promise.all([pagesMet(ctx.tx, sought), leadingTo(ctx.tx, paths)])
  const byId = new Map(rows.map((row) => [row.id, row]))
  const byFile = new Map(rows.flatMap((row) => (row.file === null ? [] : [[row.file, row] as const])))
  const meet = (one: Wanted): { by: 'id' | 'file' | 'address'; row: MetPage } | undefined => {
    const own = byId.get(one.side?.id ?? one.moves ?? '')
    if (own) return { by: 'id', row: own }
    const file = byFile.get(one.file)
    if (file) return { by: 'file', row: file }
    const there = byId.get(addresses.get(one.path) ?? '')
    return there && { by: 'address', row: there }
  }
  const met = wanted.map(meet)
  // what an export of ours says of the text that it holds
  const older = wanted.flatMap((one, at) => {
    const row = met[at]?.row
    return row && row.base === null && one.side && one.side.no !== row.no && one.side.id === row.id ? [{ id: row.id, no: one.side.no }] : []
  })
  const bases = await earlierTexts(ctx.tx, older)
  return wanted.map((one, at) => {
    const found = met[at]
    if (!found) return { ...judged(one, undefined, { groups }), row: undefined }
    const own = one.side?.id === found.row.id ? (bases.get(found.row.id) ?? found.row.source) : null
    const page = knownOf(found.row, found.row.base ?? own, looks)
    return { ...judged(one, { by: found.by, page }, { groups }), row: found.row }
  })
}

function knownOf(row: MetPage, base: string | null, looks: Looks): Known {
  const { id, path, source, audience, held } = row
  return {
    ...{ id, path, source, base, audience, held },
    retired: row.retired_on !== null,
    followed: row.in_force_no !== null,
    procedure: row.number !== null,
    hidden: !opens(row, looks),
  }
}
