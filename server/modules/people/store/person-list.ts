import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import type { Day } from '../../../kernel/period.ts'
import { personsList } from '../contract.ts'
import { staffRoles } from '../rules/roles.ts'
import { granted } from './grants.ts'
import { inTeam, type PersonInRoles, withRoles } from './persons.ts'

export type ListedPerson = PersonInRoles & { state: 'active' | 'suspended' | 'left' }

/** Colleagues with current roles and teams; service accounts have a list of their own. Words are looked for in name, address and initials. */
export async function listPersons(tx: Tx, asking: Asking, asked: Asked & { team?: string | undefined }): Promise<Page<ListedPerson>> {
  let rows = withRoles(tx, asking.today).select(state.as('state')).where('person.kind', '<>', 'service')
  if (asked.team) rows = rows.where(inTeam(asked.team, asking.today))
  const search = async (words: string, nearness: Nearness) => [holds(personWords, words, nearness)]
  return askList(tx, { list: personsList.list, asking, rows, id: 'person.id', by: columns(asking.today), search }, asked)
}

const personWords = sql<string>`kernel.fold(person.name || ' ' || coalesce(person.email, '') || ' ' || coalesce(person.initials, ''))`

const state = sql<ListedPerson['state']>`case when person.left_at is not null then 'left'
  when person.suspended_at is not null then 'suspended' else 'active' end`

function columns(day: Day): Expressed<typeof personsList.list> {
  return {
    name: { name: sql`lower(person.name)`, id: sql`person.id` },
    title: sql`person.title`,
    role: { value: firstRole(day), is: (role) => hasRole(role, day) },
    team: sql`(select string_agg(t.name, ', ' order by t.name) from people.membership m join people."group" t on t.id = m.group_id
      where m.person_id = person.id and t.kind = 'team' and t.closed_at is null
        and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to > ${day}))`,
    manager: { name: sql`(select lower(b.name) from people.person b where b.id = person.manager_id)`, id: sql`person.manager_id` },
    email: sql`person.email`,
    state,
    two_factor: sql`person.two_factor_enabled`,
    kind: sql`person.kind`,
    initials: sql`person.initials`,
    created: sql`person.created_at`,
    left: sql`person.left_at`,
  }
}

/** The first of the roles that a person holds, in the order in which they are listed: what a sort by roles goes by. */
function firstRole(day: Day): RawBuilder<string | null> {
  return sql<string | null>`(select g.role from people.role_grant g where g.person_id = person.id and ${granted('g', day)}
    order by array_position(${[...staffRoles]}::text[], g.role) limit 1)`
}

function hasRole(role: string, day: Day): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select from people.role_grant g where g.person_id = person.id and g.role = ${role} and ${granted('g', day)})`
}
