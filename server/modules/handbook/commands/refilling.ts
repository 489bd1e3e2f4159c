import type { Context, Open } from '../../../kernel/context.ts'
import { keepDocuments, notKept } from '../../../kernel/search/documents.ts'
import { aliasesOf } from '../store/asked.ts'
import { pagesFrom } from '../store/pages.ts'
import { textsOf } from '../store/texts.ts'
import { documentsOf } from './saying.ts'

const batch = 100

/** Hands over to the search what an older version of the house did not: pages for everyone as they see them, and where each page is. */
export async function fillSearch(open: Open): Promise<{ filled: number }> {
  let [filled, after] = [0, '']
  for (;;) {
    const { last, count } = await open((ctx) => fillFrom(ctx, after))
    filled += count
    if (last === undefined) return { filled }
    after = last
  }
}

async function fillFrom(ctx: Context, after: string): Promise<{ last: string | undefined; count: number }> {
  const pages = await pagesFrom(ctx.tx, after, batch)
  const ids = (some: typeof pages) => some.map(({ id }) => id)
  const [house, everyone] = await Promise.all([
    notKept(ctx.tx, 'page', 'house', ids(pages)),
    notKept(ctx.tx, 'page', 'public', ids(pages.filter(({ audience, draft }) => audience === 'public' && !draft))),
  ])
  const missing = new Set([...house, ...everyone])
  const wanted = pages.filter(({ id }) => missing.has(id))
  const [texts, aliases] = await Promise.all([textsOf(ctx.tx, wanted), aliasesOf(ctx.tx, ids(wanted))])
  await keepDocuments(
    ctx.tx,
    wanted.flatMap((page) => documentsOf(page, texts.get(page.id) ?? '', aliases.get(page.id))),
  )
  return { last: pages.length < batch ? undefined : pages.at(-1)?.path, count: wanted.length }
}
