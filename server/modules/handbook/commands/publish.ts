import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type * as promise from '../contract.ts'
import { looksOf } from '../queries/looking.ts'
import { pageDetail } from '../queries/pages.ts'
import { type ChangeClass, nextLabel } from '../rules/differences.ts'
import { merged } from '../rules/merge.ts'
import { changeOf } from '../rules/procedures.ts'
import { savePage } from '../store/pages.ts'
import { addVersion, getVersion } from '../store/texts.ts'
import type { PageTable, PageVersionTable } from '../tables.ts'
import { carryOn, fitDirect, followSteps } from './following.ts'
import { sinceWhen, takeOwn, versionOf } from './pages.ts'
import { fitOpening, fitText, followText, pageLabel, saidOf, sayAgain } from './saying.ts'

/** Another text of a page, in one step: what was changed meanwhile is kept where both fit together. */
export async function publishText(
  ctx: Context,
  input: InputOf<typeof promise.pagesPublish>,
): Promise<OutputOf<typeof promise.pagesPublish>> {
  const page = await takeOwn(ctx, input.id)
  const looks = await looksOf(ctx)
  const before = await getVersion(ctx.tx, page.id, page.no)
  const source = input.base === page.no ? input.source : await together(ctx, page, before, input)
  if (source === before.source) return { ...(await pageDetail(ctx, page, looks)), changed: false }
  const { audience } = page
  const computed = changeOf({ source: before.source, audience }, { source, audience })
  const change = higher(computed, input.class)
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
  await fitText(ctx, source, page, { source: asItIs ? source : before.source, broken: text.mends !== undefined })
  const said = await saidOf(ctx, source, page.path, audience)
  const now: PageTable = {
    ...{ ...page, ...said, no: page.no + 1, label: nextLabel(page, change), version: page.version + 1 },
    ...{ changed_at: ctx.now, changed_by: ctx.actor.person ?? ctx.actor.id, changed_by_name: ctx.actor.name },
  }
  now.public_since = sinceWhen(ctx, page, now)
  await addVersion(ctx.tx, versionOf(ctx, now, { class: change, source, note }))
  const { no, label, version, changed_at, changed_by, changed_by_name, public_since } = now
  await savePage(ctx.tx, page.id, { ...said, no, label, version, changed_at, changed_by, changed_by_name, public_since })
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

const order: ChangeClass[] = ['editorial', 'minor', 'material']

/** An author may raise the class of a change. */
function higher(computed: ChangeClass, wanted: ChangeClass | undefined): ChangeClass {
  if (wanted === undefined || order.indexOf(wanted) >= order.indexOf(computed)) return wanted ?? computed
  throw new Refusal('refused', 'change.class_lower', `This change is ${computed}: it cannot be called ${wanted}.`, {
    unmet: [{ code: 'change.class_lower', text: `It is ${computed}.`, path: 'class' }],
  })
}
