import type { Context } from '../../../kernel/context.ts'
import type { Day } from '../../../kernel/period.ts'
import { companyOf } from '../../people/index.ts'
import { fiscalQuarter, fiscalYearOf } from '../../strategy/index.ts'

/** The fiscal quarter that holds a day. */
export async function quarterOf(ctx: Pick<Context, 'tx'>, day: Day): Promise<{ from: Day; to: Day; label: string }> {
  const { fiscal_year_end } = await companyOf(ctx)
  const year = fiscalYearOf(day, fiscal_year_end)
  const quarters = [1, 2, 3, 4].map((one) => fiscalQuarter(one, year, fiscal_year_end))
  const found = quarters.find(({ from, to }) => from <= day && day <= to) ?? quarters[0]
  if (!found) throw new Error('a year without quarters')
  return found
}
