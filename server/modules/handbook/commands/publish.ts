import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type * as promise from '../contract.ts'
import { pageWith } from '../queries/becoming.ts'
import { looksOf } from '../queries/looking.ts'
import { pageDetail } from '../queries/pages.ts'
import { type ChangeClass, raised } from '../rules/differences.ts'
import { merged } from '../rules/merge.ts'
import { changeOf } from '../rules/procedures.ts'
import { savePage } from '../store/pages.ts'
import { addVersion, getVersion } from '../store/texts.ts'
import type { PageTable, PageVersionTable } from '../tables.ts'
import { carryOn, fitDirect, followSteps } from './following.ts'
import { filledOrRefused, fitGiven, tellIncluding } from './including.ts'
import { takeOwn, versionOf } from './pages.ts'
import { fitOpening, fitText, followText, pageLabel, sayAgain } from './saying.ts'

/** Another text of a page, in one step: what was changed meanwhile is kept where both fit together. */
export async function publishText(
  ctx: Context,
  input: InputOf<typeof promise.pagesPublish>,
): Promise<OutputOf<typeof promise.pagesPublish>> {
  const page = await takeOwn(ctx, input.id)
  const looks = await looksOf(ctx)
  const before = await getVersion(ctx.tx, page.id, page.no)
  const whole = input.base === page.no ? input.source : await together(ctx, page, before, input)
  const source = await filledOrRefused(ctx, { source: whole, before: before.source, page: page.id })
  if (source === before.source) return { ...(await pageDetail(ctx, page, looks)), changed: false }
  const { audience } = page
  const computed = changeOf({ source: before.source, audience }, { source, audience })
  const change = raised(computed, input.class)
  const row = await fitDirect(ctx, page, before, { source, class: change })
  const { note, public_hash: seen } = input
  const now = await putOut(ctx, page, before, { source, note, class: change, computed, seen })
  if (row) await carryOn(ctx, row, before, { source, class: change, no: now.no, note })
  return { ...(await pageDetail(ctx, now, looks)), changed: true }
}

type Out = {
  source: string
  note: string
  class: ChangeClass
  computed?: ChangeClass
  seen: string | undefined
  /** it puts a link right, and other links may go on leading nowhere; `all`: it came as it is, whatever its links */
  mends?: true | 'all'
  /** it was agreed to as it is, by those who may read it */
  agreed?: true
}

/** Another text stands from now on, with all that stands on it. */
export async function putOut(ctx: Context, page: PageTable, before: PageVersionTable, text: Out): Promise<PageTable> {
  const { source, note, class: change, computed = change } = text
  const { audience } = page
  fitOpening(ctx, page, { before: before.source, source }, { audience, seen: text.seen })
  const asItIs = text.mends === 'all' || text.agreed
  await fitGiven(ctx, page, page, source)
  await fitText(ctx, source, page, { source: asItIs ? source : before.source, broken: text.mends !== undefined })
  const now = await pageWith(ctx, page, source, change)
  await addVersion(ctx.tx, versionOf(ctx, now, { class: change, source, note }))
  const { no, label, title, summary, completeness, mark, public_hash, public_since } = now
  const { version, changed_at, changed_by, changed_by_name } = now
  const said = { title, summary, completeness, mark, public_hash, public_since }
  await savePage(ctx.tx, page.id, { ...said, no, label, version, changed_at, changed_by, changed_by_name })
  await followText(ctx, now, source)
  await followSteps(ctx, now, source, before.source)
  await sayAgain(ctx, page, now)
  await record(ctx, {
    action: 'handbook.page.published',
    subject: pageLabel(now),
    before: { no: page.no, label: page.label },
    after: { no, label, class: change, ...(change === computed ? {} : { computed }) },
    ...(audience === 'restricted' ? {} : { reason: note }),
  })
  await ctx.announce('handbook.page.published', { page_id: page.id, no, class: change }, { key: page.id })
  await tellIncluding(ctx, page)
  return now
}

/** A text that began on an older one: with what was published meanwhile, or refused with both. */
async function together(
  ctx: Context,
  page: PageTable,
  theirs: PageVersionTable,
  input: InputOf<typeof promise.pagesPublish>,
): Promise<string> {
  const base = await getVersion(ctx.tx, page.id, input.base)
  const both = merged(base.source, theirs.source, input.source)
  if (both !== undefined) return both
  throw new Refusal(
    'conflict',
    'change.conflict',
    `${theirs.author_name} has changed the same lines meanwhile. Compare both and publish again.`,
    {
      facts: { no: page.no, theirs: theirs.source, by: theirs.author_name },
    },
  )
}
