import { type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { serviceAccountsList } from '../contract.ts'
import { staffRoles } from '../rules/roles.ts'
import { granted } from './grants.ts'
import { people } from './tables.ts'

type ListedProgram = {
  id: string
  name: string
  title: string
  owner: { id: string; name: string }
  roles: string[]
  keys: number
  state: 'active' | 'suspended' | 'left'
  last_used_at: Date | null
  suspended_at: Date | null
  left_at: Date | null
}

/** Service accounts with what each may and whether it is used. Words are looked for in name and purpose. */
export async function listPrograms(tx: Tx, { asking, now }: { asking: Asking; now: Date }, asked: Asked): Promise<Page<ListedProgram>> {
  const held = sql`from people.role_grant g where g.person_id = person.id and ${granted('g', asking.today)}`
  const keys = sql<number>`(select count(*)::int from people.api_key k
    where k.person_id = person.id and k.revoked_at is null and k.expires_at > ${now})`
  const rows = people(tx)
    .selectFrom('person')
    .innerJoin('person as owner', 'owner.id', 'person.owner_id')
    .select(['person.id', 'person.name', 'person.suspended_at', 'person.left_at'])
    .select([
      sql<string>`coalesce(person.title, '')`.as('title'),
      sql<ListedProgram['owner']>`jsonb_build_object('id', owner.id, 'name', owner.name)`.as('owner'),
      sql<string[]>`array(select g.role ${held} order by g.role)`.as('roles'),
      keys.as('keys'),
      state.as('state'),
      lastUsed.as('last_used_at'),
    ])
    .where('person.kind', '=', 'service')
  const by: Expressed<typeof serviceAccountsList.list> = {
    name: sql`lower(person.name)`,
    title: sql`coalesce(person.title, '')`,
    owner: { name: sql`lower(owner.name)`, id: sql`person.owner_id` },
    role: {
      value: sql`(select g.role ${held} order by array_position(${[...staffRoles]}::text[], g.role) limit 1)`,
      is: (role) => sql<SqlBool>`exists (select ${held} and g.role = ${role})`,
    },
    keys,
    last_used: lastUsed,
    state,
  }
  const words = sql<string>`kernel.fold(person.name || ' ' || coalesce(person.title, ''))`
  const search = async (text: string, nearness: Nearness) => [holds(words, text, nearness)]
  return askList(tx, { list: serviceAccountsList.list, asking, rows, id: 'person.id', by, search }, asked)
}

const state = sql<ListedProgram['state']>`case when person.left_at is not null then 'left'
  when person.suspended_at is not null then 'suspended' else 'active' end`
const lastUsed = sql<Date | null>`(select max(k.last_used_at) from people.api_key k where k.person_id = person.id)`
