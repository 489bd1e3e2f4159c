import { newest, onward } from '../../../kernel/keyset.ts'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { json, sendAhead, type Tx } from '../../../kernel/database.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { forget, remembered } from '../../../kernel/remembered.ts'
import { hangsOn, holds, type Nearness } from '../../../kernel/words.ts'
import { visibleAccounts } from '../../customers/index.ts'
import type { EntityTable, FoundLocation, MethodTable, ProfileTable, TaxIdCheckTable } from '../tables.ts'
import { saveMissingRows, saveRows, tables } from './rows.ts'

export async function findProfile(tx: Tx, accountId: string, entityId: string): Promise<ProfileTable | undefined> {
  return tables(tx)
    .selectFrom('profile')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('entity_id', '=', entityId)
    .forUpdate()
    .executeTakeFirst()
}

export async function getProfile(tx: Tx, id: string): Promise<ProfileTable> {
  const row = await tables(tx).selectFrom('profile').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'profile.unknown', 'There is no such billing profile.')
  return row
}

export async function profilesById(tx: Tx, ids: readonly string[]): Promise<Map<string, ProfileTable>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('profile')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

export async function listProfiles(
  tx: Tx,
  filter: { reach: Reach; account_id?: string; cursor?: string; limit: number },
): Promise<ProfileTable[]> {
  let query = tables(tx).selectFrom('profile').selectAll()
  if (filter.reach.of !== 'all') query = query.where(visibleAccounts(filter.reach, 'profile.account_id'))
  if (filter.account_id) query = query.where('account_id', '=', filter.account_id)
  return onward(query, newest(), filter).execute()
}

/** Adds a profile; false where another request has made the account's profile meanwhile. */
export async function saveProfile(tx: Tx, row: ProfileTable): Promise<boolean> {
  forget(tx, 'buyers called')
  return (await saveMissingRows(tx, 'profile', [row])) === 1
}

type ProfileChange = Partial<
  Pick<ProfileTable, 'legal_name' | 'address' | 'country' | 'region' | 'kind' | 'tax_ids' | 'currency' | 'terms_days' | 'terms_approved'>
>

export async function changeProfile(tx: Tx, id: string, change: ProfileChange): Promise<void> {
  const { address, tax_ids, ...plain } = change
  forget(tx, 'buyers called')
  await tables(tx)
    .updateTable('profile')
    .set({
      version: sql`version + 1` as never,
      ...plain,
      ...(address ? { address: json(address) } : {}),
      ...(tax_ids ? { tax_ids: json(tax_ids) } : {}),
    })
    .where('id', '=', id)
    .execute()
}

/** Says where a consumer was found to be; no edit of the profile, whose version stays. */
export async function keepLocation(tx: Tx, id: string, location: FoundLocation): Promise<void> {
  await tables(tx)
    .updateTable('profile')
    .set({ location: json(location) })
    .where('id', '=', id)
    .execute()
}

export async function saveTaxIdCheck(tx: Tx, row: TaxIdCheckTable): Promise<void> {
  await saveRows(tx, 'tax_id_check', [row])
}

export async function entitiesById(tx: Tx, ids: readonly string[]): Promise<Map<string, EntityTable>> {
  if (ids.length === 0) return new Map()
  const wanted = [...new Set(ids)].sort()
  const rows = await remembered(tx, 'company', wanted.join(), () =>
    tables(tx).selectFrom('legal_entity').selectAll().where('id', 'in', wanted).execute(),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Stored cards of profiles, the default first. */
export async function methodsOf(tx: Tx, profileIds: readonly string[]): Promise<MethodTable[]> {
  if (profileIds.length === 0) return []
  return tables(tx)
    .selectFrom('payment_method')
    .selectAll()
    .where('profile_id', 'in', [...new Set(profileIds)])
    .where('state', '=', 'active')
    .orderBy('is_default', 'desc')
    .orderBy('id', 'desc')
    .limit(2000)
    .execute()
}

export async function methodsById(tx: Tx, ids: readonly string[]): Promise<Map<string, MethodTable>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('payment_method')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Keeps a card of a profile; the same provider token again is the same card. */
export async function keepMethod(tx: Tx, row: MethodTable): Promise<MethodTable> {
  const kept = await tables(tx)
    .selectFrom('payment_method')
    .selectAll()
    .where('profile_id', '=', row.profile_id)
    .where('provider_ref', '=', row.provider_ref)
    .executeTakeFirst()
  if (kept?.state === 'active') return kept
  if (kept) {
    await tables(tx).updateTable('payment_method').set({ state: 'active' }).where('id', '=', kept.id).execute()
    return { ...kept, state: 'active' }
  }
  await saveRows(tx, 'payment_method', [row])
  return row
}

/** The card that an intent is asked of. */
export async function methodOfIntent(tx: Tx, intentId: string): Promise<MethodTable | undefined> {
  return tables(tx)
    .selectFrom('payment_method')
    .innerJoin('payment_intent', 'payment_intent.method_id', 'payment_method.id')
    .selectAll('payment_method')
    .where('payment_intent.id', '=', intentId)
    .executeTakeFirst()
}

/** A card that never paid and that no contract is charged to is not a stored one: it is offered to nobody until it is entered again. */
export async function takeBackMethod(tx: Tx, methodId: string): Promise<void> {
  await tables(tx)
    .updateTable('payment_method')
    .set({ state: 'removed' })
    .where('id', '=', methodId)
    .where('is_default', '=', false)
    .where((when) =>
      when.not(when.exists(when.selectFrom('contract').select('contract.id').whereRef('contract.method_id', '=', 'payment_method.id'))),
    )
    .execute()
}

/** A card that worked becomes the one that renewals are charged to. */
export async function makeDefaultMethod(tx: Tx, profileId: string, methodId: string): Promise<void> {
  const cards = tables(tx).updateTable('payment_method')
  await sendAhead(tx, cards.set({ is_default: false }).where('profile_id', '=', profileId).where('is_default', '=', true))
  await sendAhead(tx, cards.set({ is_default: true }).where('id', '=', methodId))
}

/** Locks the profile: an account's purchases go one after the other. */
export async function takeProfile(tx: Tx, id: string): Promise<ProfileTable> {
  const row = await tables(tx).selectFrom('profile').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('missing', 'profile.unknown', 'There is no such billing profile.')
  return row
}

const profileWords = sql<string>`kernel.fold(profile.legal_name)`

/**
 * Whether a row's buyer is called so; `column` holds the profile's id. Whose buyer it is, the row is (a constraint): names are looked for
 * among the buyers of the reach alone, which are few for most who look.
 */
export function buyerCalled(tx: Tx, reach: Reach, column: string, search: string, nearness: Nearness): Promise<RawBuilder<SqlBool>[]> {
  const called = holds(profileWords, search, nearness)
  // a search of the whole house looks for the same buyers of contracts, documents, quotes and payments
  const { accounts: _ids, ...whose } = { accounts: undefined, ...reach }
  const asked = `${JSON.stringify(whose)} ${nearness === 'exact' ? 'exact' : 'near'} ${search}`
  const find = (limit: number) =>
    remembered(tx, 'buyers called', `${limit} ${asked}`, () =>
      tables(tx)
        .selectFrom('profile')
        .select('id')
        .where(called)
        .where(visibleAccounts(reach, 'profile.account_id'))
        .limit(limit)
        .execute(),
    )
  return hangsOn(column, find, sql<SqlBool>`exists (select from billing.profile where profile.id = ${sql.ref(column)} and ${called})`)
}
