import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { askingOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { project } from '../rules/projection.ts'
import { anchorsOf } from '../rules/truth/links.ts'
import { mended, ofTwo } from '../rules/truth/rules.ts'
import { countFindings, getFinding, listFindings, type Shown } from '../store/findings.ts'
import { type Looks, pagesAmong } from '../store/pages.ts'
import { getVersion } from '../store/texts.ts'
import { countUnchecked } from '../store/truth.ts'
import type { PageTable } from '../tables.ts'
import { keeps, looksOf, readerOf } from './looking.ts'

type Detail = OutputOf<typeof promise.findingsGet>

export async function findFindings(
  ctx: Context,
  input: InputOf<typeof promise.findingsList>,
): Promise<OutputOf<typeof promise.findingsList>> {
  const page = await listFindings(ctx.tx, { asking: await askingOf(ctx), looks: await looksOf(ctx) }, input)
  return { ...page, items: page.items.map((row) => ({ ...lineOf(row), page_id: row.page_id, other_title: row.other_title })) }
}

function lineOf(row: Shown) {
  const { id, rule, level, line, says, what, first_seen } = row
  const other = row.other_page === null || row.other_title === null ? null : { id: row.other_page, title: row.other_title }
  return {
    ...{ id, rule, level, line, says, what, first_seen, page: { id: row.page_id, title: row.title } },
    other:
      row.other_says === null
        ? null
        : { page: other, line: row.other_line, says: row.other_says, what: row.other_what ?? '', href: row.other_href },
    owner: { id: row.owner, name: row.owner_name ?? 'Somebody who left' },
    state: row.judged_as === null ? ('open' as const) : row.judged_as === 'both_meant' ? ('meant' as const) : ('decided' as const),
  }
}

export async function readFinding(ctx: Context, { id }: InputOf<typeof promise.findingsGet>): Promise<Detail> {
  const looks = await looksOf(ctx)
  return findingDetail(ctx, await getFinding(ctx.tx, id, looks), looks)
}

export async function findingDetail(ctx: Context, row: Shown, looks: Looks): Promise<Detail> {
  const near = await pagesAmong(ctx.tx, [...row.near, ...(row.other_page === null ? [] : [row.other_page])], looks)
  const there = row.near.flatMap((id) => near.get(id) ?? []).filter(({ retired_on }) => retired_on === null)
  const [first] = there
  const anchors = row.rule === 'link_anchor' && first ? await anchorsFor(ctx, first, looks) : []
  const own = keeps(ctx, row)
  const other = row.other_page === null ? undefined : near.get(row.other_page)
  const mends = own && (mended.has(row.rule) || row.rule === 'page_gone')
  const judges = own || (other !== undefined && keeps(ctx, other))
  return {
    ...lineOf(row),
    near: there.map(({ id, title, path }) => ({ id, title, path, anchors: id === first?.id ? anchors.slice(0, 100) : [] })),
    judged:
      row.judged_as === null
        ? null
        : {
            as: row.judged_as,
            reason: row.judged_reason ?? '',
            by: { id: row.judged_by ?? '', name: row.judged_by_name ?? '' },
            at: row.judged_at ?? row.first_seen,
          },
    version: row.version,
    may: [
      ...(mends ? ['mend'] : []),
      ...(judges && row.rule === 'copy' && !row.narrow ? ['share'] : []),
      ...(judges ? ['judge'] : []),
      ...(judges && ofTwo.has(row.rule) ? ['decide'] : []),
    ],
  }
}

/** Where links into a page arrive, as far as whoever looks may read it. */
export async function anchorsFor(ctx: Context, page: PageTable, looks: Looks): Promise<string[]> {
  const { source } = await getVersion(ctx.tx, page.id, page.no)
  const shown = project(source, await readerOf(ctx, page, source, looks))
  return [...new Set(anchorsOf(shown).map((one) => one.toLowerCase()))]
}

export async function readCounts(ctx: Context): Promise<OutputOf<typeof promise.findingsCount>> {
  const [rules, unread] = await Promise.all([countFindings(ctx.tx, await looksOf(ctx)), countUnchecked(ctx.tx)])
  return { all: rules.reduce((sum, { count }) => sum + count, 0), rules, unread }
}
