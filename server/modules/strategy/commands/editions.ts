import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { companyOf } from '../../people/index.ts'
import { type editionsEdit, type editionsMoveToCommentary, textAsTyped } from '../contract.ts'
import { editionNow, textUnmet } from '../queries/edition-now.ts'
import { movedToCommentary } from '../rules/commentary.ts'
import { proposedCut } from '../rules/cut.ts'
import { statesFor } from '../rules/life.ts'
import { layOut } from '../rules/page.ts'
import { planRead } from '../reading-apart.ts'
import { bytesOf, type PlanReading, textOf } from '../rules/reading.ts'
import { getEdition, getRevision, listItems, planOf, saveHead, takeEdition } from '../store/editions.ts'
import { listMeasures } from '../store/measures.ts'
import { forgetTakenOver } from '../store/taken-over.ts'
import type { EditionRow, RevisionRow } from '../tables.ts'
import { editionPage } from '../queries/page.ts'
import { mayBeSeen } from '../queries/seen.ts'
import { checkPlans } from './alignment/check.ts'
import { askOn } from './asking.ts'
import { fitDri, fitState, refuse } from './steps.ts'
import { type Before, headOf, saveText } from './texts.ts'

/** Replaces an edition's Markdown and reads it again. Items whose text or place can be recognised keep their keys and measures. */
export async function editSource(ctx: Context, input: InputOf<typeof editionsEdit>): Promise<OutputOf<typeof editionsEdit>> {
  const edition = await takeOpen(ctx, input.id)
  const head = await getRevision(ctx.tx, edition.id, edition.head_rev)
  fitRevision(edition, head, input.if_match, input.source)
  const source = textAsTyped(textOf(bytesOf(input.source)), head.source)
  if (source === head.source) return { rev: edition.head_rev, changed: false, page: await editionPage(ctx, edition.id) }
  const rev = await replaceText(ctx, edition, head, source, { reason: input.reason })
  return { rev, changed: true, page: await editionPage(ctx, edition.id) }
}

/** Whoever saves has read the text of now; else both texts are shown. */
export function fitRevision(edition: EditionRow, head: RevisionRow, read: number | undefined, yours?: string): void {
  if (read === undefined || read === edition.head_rev) return
  throw new Refusal('conflict', 'edit.stale', `${head.actor_name} has changed this text meanwhile. Compare both and save again.`, {
    facts: {
      version: edition.head_rev,
      rev: edition.head_rev,
      theirs: head.source,
      ...(yours === undefined ? {} : { yours }),
      changed_by: head.actor_name,
      changed_at: head.at.toISOString(),
    },
  })
}

/** The proposed cut goes into the Commentary at the end; whatever the text is, it fits afterwards or nothing was done. */
export async function moveToCommentary(
  ctx: Context,
  input: InputOf<typeof editionsMoveToCommentary>,
): Promise<OutputOf<typeof editionsMoveToCommentary>> {
  const edition = await takeOpen(ctx, input.id)
  if (input.rev !== edition.head_rev)
    throw new Refusal('conflict', 'plan.text_moved', 'The plan has another text than the one that this cut was proposed for. Look again.')
  const head = await getRevision(ctx.tx, edition.id, edition.head_rev)
  const cut = proposedCut(head.reading, layOut(head.reading))
  if (cut.length === 0)
    throw new Refusal(
      'refused',
      'plan.nothing_to_cut',
      'It fits on its page, or no cut of whole items would make it fit. Shorten it by hand.',
    )
  const source = movedToCommentary(head.source, head.reading, cut)
  const after = await readAgain(ctx, edition, source)
  const [kept, moved] = [countOf(after, false) - countOf(head.reading, false), countOf(after, true) - countOf(head.reading, true)]
  if (layOut(after).linesOver > 0 || kept !== -cut.length || moved !== cut.length)
    throw new Refusal('refused', 'plan.cut_unclear', 'These items cannot be moved by themselves in this text. Move them by hand.')
  const rev = await replaceText(ctx, edition, head, source, { reason: 'Moved to the Commentary to fit on one page' })
  return { rev, moved: cut.length, page: await editionPage(ctx, edition.id) }
}

/** Items on the page, or in the Commentary. */
function countOf({ sections }: PlanReading, commentary: boolean): number {
  return sections.filter(({ name }) => (name === 'commentary') === commentary).reduce((sum, { items }) => sum + items.length, 0)
}

export async function readAgain(ctx: Context, edition: EditionRow, source: string): Promise<PlanReading> {
  const { fiscal_year_end } = await companyOf(ctx)
  const { period_start: from, period_end: to } = edition
  return planRead(
    ctx,
    source,
    {
      name: edition.title_core,
      title: edition.title_core,
      fiscalYearEnd: fiscal_year_end,
      period: from && to ? { from, to, label: edition.period_label ?? '' } : null,
      goals: (await planOf(ctx.tx, edition)).framework === 'okr',
    },
    edition.completeness_inherited,
  )
}

type Why = {
  reason?: string | undefined
  /** the keys of the lines of now, where whoever edits knows them; else they are recognised by their words and places */
  known?: Before
}

/** Another text takes the place of the one of now. While others are asked about it they are asked about this one, where it changed. */
export async function replaceText(
  ctx: Context,
  edition: EditionRow,
  head: RevisionRow,
  source: string,
  { reason, known }: Why,
): Promise<number> {
  const reading = await readAgain(ctx, edition, source)
  const before = known ?? (await listItems(ctx.tx, edition.id)).map(({ item_key, section, raw }) => ({ key: item_key, section, raw }))
  const bindings = await listMeasures(ctx.tx, edition.id)
  const rev = edition.head_rev + 1
  await saveText(ctx, { edition: edition.id, rev, source, reading, before, bindings }, { change: 'text', reason })
  // a text that names somebody else is newer than the hand-over
  if (headOf(reading).dri !== edition.dri) await forgetTakenOver(ctx.tx, [edition.id])
  await saveHead(ctx.tx, edition.id, { ...headOf(reading), head_rev: rev })
  await record(ctx, {
    action: 'strategy.edition.edited',
    subject: { kind: 'edition', id: edition.id, label: reading.title.core },
    before: { rev: edition.head_rev, content_hash: head.content_hash },
    after: { rev, bytes: bytesOf(source).length },
    ...(reason ? { reason } : {}),
  })
  if (edition.state === 'input') {
    const now = await editionNow(ctx, await getEdition(ctx.tx, edition.id))
    refuse(textUnmet(now))
    await saveHead(ctx.tx, edition.id, await askOn(ctx, now, false))
  }
  await checkPlans(ctx, [edition.plan_id])
  return rev
}

/** What is signed stays as it was signed, and what is agreed is closed. Out for input, only whoever answers for the plan goes on writing. */
export async function takeOpen(ctx: Context, id: string): Promise<EditionRow> {
  mayBeSeen(ctx, await planOf(ctx.tx, await getEdition(ctx.tx, id)))
  const edition = await takeEdition(ctx.tx, id)
  if (edition.state === 'agreed')
    throw new Refusal('conflict', 'plan.frozen', 'This edition is agreed, and its text is closed. Return it to draft first.', {
      facts: { state: edition.state, legal: statesFor('edit') },
    })
  fitState(edition, 'edit')
  if (edition.state === 'input') fitDri(ctx, await editionNow(ctx, edition))
  return edition
}
