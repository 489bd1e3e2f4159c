import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { json, type Tx } from '../../../kernel/database.ts'
import { newest, onward, type Onward } from '../../../kernel/keyset.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { ChatImportTable, Found } from '../tables-mining.ts'
import { tables } from './tables.ts'

/** A chat that came in, without the file. */
export type ChatRow = Omit<Selectable<ChatImportTable>, 'raw'>

const columns = [
  ...(['id', 'name', 'format', 'state', 'channels', 'bad_count', 'bad', 'reason', 'delete_after', 'created_at', 'by_id'] as const),
  ...(['by_name', 'asked_kind', 'asked_id', 'begun_at', 'ended_at', 'found'] as const),
]

export async function addChat(tx: Tx, row: Selectable<ChatImportTable>): Promise<void> {
  await tables(tx)
    .insertInto('chat_import')
    .values({ ...row, channels: json(row.channels) as never, bad: json(row.bad) as never, found: null })
    .execute()
}

/** Refuses `chat.unknown`. */
export async function getChat(tx: Tx, id: string, { lock = false } = {}): Promise<ChatRow> {
  const row = await tables(tx)
    .selectFrom('chat_import')
    .select(columns)
    .where('id', '=', id)
    .$if(lock, (rows) => rows.forUpdate())
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'chat.unknown', 'There is no such import of a chat.')
  return row
}

/** The file as it came, sealed; nothing once it was read or thrown away. */
export async function rawOf(tx: Tx, id: string): Promise<Buffer | null> {
  return (await tables(tx).selectFrom('chat_import').select('raw').where('id', '=', id).executeTakeFirst())?.raw ?? null
}

type Change = Partial<Pick<ChatImportTable, 'state' | 'reason' | 'raw' | 'asked_kind' | 'asked_id' | 'begun_at' | 'ended_at' | 'channels'>>

export async function changeChat(tx: Tx, id: string, { channels, found, ...change }: Change & { found?: Found }): Promise<void> {
  const lists = {
    ...(channels === undefined ? {} : { channels: json(channels) as never }),
    ...(found === undefined ? {} : { found: json(found) as never }),
  }
  await tables(tx)
    .updateTable('chat_import')
    .set({ ...change, ...lists })
    .where('id', '=', id)
    .execute()
}

export async function listChats(tx: Tx, asked: Onward): Promise<ChatRow[]> {
  return onward(tables(tx).selectFrom('chat_import').select(columns), newest(), asked).execute()
}

/** Chats whose time is over and that still have their file, locked. */
export async function takeOverdue(tx: Tx, today: string): Promise<ChatRow[]> {
  return tables(tx)
    .selectFrom('chat_import')
    .select(columns)
    .where('raw', 'is not', null)
    .where('delete_after', '<=', today)
    .orderBy('id')
    .limit(200)
    .forUpdate()
    .execute()
}

/** Their files are gone, with what was found in those that were not read to their end, and what is not kept of their channels. */
export async function dropRaw(tx: Tx, rows: readonly Pick<ChatRow, 'id' | 'channels'>[], now: Date): Promise<void> {
  const [ids, channels] = [rows.map(({ id }) => id), rows.map((row) => JSON.stringify(row.channels))]
  await sql`with gone as (update handbook.chat_import c set raw = null, state = 'discarded', ended_at = ${now}, channels = kept.channels::jsonb
      from unnest(${ids}::uuid[], ${channels}::text[]) as kept (id, channels) where c.id = kept.id returning c.id)
    delete from handbook.question where import_id in (select id from gone)`.execute(tx)
}
