import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { personChange } from '../contract.ts'
import { readPerson } from '../person-queries.ts'
import { fitLocale, fitZone } from '../rules/guards.ts'
import { needPerson } from '../rules/service-accounts.ts'
import { fitSign, initialsFor } from '../rules/signs.ts'
import { fitManager } from '../rules/tree.ts'
import { managersOf } from '../store/names.ts'
import { type PersonInRoles, savePerson, takePerson } from '../store/persons.ts'
import { takeSigns } from '../store/signs.ts'
import { fitPeople } from './groups.ts'

/** What anybody may change of themselves; the rest is for administrators. */
const own = ['name', 'title', 'zone', 'locale']
const told = ['name', 'title', 'initials', 'manager_id', 'country', 'zone', 'locale', 'started_on', 'kind', 'external_id'] as const

/** Anybody changes their own name, title, zone and language, administrators everything of everybody. */
export async function changePerson(ctx: Context, input: InputOf<typeof personChange>): Promise<OutputOf<typeof personChange>> {
  const { id, if_match: ifMatch, ...change } = input
  const self = ctx.actor.kind === 'person' && ctx.actor.id === id
  const admin = mayDo(ctx.actor, 'people.admin')
  if (!admin && (!self || Object.keys(change).some((field) => !own.includes(field)))) {
    throw new Refusal(
      'forbidden',
      'right.missing',
      'Only administrators change this. Your own name, title, time zone and language are yours.',
    )
  }
  const before = await takePerson(ctx.tx, id, ctx.today)
  fitVersion(ifMatch, before.version)
  needPerson(before.kind)
  await fitFacts(ctx, before, change)
  await savePerson(ctx.tx, id, { ...change, updated_at: ctx.now })
  const after = { ...before, ...change }
  const fields = told.filter((field) => before[field] !== after[field])
  const some = (row: typeof before | typeof after) => Object.fromEntries(fields.map((field) => [field, row[field]]))
  await record(ctx, {
    action: 'people.person.changed',
    subject: { kind: 'person', id, label: after.name },
    before: some(before),
    after: some(after),
  })
  await ctx.announce('people.person.changed', { person_id: id, fields }, { key: id })
  return readPerson(ctx, { id })
}

/** The best initials for a name that nobody has. */
export async function freeInitials(ctx: Context, name: string): Promise<string> {
  const wanted = initialsFor(name)
  const holders = await takeSigns(ctx.tx, wanted)
  const free = wanted.find((sign) => !holders.has(sign))
  if (!free) throw new Refusal('conflict', 'person.initials_taken', 'No initials of this name are free. Choose some yourself.')
  return free
}

async function fitFacts(ctx: Context, person: PersonInRoles, change: Partial<InputOf<typeof personChange>>): Promise<void> {
  if (change.zone) fitZone(change.zone)
  if (change.locale) fitLocale(change.locale)
  if (change.initials && person.left_at === null) {
    fitSign(change.initials, (await takeSigns(ctx.tx, [change.initials])).get(change.initials), { id: person.id, kind: 'person' })
  }
  if (change.manager_id) {
    await fitPeople(ctx, [change.manager_id])
    fitManager(await managersOf(ctx.tx), person.id, change.manager_id)
  }
}
