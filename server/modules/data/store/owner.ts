import { sql } from 'kysely'
import { json, type Tx } from '../../../kernel/database.ts'

/** Where an owner answers: a socket for processes of its machine, an address for others when a port was opened for them. */
export type OwnerAddress = { host: string; socket: string; at?: { host: string; port: number } }
export type Owner = {
  owner: string
  fence: bigint
  over: boolean
  address: OwnerAddress | null
  key: string | null
  trouble: string | null
}
type Lease = { fence: bigint; mine: boolean }

/** Who holds the warehouse, by the database's own clock; `over` when its lease has run out. */
export async function findOwner(tx: Tx): Promise<Owner | undefined> {
  const { rows } = await sql<Owner>`
    select owner, fence, until < clock_timestamp() as over, address, key, trouble from data.warehouse_owner where name = 'warehouse'`.execute(
    tx,
  )
  return rows[0]
}

/**
 * Takes the lease on the warehouse unless a living owner has it. One row, the database's own clock; the fence rises with each new owner.
 * `gone` is an owner known to be dead (a process of this machine that no longer runs): its lease need not run out.
 */
export async function takeLease(
  tx: Tx,
  me: { owner: string; address: OwnerAddress; key: string },
  seconds: number,
  gone: string | undefined,
): Promise<Lease> {
  const { rows } = await sql<{ fence: bigint }>`
    insert into data.warehouse_owner (name, owner, fence, until, address, key)
    values ('warehouse', ${me.owner}, 1, clock_timestamp() + make_interval(secs => ${seconds}), ${json(me.address)}, ${me.key})
    on conflict (name) do update set owner = excluded.owner, until = excluded.until, address = excluded.address, key = excluded.key, trouble = null,
      fence = data.warehouse_owner.fence + case when data.warehouse_owner.owner = excluded.owner then 0 else 1 end
    where data.warehouse_owner.owner in (${me.owner}, ${gone ?? me.owner}) or data.warehouse_owner.until < clock_timestamp()
    returning fence`.execute(tx)
  const row = rows[0]
  return row ? { fence: row.fence, mine: true } : { fence: 0n, mine: false }
}

/** Puts off the end of a lease that nobody else has taken; answers whether it still is this owner's. */
export async function renewLease(tx: Tx, owner: string, fence: bigint, seconds: number): Promise<boolean> {
  const { rows } = await sql<{ fence: bigint }>`
    update data.warehouse_owner set until = clock_timestamp() + make_interval(secs => ${seconds})
    where name = 'warehouse' and owner = ${owner} and fence = ${fence} returning fence`.execute(tx)
  return rows.length > 0
}

/** Whether this owner may answer now: the lease is its own and has not run out. */
export async function holdsLease(tx: Tx, owner: string, fence: bigint): Promise<boolean> {
  const { rows } = await sql`
    select 1 from data.warehouse_owner
    where name = 'warehouse' and owner = ${owner} and fence = ${fence} and until > clock_timestamp()`.execute(tx)
  return rows.length > 0
}

/** Keeps the words of why nobody can take the warehouse, unless somebody living has it. */
export async function saveTrouble(tx: Tx, trouble: string): Promise<void> {
  await sql`
    insert into data.warehouse_owner (name, owner, fence, until, trouble) values ('warehouse', 'nobody', 0, '-infinity', ${trouble})
    on conflict (name) do update set trouble = excluded.trouble
    where data.warehouse_owner.until < clock_timestamp() and data.warehouse_owner.trouble is distinct from excluded.trouble`.execute(tx)
}

export async function dropLease(tx: Tx, me: string): Promise<void> {
  await sql`update data.warehouse_owner set until = clock_timestamp() where name = 'warehouse' and owner = ${me}`.execute(tx)
}
