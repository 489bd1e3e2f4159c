import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { carry, withdrawSignoff } from '../../decisions/index.ts'
import { thingOf, unmetStill } from '../queries/agreement.ts'
import { contentHash } from '../queries/becoming.ts'
import type { ChangeClass } from '../rules/differences.ts'
import { isProcedure, procedureOf } from '../rules/procedures.ts'
import { nextReview } from '../rules/reviews.ts'
import { keysAfter } from '../rules/step-keys.ts'
import { stepsOf } from '../rules/steps.ts'
import { addStepKeys, endProposal, findProcedure, openProposal, saveProcedure, stepKeys } from '../store/procedures.ts'
import type { PageTable, PageVersionTable, ProcedureTable, ProposalTable } from '../tables.ts'
import { followMethods } from './methods.ts'

/** A procedure stays one, and a page does not become one: each is counted, listed and agreed to from its first text on. */
export function fitKind(page: PageTable, source: string): void {
  if (isProcedure(source) === (page.number !== null)) return
  const text =
    page.number === null
      ? 'This page is no procedure. Write a new page with `kind: procedure` at its top, and retire this one.'
      : 'This is a procedure: its text says `kind: procedure` at its top. Leave that there, or retire the page.'
  throw new Refusal('refused', 'procedure.kind_kept', text, { unmet: [{ code: 'procedure.kind_kept', text, path: 'source' }] })
}

/**
 * Another text of a procedure may go out at once while nobody follows it. Of one that is followed only what changes letters or words may; all
 * else is agreed to first. Nothing goes out beside a text that is put forward.
 */
export async function fitDirect(
  ctx: Context,
  page: PageTable,
  before: PageVersionTable,
  text: { source: string; class: ChangeClass },
): Promise<ProcedureTable | undefined> {
  fitKind(page, text.source)
  const row = await findProcedure(ctx.tx, page.id)
  if (!row) return undefined
  if (await openProposal(ctx.tx, page.id))
    throw new Refusal(
      'conflict',
      'proposal.open',
      'Another text of it is put forward. Put this one forward in its place, or take that one back.',
    )
  if (row.in_force_no === null) return row
  if (text.class === 'material')
    throw new Refusal('refused', 'signoff.missing', 'This changes what people do. Put it forward, so that it is agreed to first.', {
      unmet: [{ code: 'signoff.missing', text: 'Put it forward.', path: 'class' }],
    })
  const unmet = await unmetStill(ctx, page, { source: text.source, hash: before.content_hash })
  const [first] = unmet
  if (first) throw new Refusal('refused', first.code, first.text, { unmet })
  return row
}

/** What was agreed to goes on with a text that differs in letters or words alone, and is followed from now on. */
export async function carryOn(
  ctx: Context,
  row: ProcedureTable,
  before: PageVersionTable,
  text: { source: string; class: ChangeClass; no: number; note: string },
): Promise<void> {
  if (row.in_force_no === null || text.class === 'material') return
  // the ledger is not told of another version: it would call an agreement stale that goes on
  await carry(ctx, {
    subject: thingOf(row.page_id),
    from: before.content_hash,
    to: contentHash(text.source),
    class: text.class,
    reason: text.note,
  })
  await saveProcedure(ctx.tx, { ...row, in_force_no: text.no, in_force_since: ctx.today })
}

/** What stands on the text of a procedure: how it is kept, the keys of its steps, and what it names as what it serves. */
export async function followSteps(ctx: Context, page: PageTable, source: string, before: string | undefined): Promise<void> {
  if (page.number === null) return
  const { tier, months, promise } = procedureOf(source)
  const row = await findProcedure(ctx.tx, page.id)
  const next = row?.reviewed_on ? nextReview(row.reviewed_on, months) : null
  // what brought it forward stays until it is read again
  const review_on = next !== null && row?.pulled_to && row.pulled_to < next ? row.pulled_to : next
  const blank = {
    page_id: page.id,
    in_force_no: null,
    in_force_since: null,
    reviewed_on: null,
    pulled_to: null,
    pulled_by: null,
    triggers: [],
    breached_on: null,
  }
  await saveProcedure(ctx.tx, { ...(row ?? blank), tier, months, promise: promise?.slice(0, 200) ?? null, review_on })
  const keys = before === undefined ? [] : await stepKeys(ctx.tx, page.id, page.no - 1)
  const known = before === undefined ? [] : stepsOf(before).map((step, at) => ({ ...step, key: keys[at] ?? newId() }))
  await addStepKeys(ctx.tx, page.id, page.no, keysAfter(known, stepsOf(source), newId))
  await followMethods(ctx, page, source)
}

/** A text is put forward no more, and nobody is asked about it. */
export async function endAsked(ctx: Context, proposal: ProposalTable, as: 'replaced' | 'withdrawn', reason: string): Promise<void> {
  await withdrawSignoff(ctx, proposal.decision_id, reason)
  await endProposal(ctx.tx, proposal.id, as, ctx.now)
}

/** Nobody is asked about a page that is retired. */
export async function endAsking(ctx: Context, page: string): Promise<void> {
  const proposal = await openProposal(ctx.tx, page)
  if (proposal) await endAsked(ctx, proposal, 'withdrawn', 'Its page is retired.')
}
