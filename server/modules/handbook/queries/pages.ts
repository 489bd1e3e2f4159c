import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { SubjectRef } from '../../../kernel/subject.ts'
import { askingOf, groupsBehind, personsOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { project } from '../rules/projection.ts'
import { rendered } from '../rules/render.ts'
import { includedBy } from '../store/includes.ts'
import { findPage, getPage, listPages, type Looks } from '../store/pages.ts'
import { getVersion, linkingTo, pathsOf } from '../store/texts.ts'
import { isWatched } from '../store/watching.ts'
import type { PageTable } from '../tables.ts'
import { includesFor } from './including.ts'
import { filesInApp } from './attachments.ts'
import { house, inApp, keeps, linkedFrom, looksOf, opens, readerOf } from './looking.ts'

export async function findPages(ctx: Context, input: InputOf<typeof promise.pagesList>): Promise<OutputOf<typeof promise.pagesList>> {
  const page = await listPages(ctx.tx, { asking: await askingOf(ctx), looks: await looksOf(ctx) }, input)
  const items = page.items.map((row) => ({
    id: row.id,
    path: row.path,
    title: row.title,
    summary: row.summary,
    completeness: row.completeness,
    mark: row.mark,
    owner: { id: row.owner, name: row.owner_name ?? gone },
    backup: row.backup === null ? null : { id: row.backup, name: row.backup_name ?? gone },
    audience: row.audience,
    state: stateOf(row),
    label: row.label,
    changed_at: row.changed_at,
  }))
  return { ...page, items }
}

const gone = 'Somebody who left'

function stateOf(row: PageTable): 'published' | 'retired' {
  return row.retired_on === null ? 'published' : 'retired'
}

export async function readPage(ctx: Context, { id }: InputOf<typeof promise.pagesGet>): Promise<OutputOf<typeof promise.pagesGet>> {
  const looks = await looksOf(ctx)
  const page = await getPage(ctx.tx, id, looks)
  const [{ source }, from, paths, including, watched] = await Promise.all([
    getVersion(ctx.tx, id, page.no),
    linkingTo(ctx.tx, id),
    pathsOf(ctx.tx, id),
    includedBy(ctx.tx, id),
    isWatched(ctx.tx, looks.person, id),
  ])
  const shown = project(source, await readerOf(ctx, page, source, looks))
  const [linked, files] = await Promise.all([linkedFrom(ctx, shown, page.path), filesInApp(ctx, page, page.no, shown)])
  const { html, headings } = rendered(shown, page.title, files.leads(inApp(linked, looks)), files.shows)
  return {
    ...(await pageDetail(ctx, page, looks)),
    html,
    headings,
    linked_from: from.filter((one) => one.id !== id && opens(one, looks)).map(({ id: other, title }) => ({ id: other, title })),
    includes: await includesFor(ctx, looks, shown),
    included_by: including.filter((one) => opens(one, looks)).map(({ id: other, title }) => ({ id: other, title })),
    watched,
    former_paths: paths.filter((path) => path !== page.path),
  }
}

/** What a page is, without its text. */
export async function pageDetail(ctx: Context, row: PageTable, looks: Looks): Promise<OutputOf<typeof promise.pagesCreate>> {
  const [names, groups, other] = await Promise.all([
    personsOf(ctx, [row.owner, ...(row.backup ? [row.backup] : [])]),
    groupsBehind(ctx, row.groups, ctx.today),
    row.replaced_by ? findPage(ctx.tx, row.replaced_by, looks) : undefined,
  ])
  const {
    id,
    path,
    title,
    summary,
    completeness,
    mark,
    audience,
    number,
    no,
    label,
    changed_at,
    draft,
    retired_on,
    retired_reason,
    version,
  } = row
  const own = keeps(ctx, row)
  const inForce = retired_on === null
  const acts = inForce ? ['publish', 'change', 'move', 'retire'] : audience === 'restricted' ? [] : ['change']
  return {
    id,
    path,
    title,
    summary,
    completeness,
    mark,
    owner: { id: row.owner, name: names.get(row.owner) ?? gone },
    backup: row.backup ? { id: row.backup, name: names.get(row.backup) ?? gone } : null,
    audience,
    groups: row.groups.map((group) => ({ id: group, name: groups.get(group)?.name ?? 'A group for the few' })),
    number,
    state: stateOf(row),
    no,
    label,
    changed_at,
    changed_by: { id: row.changed_by, name: row.changed_by_name },
    retired:
      retired_on === null
        ? null
        : { on: retired_on, reason: retired_reason ?? '', replaced_by: other ? { id: other.id, title: other.title } : null },
    public_href: audience === 'public' && !draft && retired_on === null ? `/handbook/${path}` : null,
    version,
    may: own ? [...acts, ...(inForce && mayDo(ctx.actor, 'handbook.maintain') ? ['open'] : [])] : [],
  }
}

export function pageRef(row: PageTable): SubjectRef {
  const { id, title, audience } = row
  const called = audience === 'restricted' ? { called: 'A page for the few' } : {}
  return { room: 'handbook', kind: 'page', id, title, ...called, href: `/handbook/pages/${id}`, audience }
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** For comments and notices: what may not be opened is not found. */
export async function findPageRef(ctx: Context, id: string): Promise<SubjectRef | undefined> {
  if (!isId.test(id)) return undefined
  const row = await findPage(ctx.tx, id, ctx.actor.kind === 'system' ? house : await looksOf(ctx))
  return row && pageRef(row)
}
