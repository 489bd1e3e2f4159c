import type { Open } from '../../../kernel/context.ts'
import { companyOf } from '../../people/index.ts'
import type { CompanyToday } from './marts.ts'

/** What the company says about itself and its day, asked for again after half a minute or when somebody says so. */
export function openCompanyFacts(open: Open): { now: () => Promise<CompanyToday>; forget: () => void } {
  let known: { facts: CompanyToday; at: number } | undefined
  return {
    now: async () => {
      if (known && Date.now() - known.at < 30_000) return known.facts
      const at = Date.now()
      const facts = await open(async (ctx) => {
        const { currency, fiscal_year_end: fiscalYearEnd } = await companyOf(ctx)
        return { today: ctx.today, currency, fiscalYearEnd }
      })
      known = { facts, at }
      return facts
    },
    forget: () => {
      known = undefined
    },
  }
}
