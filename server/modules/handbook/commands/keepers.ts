import type { Context } from '../../../kernel/context.ts'
import { passNotices } from '../../../kernel/notices.ts'
import { openExceptionsOn } from '../store/exceptions.ts'
import { openFlagsOn } from '../store/flags.ts'
import type { PageTable } from '../tables.ts'

/** Why whoever keeps a page is asked or told. */
export const because = {
  flag: 'handbook.flag.raised',
  exception: 'handbook.exception.asked',
  review: 'handbook.review.brought_forward',
  shared: 'handbook.shared.changed',
  changed: 'handbook.page.changed',
} as const

/** Who hears what somebody says of a page: its owner, or the other one where the owner said it. */
export function hearerOf({ owner, backup }: Pick<PageTable, 'owner' | 'backup'>, by: string): string | null {
  return owner === by ? backup : owner
}

/** Pages are kept by others now: what is open on them waits for these. Where nobody else keeps one, it stays with whoever was told. */
export async function passToKeepers(ctx: Context, pages: readonly PageTable[]): Promise<void> {
  if (pages.length === 0) return
  const kept = new Map(pages.map((page) => [page.id, page]))
  const ids = [...kept.keys()]
  const [flags, exceptions] = await Promise.all([openFlagsOn(ctx.tx, ids), openExceptionsOn(ctx.tx, ids)])
  const said = [
    ...flags.map((one) => ({ ...one, reason: because.flag })),
    ...exceptions.map((one) => ({ ...one, reason: because.exception })),
  ]
  await passNotices(ctx, [
    ...[because.review, because.shared].flatMap((reason) =>
      pages.map(({ id, owner }) => ({ reason, kind: 'page', id, key: '', to: owner })),
    ),
    ...said.flatMap(({ id: key, page_id, by_id, reason }) => {
      const page = kept.get(page_id)
      const to = page ? hearerOf(page, by_id) : null
      return to === null ? [] : [{ reason, kind: 'page', id: page_id, key, to }]
    }),
  ])
}
