import { type Left, noneFailed, tried } from '../../../kernel/one-by-one.ts'
import { record } from '../../../kernel/audit.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { notify } from '../../../kernel/notices.ts'
import { addDays } from '../../../kernel/period.ts'
import { calledOf } from '../../../kernel/subject.ts'
import { house } from '../queries/looking.ts'
import { pageRef } from '../queries/pages.ts'
import { type Pull, pulledTo, pullOf } from '../rules/pulling.ts'
import { rateOf } from '../rules/rates.ts'
import { pressures, takeExpired, type Pressure } from '../store/exceptions.ts'
import { getPage } from '../store/pages.ts'
import { findProcedure, saveProcedure } from '../store/procedures.ts'
import type { PageTable } from '../tables.ts'
import { because } from './keepers.ts'
import { pageLabel } from './saying.ts'

/** Days over which rates and exceptions are looked at. */
const window = 90

const words: Readonly<Record<Pull, string>> = {
  rate: 'more runs go wrong than is promised',
  flags: 'three flags or more wait for an answer',
  exceptions: 'three exceptions or more were granted on one step',
}

/** Brings the next review of a procedure forward where something speaks for it, and tells whoever keeps it; once until it is read again. */
export async function pullReview(ctx: Context, page: PageTable): Promise<void> {
  const [known] = await pressures(ctx.tx, { page: page.id, since: addDays(ctx.today, -window), today: ctx.today })
  if (known) await pull(ctx, page, known)
}

async function pull(ctx: Context, page: PageTable, { n, k, flags, exceptions }: Pressure): Promise<void> {
  const why = pullOf({ rate: rateOf(k, n).is, flags, exceptions })
  const row = await findProcedure(ctx.tx, page.id)
  if (why === null || !row || row.review_on === null || row.pulled_to !== null) return
  const to = pulledTo(row.review_on, ctx.today)
  if (to === null) return
  await saveProcedure(ctx.tx, { ...row, review_on: to, pulled_to: to, pulled_by: why })
  await record(ctx, {
    action: 'handbook.review.brought_forward',
    subject: pageLabel(page),
    before: { review_on: row.review_on },
    after: { review_on: to, because: why },
  })
  await ctx.announce('handbook.procedure.review_pulled', { page_id: page.id, review_on: to, because: why }, { key: page.id })
  const ref = pageRef(page)
  const subject = { ...ref, title: calledOf(ref) }
  const text = `Read ${page.audience === 'restricted' ? 'a page for the few' : `“${page.title}”`} again by ${to}: ${words[why]}`
  await notify(ctx, { to: [page.owner], reason: pulled, rule: 'alert', subject, text, due: to })
}

export const pulled = because.review

/** Errors count by silence and days pass: each hour the procedures are looked at for which something speaks. */
export async function lookAtReviews(open: Open): Promise<{ pulled: number; expired: number } & Left> {
  const known = await open((ctx) => pressures(ctx.tx, { since: addDays(ctx.today, -window), today: ctx.today }))
  const grave = known.filter(({ n, k, flags, exceptions }) => pullOf({ rate: rateOf(k, n).is, flags, exceptions }) !== null)
  const apart = noneFailed()
  for (const { page_id } of grave)
    await tried(apart, page_id, () => open(async (ctx) => pullReview(ctx, await getPage(ctx.tx, page_id, house))))
  const expired = await open(async (ctx) => {
    const rows = await takeExpired(ctx.tx, ctx.today)
    for (const row of rows)
      await ctx.announce('handbook.exception.expired', { page_id: row.page_id, exception_id: row.id }, { key: row.page_id })
    return rows.length
  })
  return { pulled: grave.length - apart.failed, ...apart, expired }
}
