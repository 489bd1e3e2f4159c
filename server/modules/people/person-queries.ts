import { historyOf } from '../../kernel/audit.ts'
import type { Context } from '../../kernel/context.ts'
import type { Asked, Page } from '../../kernel/list/ask.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import { mayDo, personBehind } from '../../kernel/rights.ts'
import type * as promise from './contract.ts'
import { askingOf } from './persons.ts'
import { signIns } from './rules/roles.ts'
import { grantsOf } from './store/grants.ts'
import { membershipsOfPerson } from './store/memberships.ts'
import { type ListedPerson, listPersons } from './store/person-list.ts'
import { getPerson, orgChart, type PersonInRoles, reportsOf } from './store/persons.ts'

export async function listColleagues(
  ctx: Context,
  input: InputOf<typeof promise.personsList>,
): Promise<OutputOf<typeof promise.personsList>> {
  const page = await pageOfPersons(ctx, input)
  return { ...page, items: page.items.map((row) => ({ ...personShape(row), state: row.state })) }
}

type AskedPersons = Asked & { state?: 'active' | 'left' | 'all' | undefined; team?: string | undefined }

/** Colleagues as a list was asked: those who are with us, unless it asks by state or for all. */
export async function pageOfPersons(ctx: Context, { state, ...asked }: AskedPersons): Promise<Page<ListedPerson>> {
  const { where = [] } = asked
  const withUs = state === 'active' || (state === undefined && !where.some((one) => one.startsWith('state:')))
  const states = withUs ? ['state:is:active|suspended'] : state === 'left' ? ['state:is:left'] : []
  return listPersons(ctx.tx, await askingOf(ctx), { ...asked, where: [...where, ...states] })
}

export async function readPerson(ctx: Context, { id }: InputOf<typeof promise.personRead>): Promise<OutputOf<typeof promise.personRead>> {
  const row = await getPerson(ctx.tx, id, ctx.today)
  const self = personBehind(ctx.actor) === id
  const history = mayDo(ctx.actor, 'house.history') || self ? await historyOf(ctx, 'person', id, 50) : []
  const knowsSignIns = self || mayDo(ctx.actor, 'people.sign_ins')
  const memberships = await membershipsOfPerson(ctx.tx, id)
  const seesAll = self || mayDo(ctx.actor, 'people.restricted')
  const { country, zone, locale, started_on, ended_on, external_id, owner, version } = row
  return {
    ...personShape(row),
    country,
    zone,
    locale,
    started_on,
    ended_on,
    external_id,
    owner,
    version,
    reports: await reportsOf(ctx.tx, id),
    memberships: memberships
      .filter((one) => seesAll || one.audience !== 'restricted')
      .map((one) => ({
        id: one.id,
        group: { id: one.group_id, name: one.group_name, short_name: one.short_name ?? '', kind: one.kind },
        valid_from: one.valid_from,
        valid_to: one.valid_to,
      })),
    grants: (await grantsOf(ctx.tx, id)).map(({ id: grant, role, from_day, until_day, ended_at, reason }) => ({
      id: grant,
      role,
      from_day,
      until_day,
      ended_at,
      reason,
    })),
    history: history.filter(({ action }) => knowsSignIns || !signIns.some((beginning) => action.startsWith(beginning))),
    may: acts(ctx, row, self),
  }
}

/** Everybody who is with us with the one above; who reports to somebody who left stands below the next one up. */
export async function readOrgChart(ctx: Context): Promise<OutputOf<typeof promise.orgRead>> {
  return { items: await orgChart(ctx.tx) }
}

function acts(ctx: Context, row: PersonInRoles, self: boolean): string[] {
  const answers = row.left_at === null && row.owner_id === personBehind(ctx.actor)
  const mine = [...(self ? ['people.persons.change'] : []), ...(answers ? ['people.api_keys.create'] : [])]
  if (row.left_at || !mayDo(ctx.actor, 'people.admin')) return mine
  if (row.kind === 'service') return serviceActs(row)
  const shut = row.suspended_at ? 'people.persons.resume' : 'people.persons.suspend'
  const leaving = row.ended_on ? 'people.persons.stay' : 'people.persons.depart'
  return [
    ...new Set([...mine, 'people.persons.change', 'people.persons.set_roles', 'people.grants.create', leaving, ...(self ? [] : [shut])]),
  ]
}

function serviceActs(row: PersonInRoles): string[] {
  const shut = row.suspended_at ? 'people.persons.resume' : 'people.persons.suspend'
  return [
    'people.service_accounts.change',
    'people.persons.set_roles',
    'people.grants.create',
    'people.api_keys.create',
    shut,
    'people.persons.depart',
  ]
}

function personShape(row: PersonInRoles) {
  const { id, name, email, title, initials, kind, manager, roles, teams, suspended_at, left_at, created_at } = row
  return {
    id,
    name,
    email,
    title,
    initials,
    kind,
    manager,
    roles,
    teams,
    two_factor: row.two_factor_enabled,
    suspended_at,
    left_at,
    created_at,
  }
}
