import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { addBusinessDays } from '../../../kernel/calendar/calendar.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { openActions } from '../../decisions/index.ts'
import { calendarOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { findingDetail, anchorsFor } from '../queries/findings.ts'
import { keeps, looksOf } from '../queries/looking.ts'
import { fitKept, publicHashOf } from '../queries/texts.ts'
import { changeOf } from '../rules/procedures.ts'
import { addressAt, readdressed } from '../rules/truth/mends.ts'
import { mended, ofTwo } from '../rules/truth/rules.ts'
import { saveJudgement, takeFinding, linksWith, type Shown } from '../store/findings.ts'
import { getPage, type Looks, savePage, takePage } from '../store/pages.ts'
import { leadFurther } from '../store/redirects.ts'
import { getVersion } from '../store/texts.ts'
import { checkedNo, followedLinks, oneAtATime } from '../store/truth.ts'
import type { PageTable } from '../tables.ts'
import { checkPage } from './checking.ts'
import { carryOn, fitDirect } from './following.ts'
import { takeOwn } from './pages.ts'
import { putOut } from './publish.ts'
import { pageLabel, sayAgain } from './saying.ts'

type Mended = OutputOf<typeof promise.findingsMend>

/**
 * Leads a link to a page that is there. Of the source the address alone is written anew. Where the link stays with its page, by another name of it,
 * at another place, or with the page that came in its stead, nobody does anything else than before: the change is editorial, and what was agreed to
 * goes on. A link that leads elsewhere changes as much as any other change of the text.
 */
export async function mendFinding(ctx: Context, input: InputOf<typeof promise.findingsMend>): Promise<Mended> {
  const looks = await looksOf(ctx)
  await oneAtATime(ctx.tx)
  const finding = await takeFinding(ctx.tx, input.id, undefined, looks)
  const target = await getPage(ctx.tx, input.to, looks)
  if (target.retired_on !== null)
    throw new Refusal('refused', 'finding.target_retired', 'A link leads to a page that is in force.', {
      unmet: [{ code: 'finding.target_retired', text: 'Choose another page.', path: 'to' }],
    })
  if (finding.rule === 'page_gone') return replaceGone(ctx, finding.page_id, target)
  if (!mended.has(finding.rule)) throw new Refusal('conflict', 'finding.not_a_link', 'This is put right by writing the text anew.')
  const page = await takeOwn(ctx, finding.page_id)
  const before = await getVersion(ctx.tx, page.id, page.no)
  const places = (await checkedNo(ctx.tx, page.id)) === page.no ? await linksWith(ctx.tx, page.id, finding.what) : []
  if (places.length === 0)
    throw new Refusal('conflict', 'finding.text_moved', 'The page has another text by now, or the link is raw HTML. Mend it in the text.')
  const address = addressAt(target.path, await placeOn(ctx, target, input.anchor, looks))
  const source = readdressed(before.source, places, { was: finding.what, now: address })
  if (source === undefined)
    throw new Refusal('conflict', 'finding.reads_otherwise', 'With another address the text would read otherwise. Mend it in the text.')
  // everyone who may open the page reads the note: of where links lead it says nothing, as a part may be for some and a target for the few
  const note = 'A link was mended'
  const { audience } = page
  const computed = changeOf({ source: before.source, audience }, { source, audience })
  const change = (await staysWith(ctx, page, finding.what, target)) ? 'editorial' : computed
  const row = await fitDirect(ctx, page, before, { source, class: change })
  const now = await putOut(ctx, page, before, { source, note, class: change, computed, seen: publicHashOf(source), mends: true })
  if (row) await carryOn(ctx, row, before, { source, class: change, no: now.no, note })
  await checkPage(ctx, page.id)
  return { page: { id: now.id, title: now.title }, label: now.label, changed: places.length }
}

/** A place that whoever asks reads on the page. */
async function placeOn(ctx: Context, target: PageTable, anchor: string, looks: Looks): Promise<string> {
  if (anchor === '') return ''
  const found = (await anchorsFor(ctx, target, looks)).find((one) => one.toLowerCase() === anchor.toLowerCase())
  if (found !== undefined) return found
  throw new Refusal('refused', 'finding.no_such_place', 'The page has no such place.', {
    unmet: [{ code: 'finding.no_such_place', text: 'Choose a heading of the page, or its top.', path: 'anchor' }],
  })
}

/** Whether all links of a page with an address lead to another one already, by whatever name, or to what it came in place of. */
async function staysWith(ctx: Context, page: PageTable, url: string, target: PageTable): Promise<boolean> {
  const led = (await followedLinks(ctx.tx, [page.id])).filter((link) => link.url === url)
  return led.every((link) => link.target === target.id || (link.retired && link.replaced_by === target.id))
}

/** What came in place of a page that was retired without one. */
export async function replaceGone(ctx: Context, id: string, target: PageTable): Promise<Mended> {
  const page = await takePage(ctx.tx, id, await looksOf(ctx))
  fitKept(ctx, page)
  const now = { ...page, replaced_by: target.id, heir: null, heir_score: null, version: page.version + 1 }
  await savePage(ctx.tx, page.id, { replaced_by: now.replaced_by, heir: null, heir_score: null, version: now.version })
  await leadFurther(ctx.tx, page.id, target.id)
  await sayAgain(ctx, page, now)
  await record(ctx, { action: 'handbook.page.replaced', subject: pageLabel(now), after: { replaced_by: target.id } })
  await ctx.announce('handbook.page.retired', { page_id: page.id, replaced_by: target.id }, { key: page.id })
  await checkPage(ctx, page.id)
  return { page: { id: now.id, title: now.title }, label: now.label, changed: 0 }
}

/** Working days in which whoever keeps the other page changes it. */
const daysToChange = 10

/** Both are meant, or one of them is right: then whoever keeps the other is asked to change it. It holds for these two texts and for no others. */
export async function judgeFinding(
  ctx: Context,
  input: InputOf<typeof promise.findingsJudge>,
): Promise<OutputOf<typeof promise.findingsJudge>> {
  const looks = await looksOf(ctx)
  const finding = await takeFinding(ctx.tx, input.id, input.if_match, looks)
  const page = await getPage(ctx.tx, finding.page_id, looks)
  const other = finding.other_page === null ? undefined : await getPage(ctx.tx, finding.other_page, looks)
  fitJudge(ctx, finding, page, other)
  if (input.as !== 'both_meant' && !ofTwo.has(finding.rule))
    throw new Refusal(
      'refused',
      'finding.nothing_beside',
      'There is nothing beside it that could be right. It can only be meant as it stands.',
    )
  const wrong = input.as === 'this_right' ? other : input.as === 'other_right' ? page : undefined
  if (wrong && finding.judged_as === null) await askToChange(ctx, finding, { page, other, wrong })
  await saveJudgement(ctx.tx, {
    ...{
      id: finding.id,
      judged_as: input.as,
      judged_reason: input.reason,
      judged_by: personBehind(ctx.actor),
      judged_by_name: ctx.actor.name,
    },
    ...{ judged_at: ctx.now, version: finding.version + 1 },
  })
  await record(ctx, {
    action: 'handbook.finding.judged',
    subject: pageLabel(page),
    before: { as: finding.judged_as },
    after: { rule: finding.rule, as: input.as },
    ...(forSome(finding, page, other) ? {} : { reason: input.reason }),
  })
  await ctx.announce('handbook.finding.judged', { page_id: page.id, finding_id: finding.id, as: input.as }, { key: page.id })
  return findingDetail(ctx, await takeFinding(ctx.tx, finding.id, undefined, looks), looks)
}

/** Whether one of both texts is not for all colleagues: then nothing that either says is told outside of the finding. */
function forSome({ narrow }: Shown, page: PageTable, other: PageTable | undefined): boolean {
  return narrow || page.audience === 'restricted' || other?.audience === 'restricted'
}

type Sides = { page: PageTable; other: PageTable | undefined; wrong: PageTable }

/** Of two texts for all colleagues the action says what to write; of others, to those who take part alone, that there is something to change. */
async function askToChange(ctx: Context, finding: Shown, { page, other, wrong }: Sides): Promise<void> {
  const due = addBusinessDays(ctx.today, daysToChange, await calendarOf(ctx))
  const some = forSome(finding, page, other)
  const closed = wrong.audience === 'restricted'
  const [is, right] = wrong === page ? [finding.what, finding.other_what] : [finding.other_what, finding.what]
  const text = some
    ? closed
      ? 'Change a page that disagrees with another'
      : `Change a passage of “${wrong.title}” that disagrees with another text`
    : `Change “${is || 'the passage'}” to “${right || 'what is right'}” on “${wrong.title}”`
  const title = closed ? 'A page for the few' : wrong.title
  // whoever keeps the page may not be one of those who see the finding
  const href = some ? `/handbook/pages/${wrong.id}` : `/handbook/findings/${finding.id}`
  await openActions(
    ctx,
    [{ text: text.slice(0, 300), dri: wrong.owner, due }],
    { room: 'handbook', kind: 'page', id: wrong.id, title, href, also: other ? [wrong === page ? other.id : page.id] : [] },
    some ? 'restricted' : 'internal',
  )
}

/** Whoever keeps one of both pages. */
function fitJudge(ctx: Context, _finding: Shown, page: PageTable, other: PageTable | undefined): void {
  if (!other || !keeps(ctx, other)) fitKept(ctx, page)
}
