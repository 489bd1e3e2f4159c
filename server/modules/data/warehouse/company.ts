import type { Open } from '../../../kernel/context.ts'
import type { Day } from '../../../kernel/period.ts'
import { companyOf } from '../../people/index.ts'

type Facts = { today: Day; currency: string; fiscal_year_end: string }

/** What the company says about itself and its day, asked for again after half a minute or when somebody says so. */
export function openCompanyFacts(open: Open): { now: () => Promise<Facts>; forget: () => void } {
  let known: { facts: Facts; at: number } | undefined
  return {
    now: async () => {
      if (known && Date.now() - known.at < 30_000) return known.facts
      const at = Date.now()
      const facts = await open(async (ctx) => ({ ...(await companyOf(ctx)), today: ctx.today }))
      known = { facts, at }
      return facts
    },
    forget: () => {
      known = undefined
    },
  }
}
