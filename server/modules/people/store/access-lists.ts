import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { invitationsList, keysList } from '../contract.ts'
import { staffRoles } from '../rules/roles.ts'
import { answeredBy, type KeyRow, knownTo, opens, withOwner } from './keys.ts'
import type { InvitationRow } from './links.ts'
import { people } from './tables.ts'

const firstRole = sql`(select r from unnest(invitation.roles) r order by array_position(${[...staffRoles]}::text[], r) limit 1)`

/** Ways in that were given out: invitations and API keys. */

export async function listInvitations(tx: Tx, { asking, now }: { asking: Asking; now: Date }, asked: Asked): Promise<Page<InvitationRow>> {
  const by: Expressed<typeof invitationsList.list> = {
    email: sql`invitation.email`,
    name: sql`invitation.name`,
    role: { value: firstRole, is: (role) => sql<SqlBool>`${role} = any(invitation.roles)` },
    state: sql`case when invitation.accepted_at is not null then 'accepted' when invitation.revoked_at is not null then 'revoked'
      when invitation.expires_at <= ${now} then 'expired' else 'open' end`,
    created: sql`invitation.created_at`,
    expires: sql`invitation.expires_at`,
  }
  const words = sql<string>`kernel.fold(invitation.email || ' ' || coalesce(invitation.name, ''))`
  const search = async (text: string, nearness: Nearness) => [holds(words, text, nearness)]
  const rows = people(tx).selectFrom('invitation').selectAll('invitation')
  return askList(tx, { list: invitationsList.list, asking, rows, id: 'invitation.id', by, search }, asked)
}

type KeysSeen = { asking: Asking; now: Date; personId?: string | undefined; of?: string | undefined; knownTo?: string | undefined }

/**
 * Keys that a person answers for, or everybody's. `of` names whose; `knownTo` asks for open ones of programs that this person made or whose
 * program they answer for.
 */
export async function listKeys(tx: Tx, { asking, now, ...seen }: KeysSeen, asked: Asked): Promise<Page<KeyRow>> {
  let rows = withOwner(tx)
  if (seen.personId) rows = rows.where(answeredBy(seen.personId))
  if (seen.of) rows = rows.where('api_key.person_id', '=', seen.of)
  if (seen.knownTo) rows = rows.where(knownTo(seen.knownTo)).where(opens(now))
  const search = async (text: string, nearness: Nearness) => [holds(keyWords, text, nearness)]
  return askList(tx, { list: keysList.list, asking, rows, id: 'api_key.id', by: keyColumns(now), search }, asked)
}

const keyWords: RawBuilder<string> = sql<string>`kernel.fold(api_key.name || ' ' || api_key.prefix || ' ' || person.name)`

function keyColumns(now: Date): Expressed<typeof keysList.list> {
  return {
    name: sql`api_key.name`,
    prefix: sql`api_key.prefix`,
    owner: { name: sql`lower(person.name)`, id: sql`api_key.person_id` },
    state: sql`case when api_key.revoked_at is not null then 'revoked' when api_key.expires_at <= ${now} then 'expired' else 'active' end`,
    expires: sql`api_key.expires_at`,
    last_used: sql`api_key.last_used_at`,
    made_by: { name: sql`lower(maker.name)`, id: sql`api_key.made_by` },
    created: sql`api_key.created_at`,
  }
}
