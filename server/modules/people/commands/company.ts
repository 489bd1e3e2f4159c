import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { mailKey } from '../../../kernel/mail-address.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { companyChange, firstRunDo, holidaysSet } from '../contract.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { fitCompany } from '../rules/guards.ts'
import { type CompanyRow, addCompany, replaceHolidays, saveCompany, takeCompany } from '../store/company.ts'
import { admitPerson } from './admit.ts'
import { beginSession } from './sign-in.ts'

/** Makes the company and its owner, an administrator, and signs the owner in. Refuses `first_run.done` for ever after. */
export async function doFirstRun(ctx: Context, input: InputOf<typeof firstRunDo>): Promise<OutputOf<typeof firstRunDo>> {
  const { company, owner } = input
  fitCompany({ ...company, fiscalYearEnd: company.fiscal_year_end, workingDays: company.working_days })
  const id = newId()
  const added = await addCompany(ctx.tx, { id, ...company, created_at: ctx.now, created_by: mailKey(owner.email) })
  if (!added)
    throw new Refusal('conflict', 'first_run.done', 'The house has its owner already. Sign in, or ask an administrator for an invitation.')
  await record(ctx, { action: 'people.company.created', subject: { kind: 'company', id, label: company.name }, after: company })
  const personId = await admitPerson(ctx, { ...owner, roles: ['admin'] })
  return beginSession(ctx, { email: owner.email, password: owner.password }, { person_id: personId })
}

export async function changeCompany(ctx: Context, input: InputOf<typeof companyChange>): Promise<OutputOf<typeof companyChange>> {
  const { if_match: ifMatch, ...change } = input
  const before = await takeCompany(ctx.tx)
  fitVersion(ifMatch, before.version)
  const after = { ...before, ...change }
  fitCompany({ ...after, fiscalYearEnd: after.fiscal_year_end, workingDays: after.working_days })
  const saved = await saveCompany(ctx.tx, before.id, { ...change, version: before.version + 1 })
  await record(ctx, {
    action: 'people.company.changed',
    subject: { kind: 'company', id: before.id, label: saved.name },
    before: facts(before),
    after: facts(saved),
  })
  await ctx.announce('people.company.changed', facts(saved))
  return { ...facts(saved), version: saved.version, may: ['people.company.change'] }
}

export async function setHolidays(ctx: Context, input: InputOf<typeof holidaysSet>): Promise<OutputOf<typeof holidaysSet>> {
  const { year, items } = input
  const stray = items.find((holiday) => Number(holiday.day.slice(0, 4)) !== year)
  if (stray) throw new Refusal('invalid', 'holiday.other_year', `${stray.day} is not in ${year}.`)
  if (new Set(items.map((holiday) => holiday.day)).size < items.length) {
    throw new Refusal('invalid', 'holiday.twice', 'A day stands twice in the list.')
  }
  const company = await takeCompany(ctx.tx)
  const rows = items.map((holiday) => ({ ...holiday, created_at: ctx.now, created_by: ctx.actor.id }))
  await replaceHolidays(ctx.tx, `${year}-01-01`, `${year + 1}-01-01`, rows)
  await record(ctx, {
    action: 'people.holidays.set',
    subject: { kind: 'company', id: company.id, label: company.name },
    after: { year, items },
  })
  return { items: [...items].sort((a, b) => (a.day < b.day ? -1 : 1)) }
}

/** A company row as the wire speaks of it. */
export function facts(row: CompanyRow) {
  const { name, zone, fiscal_year_end, currency, locale, working_days } = row
  return { name, zone, fiscal_year_end, currency, locale, working_days }
}
