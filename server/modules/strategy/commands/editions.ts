import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { companyOf } from '../../people/index.ts'
import type { editionsEdit } from '../contract.ts'
import { readPlan, textOf, bytesOf } from '../rules/reading.ts'
import { getRevision, listItems, saveHead, takeEdition } from '../store/editions.ts'
import { listMeasures } from '../store/measures.ts'
import { forgetTakenOver } from '../store/taken-over.ts'
import type { EditionRow } from '../tables.ts'
import { editionPage } from '../queries/page.ts'
import { headOf, saveText } from './texts.ts'

/** Replaces an edition's Markdown and reads it again. Items whose text or place can be recognised keep their keys and measures. */
export async function editSource(ctx: Context, input: InputOf<typeof editionsEdit>): Promise<OutputOf<typeof editionsEdit>> {
  const edition = await takeEdition(ctx.tx, input.id)
  mayBeEdited(edition)
  const head = await getRevision(ctx.tx, edition.id, edition.head_rev)
  if (input.if_match !== undefined && input.if_match !== edition.head_rev) {
    throw new Refusal('conflict', 'edit.stale', `${head.actor_name} has changed this text meanwhile. Compare both and save again.`, {
      facts: {
        version: edition.head_rev,
        rev: edition.head_rev,
        theirs: head.source,
        yours: input.source,
        changed_by: head.actor_name,
        changed_at: head.at.toISOString(),
      },
    })
  }
  const source = textOf(bytesOf(input.source))
  if (source === head.source) return { rev: edition.head_rev, changed: false, page: await editionPage(ctx, edition.id) }
  const { fiscal_year_end } = await companyOf(ctx)
  const { period_start: from, period_end: to } = edition
  const reading = readPlan(
    source,
    {
      name: edition.title_core,
      title: edition.title_core,
      fiscalYearEnd: fiscal_year_end,
      period: from && to ? { from, to, label: edition.period_label ?? '' } : null,
    },
    edition.completeness_inherited,
  )
  const before = (await listItems(ctx.tx, edition.id)).map(({ item_key, section, raw }) => ({ key: item_key, section, raw }))
  const bindings = await listMeasures(ctx.tx, edition.id)
  const rev = edition.head_rev + 1
  await saveText(ctx, { edition: edition.id, rev, source, reading, before, bindings }, { change: 'text', reason: input.reason })
  // a text that names somebody else is newer than the hand-over
  if (headOf(reading).dri !== edition.dri) await forgetTakenOver(ctx.tx, edition.id)
  await saveHead(ctx.tx, edition.id, { ...headOf(reading), head_rev: rev })
  await record(ctx, {
    action: 'strategy.edition.edited',
    subject: { kind: 'edition', id: edition.id, label: reading.title.core },
    before: { rev: edition.head_rev, content_hash: head.content_hash },
    after: { rev, bytes: bytesOf(source).length },
    ...(input.reason ? { reason: input.reason } : {}),
  })
  return { rev, changed: true, page: await editionPage(ctx, edition.id) }
}

/** Only a draft's text may change; what is signed stays as it was signed. */
function mayBeEdited(edition: EditionRow): void {
  if (edition.state === 'draft') return
  throw new Refusal('conflict', 'edition.wrong_state', `This edition is ${edition.state}; only a draft can be edited.`, {
    facts: { state: edition.state, legal: ['draft'] },
  })
}
