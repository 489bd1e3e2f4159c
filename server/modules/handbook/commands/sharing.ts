import type { Context } from '../../../kernel/context.ts'
import { notifyAll } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type * as promise from '../contract.ts'
import { keeps, looksOf } from '../queries/looking.ts'
import { pageRef } from '../queries/pages.ts'
import { publicHashOf } from '../queries/texts.ts'
import { changeOf } from '../rules/procedures.ts'
import { copiesOf, replacedAt } from '../rules/truth/sharing.ts'
import { takeFinding } from '../store/findings.ts'
import { getPage } from '../store/pages.ts'
import { findProcedure } from '../store/procedures.ts'
import { getVersion } from '../store/texts.ts'
import { oneAtATime } from '../store/truth.ts'
import type { PageTable } from '../tables.ts'
import { checkPage } from './checking.ts'
import { filledOrRefused } from './including.ts'
import { because } from './keepers.ts'
import { createPage, takeOwn } from './pages.ts'
import { putForward } from './proposals.ts'
import { publishText } from './publish.ts'

type Shared = OutputOf<typeof promise.findingsShare>
type Side = { page: PageTable; span: { from: number; to: number } }

/**
 * What two pages say alike is kept on one of its own from now on. Those of the two that the actor may change take it from there, as a text that
 * is published or put forward; whoever keeps the other is told.
 */
export async function shareCopies(ctx: Context, input: InputOf<typeof promise.findingsShare>): Promise<Shared> {
  const looks = await looksOf(ctx)
  await oneAtATime(ctx.tx)
  const finding = await takeFinding(ctx.tx, input.id, undefined, looks)
  if (finding.rule !== 'copy' || finding.other_page === null || finding.from_at === null || finding.other_line === null)
    throw new Refusal('conflict', 'finding.no_copy', 'These two do not say the same: there is nothing to keep once.')
  const [page, other] = [await getPage(ctx.tx, finding.page_id, looks), await getPage(ctx.tx, finding.other_page, looks)]
  if (finding.narrow || page.audience === 'restricted' || other.audience === 'restricted')
    throw new Refusal('conflict', 'finding.for_few', 'One of both is for the few: what is theirs stays on its page.')
  const [text, beside] = [await getVersion(ctx.tx, page.id, page.no), await getVersion(ctx.tx, other.id, other.no)]
  const copies = copiesOf(text.source, finding.from_at, beside.source, finding.other_line)
  if (!copies)
    throw new Refusal('conflict', 'finding.part_of_more', 'One of both is a part of a list, a table or a quote. Write it anew there.')
  const sides: Side[] = [
    { page, span: copies.one },
    { page: other, span: copies.other },
  ]
  const open = sides.every((side) => side.page.audience === 'public') && mayDo(ctx.actor, 'handbook.maintain') !== undefined
  const why = new Map(sides.map((side) => [side.page.id, whyLeft(ctx, side.page, open)]))
  if (sides.every((side) => why.get(side.page.id) !== undefined)) {
    if (sides.some((side) => why.get(side.page.id)?.why === 'everyone_reads_it'))
      throw new Refusal(
        'forbidden',
        'page.public_not_yours',
        'Everyone reads what is yours of these: whoever opens pages to everyone can do this.',
      )
    throw new Refusal('forbidden', 'page.not_yours', 'Neither of both is yours to change: whoever keeps one of them can do this.')
  }
  const source = `---\ntitle: ${JSON.stringify(input.title)}\n---\n\n${copies.words.replaceAll('\r\n', '\n').trim()}\n`
  const seen = open ? { public_hash: publicHashOf(source) } : {}
  const made = await createPage(ctx, {
    ...{ source, path: input.path, backup: null, groups: [], note: 'What several pages said alike', ...seen },
    audience: open ? 'public' : 'internal',
  })
  const changed: Shared['changed'] = []
  // two pages, one after the other: each is locked, and its agreements asked
  for (const side of sides)
    if (why.get(side.page.id) === undefined) changed.push(await takeFrom(ctx, made.path, side, `Kept on “${made.title}” from now on`))
  const left = sides.flatMap((side) => why.get(side.page.id) ?? [])
  await tellLeft(ctx, made.title, left)
  for (const { id } of [...changed, made]) await checkPage(ctx, id)
  return {
    page: { id: made.id, title: made.title, path: made.path, audience: made.audience },
    changed,
    left: left.map(({ page: one, why: says }) => ({ id: one.id, title: one.title, why: says })),
  }
}

type Left = { page: PageTable; why: Shared['left'][number]['why'] }

function whyLeft(ctx: Context, page: PageTable, open: boolean): Left | undefined {
  if (!keeps(ctx, page)) return { page, why: 'not_yours' }
  return page.audience === 'public' && !open ? { page, why: 'everyone_reads_it' } : undefined
}

async function takeFrom(ctx: Context, path: string, { page: { id }, span }: Side, note: string): Promise<Shared['changed'][number]> {
  const page = await takeOwn(ctx, id)
  const before = await getVersion(ctx.tx, id, page.no)
  const marked = replacedAt(before.source, span, `<!-- include: ${path} -->\n<!-- /include -->`)
  const source = await filledOrRefused(ctx, { source: marked, before: before.source, page: id })
  const row = await findProcedure(ctx.tx, id)
  const { audience } = page
  const change = changeOf({ source: before.source, audience }, { source, audience })
  if (row?.in_force_no != null && change === 'material') {
    await putForward(ctx, { id, base: page.no, source, note })
    return { id, title: page.title, as: 'put_forward', class: change }
  }
  await publishText(ctx, { id, base: page.no, source, note, public_hash: publicHashOf(source) })
  return { id, title: page.title, as: 'published', class: change }
}

async function tellLeft(ctx: Context, title: string, left: readonly Left[]): Promise<void> {
  const told = left.filter(({ why }) => why === 'not_yours')
  await notifyAll(
    ctx,
    told.map(({ page }) => ({
      ...{ to: [page.owner], reason: because.shared, subject: pageRef(page) },
      text: `A passage of this page is kept on “${title}” now. Include that page in its place, so that both say the same.`,
    })),
  )
}
