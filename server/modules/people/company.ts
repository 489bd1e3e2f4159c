import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { type CompanyRow, findCompany } from './store/company.ts'

/** The company's facts as other rooms use them; `fiscal_year_end` is month and day, '01-31'. */
export type Company = { name: string; zone: string; fiscal_year_end: string; currency: string; locale: string; website: string | null }

/** The company; before the first run what a new one would be. */
export async function companyOf(ctx: Pick<Context, 'tx'>): Promise<Company> {
  const row = await findCompany(ctx.tx)
  if (!row) return { name: 'Quarterdeck', zone: 'UTC', fiscal_year_end: '12-31', currency: 'USD', locale: 'en-US', website: null }
  const { name, zone, fiscal_year_end, currency, locale, website } = row
  return { name, zone, fiscal_year_end, currency, locale, website }
}

/** The zone in which the house's days begin. */
export async function companyZone(tx: Tx): Promise<string> {
  return (await companyOf({ tx })).zone
}

/** Whether the house still waits for its owner. */
export async function isFirstRun(ctx: Pick<Context, 'tx'>): Promise<boolean> {
  return (await findCompany(ctx.tx)) === undefined
}

/** A company row as the wire speaks of it. */
export function facts(row: CompanyRow) {
  const { name, zone, fiscal_year_end, currency, locale, legal_name, website, mail_domain, languages } = row
  return { name, zone, fiscal_year_end, currency, locale, legal_name, website, mail_domain, languages }
}
