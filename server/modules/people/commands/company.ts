import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { isMailAddress, mailKey } from '../../../kernel/mail-address.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { dayIn } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { companyChange, firstRunDo } from '../contract.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { facts } from '../company.ts'
import { fitCompany, fitLocale } from '../rules/guards.ts'
import { addCompany, saveCompany, takeCompany } from '../store/company.ts'
import { keepBegun } from '../store/begun.ts'
import { admitPerson } from './admit.ts'
import { makeCompanyCalendar } from './calendars.ts'
import { beginSession } from './sign-in.ts'

/** Makes the company and its owner, an administrator, and signs the owner in. Refuses `first_run.done` for ever after. */
export async function doFirstRun(ctx: Context, input: InputOf<typeof firstRunDo>): Promise<OutputOf<typeof firstRunDo>> {
  const { company, owner } = input
  fitCompany({ ...company, fiscalYearEnd: company.fiscal_year_end })
  // until now the house had no zone of its own, and its day was another one
  const there = { ...ctx, today: dayIn(company.zone, ctx.now) }
  const id = newId()
  const added = await addCompany(ctx.tx, { id, ...company, created_at: ctx.now, created_by: mailKey(owner.email) })
  if (!added)
    throw new Refusal('conflict', 'first_run.done', 'The house has its owner already. Sign in, or ask an administrator for an invitation.')
  await record(ctx, { action: 'people.company.created', subject: { kind: 'company', id, label: company.name }, after: company })
  await makeCompanyCalendar(there, company.zone)
  const personId = await admitPerson(there, { ...owner, roles: ['admin'] })
  return beginSession(ctx, { email: owner.email, password: owner.password }, { person_id: personId })
}

export async function changeCompany(ctx: Context, input: InputOf<typeof companyChange>): Promise<OutputOf<typeof companyChange>> {
  const { if_match: ifMatch, ...change } = input
  const before = await takeCompany(ctx.tx)
  fitVersion(ifMatch, before.version)
  const after = { ...before, ...change }
  fitCompany({ ...after, fiscalYearEnd: after.fiscal_year_end })
  for (const language of after.languages) fitLocale(language)
  if (after.mail_domain && !isMailAddress(`somebody@${after.mail_domain}`))
    throw new Refusal('invalid', 'company.mail_domain', `"${after.mail_domain}" is not a domain such as tidewater.example.`)
  await keepBegun(ctx.tx, { was: ctx.today, is: dayIn(after.zone, ctx.now) })
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
