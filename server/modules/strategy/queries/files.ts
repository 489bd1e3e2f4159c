import type { Context } from '../../../kernel/context.ts'
import type { InputOf } from '../../../kernel/operation.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import type { editionsDocument, editionsJson, editionsPdf } from '../contract.ts'
import { printPlan } from '../print.ts'
import { bytesOf, canonicalOf } from '../rules/reading.ts'
import { companyOf } from '../../people/index.ts'
import { getEdition, getRevision, planOf } from '../store/editions.ts'
import { editionPage } from './page.ts'
import { mayBeSeen } from './seen.ts'

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

/** The page as it stands today, on one sheet. */
export async function planPdf(ctx: Context, input: InputOf<typeof editionsPdf>): Promise<FileAnswer> {
  const page = await editionPage(ctx, input.id)
  const bytes = await printPlan(page, { paper: input.paper, company: await companyOf(ctx), at: ctx.now })
  return { type: 'application/pdf', name: `${page.plan.slug}.pdf`, bytes, inline: true }
}

async function textOf(ctx: Context, id: string) {
  const edition = await getEdition(ctx.tx, id)
  const plan = await planOf(ctx.tx, edition)
  mayBeSeen(ctx, plan)
  return { slug: plan.slug, revision: await getRevision(ctx.tx, id, edition.head_rev) }
}
