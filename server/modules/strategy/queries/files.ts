import type { Context } from '../../../kernel/context.ts'
import type { InputOf } from '../../../kernel/operation.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import type { editionsDocument, editionsJson, editionsPdf } from '../contract.ts'
import { printPlan } from '../print.ts'
import { boundLines } from '../rules/bindings.ts'
import { bytesOf, canonicalOf } from '../rules/reading.ts'
import { companyOf } from '../../people/index.ts'
import { getEdition, getRevision, listItems, planOf } from '../store/editions.ts'
import { listMeasures } from '../store/measures.ts'
import type { ItemRow } from '../tables.ts'
import { editionPage } from './page.ts'
import { mayBeSeen } from './seen.ts'

/** The Markdown: the very bytes, or the canonical form, there also with what its measures are bound to. */
export async function document(ctx: Context, input: InputOf<typeof editionsDocument>): Promise<FileAnswer> {
  const { slug, revision } = await textOf(ctx, input.id)
  const canonical = input.style === 'canonical' || input.bindings === 1
  const bound =
    input.bindings === 1
      ? boundLines(revision.reading, keysOf(await listItems(ctx.tx, input.id)), await listMeasures(ctx.tx, input.id))
      : undefined
  const text = canonical ? canonicalOf(revision.reading, bound) : revision.source
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

/** In the order of the text. */
function keysOf(items: readonly ItemRow[]): string[] {
  return items.toSorted((one, other) => one.place - other.place).map(({ item_key }) => item_key)
}

async function textOf(ctx: Context, id: string) {
  const edition = await getEdition(ctx.tx, id)
  const plan = await planOf(ctx.tx, edition)
  mayBeSeen(ctx, plan)
  return { slug: plan.slug, revision: await getRevision(ctx.tx, id, edition.head_rev) }
}
