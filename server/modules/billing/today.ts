import { type Day, dayIn } from '../../kernel/period.ts'

/**
 * Today on the calendar of a selling company, or of a contract, which keeps its company's zone: what it sells, issues, is paid and posts
 * has this day. The house's own day (`ctx.today`) may be the one before or after.
 */
export function todayOf(own: { zone: string } | undefined, ctx: { now: Date }): Day {
  if (!own) throw new Error('a selling company that is gone')
  return dayIn(own.zone, ctx.now)
}
