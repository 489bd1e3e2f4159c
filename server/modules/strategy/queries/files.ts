import type { Context } from '../../../kernel/context.ts'
import type { InputOf } from '../../../kernel/operation.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import type { editionsDocument, editionsJson, editionsPdf } from '../contract.ts'
import { printPlan } from '../print.ts'
import { bytesOf, canonicalOf } from '../rules/reading.ts'
import { getEdition, getRevision, planOf } from '../store/editions.ts'
import { editionPage, mayBeSeen } from './page.ts'

/** The Markdown: the very bytes, or the canonical form. */
export async function document(ctx: Context, input: InputOf<typeof editionsDocument>): Promise<FileAnswer> {
  const { slug, revision } = await textOf(ctx, input.id)
  const text = input.style === 'canonical' ? canonicalOf(revision.reading) : revision.source
  return { type: 'text/markdown; charset=utf-8', name: `${slug}.md`, bytes: bytesOf(text) }
}

/** The model of the page as JSON. */
export async function planJson(ctx: Context, input: InputOf<typeof editionsJson>): Promise<FileAnswer> {
  const page = await editionPage(ctx, input.id)
  const { plan, edition, title, preface, header, sections, defects, check } = page
  const body = { schema: 'quarterdeck.plan/1', plan, edition, title, preface, header, sections, defects, check }
  return { type: 'application/json', name: `${plan.slug}.json`, bytes: bytesOf(`${JSON.stringify(body, null, 2)}\n`) }
}

/** The page as PDF: the lines that the check counted. */
export async function planPdf(ctx: Context, input: InputOf<typeof editionsPdf>): Promise<FileAnswer> {
  const { slug, edition, revision } = await textOf(ctx, input.id)
  const completeness = edition.state === 'vetted' ? null : revision.reading.completeness
  const foot = [
    edition.state === 'vetted' ? `Vetted ${edition.vetted_on}` : completeness === null ? 'Draft' : `Draft, ${completeness}%`,
    `edition ${edition.no}, revision ${revision.rev}`,
    revision.content_hash.slice(0, 16),
  ].join('  ·  ')
  const bytes = await printPlan(revision.reading, { paper: input.paper, foot, at: revision.at })
  return { type: 'application/pdf', name: `${slug}.pdf`, bytes, inline: true }
}

async function textOf(ctx: Context, id: string) {
  const edition = await getEdition(ctx.tx, id)
  const plan = await planOf(ctx.tx, edition)
  mayBeSeen(ctx, plan)
  return { slug: plan.slug, edition, revision: await getRevision(ctx.tx, id, edition.head_rev) }
}
