import { createHmac } from 'node:crypto'
import { jcs, sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { derivedKey } from '../../../kernel/keys.ts'
import { type Audience, cutsOf } from '../rules/audience.ts'
import { type ChangeClass, nextLabel } from '../rules/differences.ts'
import { project } from '../rules/projection.ts'
import { saysOf } from '../rules/reading.ts'
import { publicLinkingTo, textsOf } from '../store/texts.ts'
import type { PageTable } from '../tables.ts'
import { inPublic, leastReader, linkedFrom, linkedFromEach } from './looking.ts'
import { publicHashOf } from './texts.ts'

type Said = Pick<PageTable, 'title' | 'summary' | 'completeness' | 'mark' | 'public_hash'>

/** What a text makes of its page: the title that everybody who may open the page sees, and what everyone sees. */
export async function saidOf(ctx: Pick<Context, 'tx'>, source: string, path: string, audience: Audience): Promise<Said> {
  if (audience !== 'public') return { ...saysOf(project(source, leastReader(audience)), path), public_hash: null }
  const { known } = inPublic(await linkedFrom(ctx, source, path))
  return { ...saysOf(project(source, 'everyone', known), path), public_hash: publicHashOf(source) }
}

/** A page once another text of it stands; what foretells it asks here too. */
export async function pageWith(ctx: Context, page: PageTable, source: string, change: ChangeClass): Promise<PageTable> {
  const said = await saidOf(ctx, source, page.path, page.audience)
  const now: PageTable = {
    ...{ ...page, ...said, no: page.no + 1, label: nextLabel(page, change), version: page.version + 1 },
    ...{ changed_at: ctx.now, changed_by: ctx.actor.person ?? ctx.actor.id, changed_by_name: ctx.actor.name },
  }
  return { ...now, public_since: sinceWhen(ctx, page, now) }
}

/** Since when everyone sees what they see: another hash is another day. */
export function sinceWhen(ctx: Pick<Context, 'now'>, before: PageTable, now: PageTable): Date | null {
  if (now.public_hash === null) return null
  return now.public_hash === before.public_hash ? before.public_since : ctx.now
}

/** Once a procedure is in force for the first time everyone sees a page that is for them. */
export function opened(ctx: Pick<Context, 'now'>, page: PageTable): PageTable {
  return page.draft ? { ...page, draft: false, public_since: page.public_hash === null ? null : ctx.now } : page
}

/** Pages for everyone that say something else of themselves once one to which they link is another, with their texts. */
export async function otherwiseSaid(
  ctx: Pick<Context, 'tx'>,
  before: PageTable,
  now: PageTable,
): Promise<{ page: PageTable; source: string }[]> {
  const same =
    before.title === now.title && before.audience === now.audience && before.draft === now.draft && before.retired_on === now.retired_on
  const pages = same ? [] : (await publicLinkingTo(ctx.tx, now.id)).filter(({ id }) => id !== now.id)
  if (pages.length === 0) return []
  const sources = await textsOf(ctx.tx, pages)
  const texts = pages.map((page) => ({ page, source: sources.get(page.id) ?? '', path: page.path }))
  const linked = await linkedFromEach(ctx, texts)
  return texts.flatMap(({ page, source, path }, at) => {
    const to = linked[at]
    const { title, summary } = saysOf(project(source, 'everyone', to && inPublic(to).known), path)
    return title === page.title && summary === page.summary ? [] : [{ page: { ...page, title, summary }, source }]
  })
}

/**
 * SHA-256 of the exact text; only line ends and the mark of byte order count for nothing. The ledger tells it to colleagues: where a part of
 * the text is not for all of them it is made with a key of the house, so that nobody tries words until they fit.
 */
export function contentHash(source: string): string {
  const text = jcs({ format: 'handbook.version/1', source: source.replace(/^\ufeff/, '').replaceAll('\r\n', '\n'), attachments: [] })
  const parts = source.includes('<!--') && cutsOf(source).some((cut) => cut.for !== 'internal')
  return parts ? createHmac('sha256', derivedKey('handbook.versions')).update(text).digest('hex') : sha256(text)
}
