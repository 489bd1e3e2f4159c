import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'

export type Lease = { owner: string; fence: bigint; mine: boolean }

/**
 * Takes or renews the lease on the warehouse. One row, the database's own clock; the fence rises with each new owner.
 * `gone` are owners known to be dead (processes of this machine that no longer run): their lease need not run out.
 */
export async function takeLease(tx: Tx, me: string, seconds: number, isGone: (owner: string) => boolean): Promise<Lease> {
  const found = await sql<{ owner: string; fence: bigint; over: boolean }>`
    select owner, fence, until < clock_timestamp() as over from data.warehouse_owner where name = 'warehouse' for update`.execute(tx)
  const row = found.rows[0]
  if (row && row.owner !== me && !row.over && !isGone(row.owner)) return { owner: row.owner, fence: row.fence, mine: false }
  const taken = await sql<{ fence: bigint }>`
    insert into data.warehouse_owner (name, owner, fence, until)
    values ('warehouse', ${me}, 1, clock_timestamp() + make_interval(secs => ${seconds}))
    on conflict (name) do update set owner = excluded.owner, until = excluded.until,
      fence = data.warehouse_owner.fence + case when data.warehouse_owner.owner = excluded.owner then 0 else 1 end
    returning fence`.execute(tx)
  return { owner: me, fence: taken.rows[0]?.fence ?? 1n, mine: true }
}

export async function dropLease(tx: Tx, me: string): Promise<void> {
  await sql`update data.warehouse_owner set until = clock_timestamp() where name = 'warehouse' and owner = ${me}`.execute(tx)
}
