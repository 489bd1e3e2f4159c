import type { Context } from '../../../kernel/context.ts'
import { Refusal, type Unmet } from '../../../kernel/refusal.ts'
import { forgetDocument, keepDocuments, type SearchDocument } from '../../../kernel/search/documents.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { calledOf } from '../../../kernel/subject.ts'
import { colleaguesOf, groupsBehind } from '../../people/index.ts'
import { ledToFiles } from '../queries/attachments.ts'
import { otherwiseSaid } from '../queries/becoming.ts'
import { knownTo, linkedFrom, looksOf } from '../queries/looking.ts'
import { pageRef } from '../queries/pages.ts'
import { opensTo, publicHashOf } from '../queries/texts.ts'
import type { Audience } from '../rules/audience.ts'
import { findingsOf } from '../rules/findings.ts'
import { targetOf } from '../rules/links.ts'
import { project } from '../rules/projection.ts'
import { readingOf } from '../rules/reading.ts'
import { type Alias, aliasesOf } from '../store/asked.ts'
import { saveSaid } from '../store/pages.ts'
import { saveLinks } from '../store/texts.ts'
import type { PageTable } from '../tables.ts'
import { followIncludes } from './including.ts'

/**
 * What pages for everyone say of themselves may hold words of a link, and whether these show depends on the page to which it leads: said
 * again once that one has another title or other readers.
 */
export async function sayAgain(ctx: Context, before: PageTable, now: PageTable): Promise<void> {
  const again = await otherwiseSaid(ctx, before, now)
  await saveSaid(
    ctx.tx,
    again.map(({ page }) => page),
  )
  const inForce = again.filter(({ page }) => page.retired_on === null)
  const aliases = await aliasesOf(
    ctx.tx,
    inForce.map(({ page }) => page.id),
  )
  await keepDocuments(
    ctx.tx,
    inForce.flatMap(({ page, source }) => documentsOf(page, source, aliases.get(page.id))),
  )
}

/** A text whose links may stay: those to pages that whoever acts may not open, and, where `broken` says so, those that lead nowhere. */
type Stood = { source: string; path?: string; broken?: boolean }

/** Everything that must hold of a text before it is published; all that does not is said at once. */
export async function fitText(
  ctx: Context,
  source: string,
  page: Pick<PageTable, 'path' | 'audience'> & Partial<Pick<PageTable, 'id' | 'no'>>,
  stood?: Stood,
): Promise<void> {
  const { path, audience, id, no } = page
  const before = stood && (await linkedFrom(ctx, stood.source, stood.path ?? path))
  const stays = (stood?.broken && before?.broken) || []
  const nowhere = knownTo(await looksOf(ctx), await linkedFrom(ctx, source, path), before).broken.filter((url) => !stays.includes(url))
  const files = id !== undefined && no !== undefined ? await ledToFiles(ctx, { id, no }, nowhere) : new Set()
  const broken = nowhere.filter((url) => !files.has(url))
  const unmet = findingsOf(source, broken, audience)
    .filter(({ level }) => level === 'error')
    .map(({ code, text }): Unmet => ({ code, text, path: 'source' }))
  const [first] = unmet
  if (first) throw new Refusal('refused', first.code, first.text, { unmet })
}

/**
 * What is shown to everyone was looked at by whoever shows it. A page is opened to everyone by those who keep the handbook; its owner goes on
 * writing it.
 */
export function fitOpening(
  ctx: Context,
  page: PageTable | undefined,
  texts: { before?: string; source: string },
  to: { audience: Audience; seen: string | undefined },
): void {
  if (to.audience !== 'public') return
  if (page?.audience !== 'public' && mayDo(ctx.actor, 'handbook.maintain') === undefined)
    throw new Refusal('forbidden', 'page.public_not_yours', 'A page is opened to everyone by those who keep the handbook.')
  if (!opensTo(page, texts.before, texts.source) || to.seen === publicHashOf(texts.source)) return
  throw new Refusal(
    'refused',
    'audience.preview_needed',
    'Everyone would see more than they do now. Look at what they would see, then publish it.',
    {
      unmet: [{ code: 'audience.preview_needed', text: 'Look at the preview for everyone.', path: 'public_hash' }],
    },
  )
}

/** Whose a page is, and for whom. Refuses people and groups that are not there. */
export async function fitKeepers(ctx: Context, page: Pick<PageTable, 'owner' | 'backup' | 'audience' | 'groups'>): Promise<void> {
  const { owner, backup } = page
  if (owner === backup)
    throw new Refusal('refused', 'page.backup_is_owner', 'Whoever owns a page cannot stand in for themselves.', {
      unmet: [{ code: 'page.backup_is_owner', text: 'Choose somebody else.', path: 'backup' }],
    })
  const known = await colleaguesOf(ctx, [owner, ...(backup ? [backup] : [])])
  for (const [path, id] of [
    ['owner', owner],
    ['backup', backup],
  ] as const) {
    const person = id === null ? undefined : known.get(id)
    if (id !== null && (!person || person.left || person.kind === 'service'))
      throw new Refusal('refused', 'page.owner_missing', 'A page is kept by somebody who is with us.', {
        unmet: [{ code: 'page.owner_missing', text: 'Choose a colleague.', path }],
      })
  }
  await fitGroups(ctx, page)
}

/** For whom a page is. */
export async function fitGroups(ctx: Context, { audience, groups }: Pick<PageTable, 'audience' | 'groups'>): Promise<void> {
  if ((audience === 'restricted') !== groups.length > 0)
    throw new Refusal('refused', 'page.groups_unclear', 'A page for the few names the groups that read it, and no other page does.', {
      unmet: [{ code: 'page.groups_unclear', text: audience === 'restricted' ? 'Name a group.' : 'Name none.', path: 'groups' }],
    })
  const there = await groupsBehind(ctx, groups, ctx.today)
  if (groups.some((id) => !there.has(id)))
    throw new Refusal('refused', 'page.group_unknown', 'There is no such group.', {
      unmet: [{ code: 'page.group_unknown', text: 'Choose a group that there is.', path: 'groups' }],
    })
}

/** What stands on the text of a page: what is found by its words, and what links to what. */
export async function followText(ctx: Context, page: PageTable, source: string): Promise<void> {
  // a link in a part for some is none of the page's for the others
  const { pages } = await linkedFrom(ctx, project(source, { groups: [], all: false }), page.path)
  await saveLinks(
    ctx.tx,
    page.id,
    pages.map(({ id }) => id).filter((id) => id !== page.id),
  )
  await followIncludes(ctx, page, source)
  await keepPage(ctx, page, source)
}

/** Hands over how a page is found; by everyone no more, where it is not for everyone. */
export async function keepPage(ctx: Pick<Context, 'tx'>, page: PageTable, source: string): Promise<void> {
  if (page.audience !== 'public' || page.draft) await forgetDocument(ctx.tx, 'page', page.id, 'public')
  const aliases = await aliasesOf(ctx.tx, [page.id])
  await keepDocuments(ctx.tx, documentsOf(page, source, aliases.get(page.id)))
}

/**
 * Found by what all colleagues who may open the page may read of it: parts for some are for nobody's search. What is for everyone is found
 * by everyone, as they see it; what colleagues asked for are words of the house, by which nobody outside finds it.
 */
export function documentsOf(page: PageTable, source: string, asked: readonly Alias[] = []): SearchDocument[] {
  const few = page.audience === 'restricted'
  const own = {
    ...{ room: 'handbook', kind: 'page', id: page.id, title: page.title, path: page.path, updated_at: page.changed_at },
    aliases: [page.path.replaceAll(/[/-]/g, ' '), ...asked.flatMap(({ tier, words }) => (tier === 'public' ? [words] : []))],
  }
  const house: SearchDocument = {
    ...{
      ...own,
      aliases: [
        ...own.aliases,
        ...asked.flatMap(({ tier, words }) => (tier === 'house' ? [words] : [])),
        ...(page.number === null ? [] : [page.number]),
      ],
      ...wordsOf(project(source, { groups: [], all: false }), page.path),
    },
    href: `/handbook/pages/${page.id}`,
    audience: page.audience,
    groups: few ? [...page.groups, page.owner, ...(page.backup ? [page.backup] : []), 'handbook.restricted'] : [],
  }
  if (page.audience !== 'public' || page.draft) return [house]
  const seen = wordsOf(project(source, 'everyone'), page.path)
  return [house, { ...own, ...seen, tier: 'public', href: `/handbook/${page.path}`, audience: 'public', groups: [] }]
}

function wordsOf(text: string, path: string): Pick<SearchDocument, 'headings' | 'body' | 'links'> {
  const { headings, words, linked } = readingOf(text, path)
  const links = linked.flatMap(({ url, text: said }) => {
    const target = targetOf(url, path)
    return target.kind === 'page' && said !== '' ? [{ to: target.path, text: said }] : []
  })
  return { headings, body: words, links: links.slice(0, 500) }
}

/** How a page is called where others than its readers look. */
export function pageLabel(page: PageTable): { kind: string; id: string; label: string } {
  const ref = pageRef(page)
  return { kind: ref.kind, id: ref.id, label: calledOf(ref) }
}
