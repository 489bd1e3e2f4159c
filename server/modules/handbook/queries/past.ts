import type { Context } from '../../../kernel/context.ts'
import { dayIn } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { colleaguesOf, companyZone, personIdsByEmail } from '../../people/index.ts'
import { contentHash } from './becoming.ts'
import { type ChangeClass, nextLabel } from '../rules/differences.ts'
import { changeOf } from '../rules/procedures.ts'
import { saysOf } from '../rules/reading.ts'
import { project } from '../rules/projection.ts'
import type { TreePage } from '../rules/trees/tree.ts'
import type { PageTable, PageVersionTable } from '../tables.ts'
import type { ImportPastTable } from '../tables-trees.ts'

/** Letters of all earlier texts of one import. */
const mostLetters = 64 * 1024 * 1024
/** Who wrote it is none of ours: no name and no address of theirs is kept. */
const stranger = 'An author of the repository'

/**
 * Earlier texts of a tree as they wait to be taken: whoever wrote one is the colleague with this address, and nobody else by name.
 * Refuses `import.history_too_large`.
 */
export async function pastRows(ctx: Context, id: string, pages: readonly TreePage[]): Promise<ImportPastTable[]> {
  const texts = pages.flatMap(({ file, past }) => (past.length > 1 ? past.map((one, n) => ({ file, n, ...one })) : []))
  if (texts.reduce((sum, { source }) => sum + source.length, 0) > mostLetters)
    throw new Refusal('refused', 'import.history_too_large', 'Its earlier texts are more than fit. Take it with its renames alone.')
  const emails = [...new Set(texts.map(({ email }) => email.trim().toLowerCase()))].filter((email) => email.includes('@'))
  const ids = emails.length === 0 ? new Map<string, string>() : await personIdsByEmail(ctx, emails)
  const people = await colleaguesOf(ctx, [...new Set(ids.values())])
  return texts.map(({ file, n, source, at, email, note }) => {
    const person = people.get(ids.get(email.trim().toLowerCase()) ?? '')
    const said = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd')
    return {
      ...{ import_id: id, file, n, source: said(source), note: said(note) || 'No word of it' },
      ...{ author: person?.id ?? null, author_name: person?.name ?? stranger, at: at.getTime() > ctx.now.getTime() ? ctx.now : at },
    }
  })
}

type Earlier = { versions: PageVersionTable[]; last: { label: string; class: ChangeClass; by: By } }
type By = Pick<PageVersionTable, 'author' | 'author_name' | 'published_at' | 'published_day' | 'note'>

/** Earlier texts of a page as they were published, and how the one of now follows on them; nothing where there are none. */
export async function earlierTexts(
  ctx: Context,
  page: PageTable,
  source: string,
  past: readonly ImportPastTable[],
): Promise<Earlier | undefined> {
  const before = past.filter((one, at) => at < past.length - 1 || one.source !== source)
  const now = past.at(-1)
  if (before.length === 0 || !now) return undefined
  const zone = await companyZone(ctx.tx)
  const byOf = ({ author, author_name, at, note }: ImportPastTable): By => ({
    ...{ author: author ?? 'import', author_name, note },
    ...{ published_at: at, published_day: dayIn(zone, at) },
  })
  let label = '1.0.0'
  const { audience, draft } = page
  const classOf = (at: number): ChangeClass =>
    changeOf({ source: before[at - 1]?.source ?? '', audience }, { source: before[at]?.source ?? source, audience })
  const versions = before.map((one, at): PageVersionTable => {
    const change = at === 0 ? 'first' : classOf(at)
    if (change !== 'first') label = nextLabel({ label, draft }, change)
    return {
      ...{ page_id: page.id, no: at + 1, label, class: change, title: titleOf(one.source, page.path), source: one.source },
      ...{ content_hash: contentHash(one.source), ...byOf(one) },
    }
  })
  const change = classOf(before.length)
  return { versions, last: { label: nextLabel({ label, draft }, change), class: change, by: byOf(now) } }
}

function titleOf(source: string, path: string): string {
  return saysOf(project(source, { groups: [], all: false }), path).title
}
