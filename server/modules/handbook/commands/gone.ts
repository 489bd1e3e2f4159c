import { setImmediate as pause } from 'node:timers/promises'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { readingOf } from '../rules/reading.ts'
import { keyOfTexts, shinglesOf, toldOf } from '../rules/truth/conflicts.ts'
import { movesOf } from '../rules/truth/moves.ts'
import { passagesOf } from '../rules/truth/passages.ts'
import { pagesAmong, savePage } from '../store/pages.ts'
import { getVersion, textsOf } from '../store/texts.ts'
import * as store from '../store/truth.ts'
import type { PageTable } from '../tables.ts'
import { house } from '../queries/looking.ts'

/** So many pages that share words with it are looked at closely. */
const mostNear = 30

/** A page was retired and nothing named in its place: one in force that says the same is likely what it became. Nothing is done by itself. */
export async function whereItWent(ctx: Context, page: PageTable): Promise<void> {
  if (page.replaced_by !== null) {
    await store.settleFindings(ctx.tx, [page.id], ['page_gone'], [])
    return
  }
  const { source } = await getVersion(ctx.tx, page.id, page.no)
  const shingles = passagesOf(source).flatMap((passage) => shinglesOf(toldOf(passage, { page: page.id, title: page.title })))
  const near = await store.passagesNear(ctx.tx, page.id, [...new Set(shingles)])
  const held = [...Map.groupBy(near, ({ page_id }) => page_id)].sort((a, b) => b[1].length - a[1].length).slice(0, mostNear)
  const pages = [
    ...(
      await pagesAmong(
        ctx.tx,
        held.map(([id]) => id),
        house,
      )
    ).values(),
  ]
  const texts = await textsOf(ctx.tx, pages)
  const placed: ReturnType<typeof placedOf>[] = []
  for (const one of pages) {
    await pause()
    placed.push(placedOf(one, texts.get(one.id) ?? ''))
  }
  const moves = movesOf([placedOf(page, source)], placed)
  const sure = moves.find(({ is }) => is === 'redirect')
  await savePage(ctx.tx, page.id, { heir: sure?.to ?? null, heir_score: sure ? Math.min(sure.score, 9).toFixed(4) : null })
  await store.settleFindings(
    ctx.tx,
    [page.id],
    ['page_gone'],
    moves.map(({ to, is }) => ({
      ...{ id: newId(), rule: 'page_gone', level: 'info', page_id: page.id, line: null, from_at: null, to_at: null, narrow: false },
      ...{
        says: is === 'redirect' ? 'Its text stands on another page.' : 'Another page says much of what it said.',
        what: '',
      },
      ...{ other_page: to, other_line: null, other_says: '', other_what: '', other_href: null, near: [to] },
      ...{ key: keyOfTexts('page_gone', to), first_seen: ctx.now },
    })),
  )
}

function placedOf({ id, path, title }: Pick<PageTable, 'id' | 'path' | 'title'>, source: string) {
  const { headings, words } = readingOf(source, path)
  return { id, path, title, headings, words }
}
