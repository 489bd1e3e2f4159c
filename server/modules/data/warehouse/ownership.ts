import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Open } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/database.ts'
import { dropLease, findOwner, holdsLease, type OwnerAddress, renewLease, takeLease } from '../store/owner.ts'

/** One process at a time owns the warehouse: by a lease in PostgreSQL that it renews while it lives, and a fence that rises with each owner. */
export type Ownership = {
  /** whether this process has the lease, as far as it knows */
  mine: () => boolean
  /** who this process is while it has the lease, for writes that only the owner may do */
  token: () => { owner: string; fence: bigint } | undefined
  /** takes the lease when nobody living has it and nothing speaks against it; answers why not */
  take: (against: () => Promise<string | undefined>) => Promise<'mine' | 'elsewhere' | { against: string }>
  /** whether this process may answer at this moment, by the database's clock: asked after the rows were read, before they are given out */
  holds: (tx: Tx) => Promise<boolean>
  /** the lease was lost, or is no longer wanted */
  leave: () => void
  close: () => Promise<void>
}

/** Seconds without a word after which another may take over; a living owner says three times as often that it lives. */
const leaseSeconds = 15
const living = new Set<string>()

export function openOwnership(open: Open, door: { address: OwnerAddress; key: string }, lost: () => void): Ownership {
  const owner = `${hostname()}:${process.pid}:${randomBytes(6).toString('hex')}`
  living.add(owner)
  let fence: bigint | undefined

  async function renew(): Promise<void> {
    const held = fence
    if (held === undefined) return
    const still = await open((ctx) => renewLease(ctx.tx, owner, held, leaseSeconds))
    if (still || fence !== held) return
    fence = undefined
    lost()
  }
  // a timer of its own: a long load must not let the lease run out
  const beat = setInterval(() => void renew().catch(() => undefined), (leaseSeconds * 1000) / 3)
  beat.unref()

  async function take(against: () => Promise<string | undefined>): Promise<'mine' | 'elsewhere' | { against: string }> {
    if (fence !== undefined) return 'mine'
    const found = await open((ctx) => findOwner(ctx.tx))
    const gone = found && isGone(found.owner) ? found.owner : undefined
    if (found && !found.over && !gone && found.owner !== owner) return 'elsewhere'
    // who cannot answer does not take the lease: another process may be able to
    const reason = await against()
    if (reason) return { against: reason }
    const lease = await open((ctx) => takeLease(ctx.tx, { owner, ...door }, leaseSeconds, gone))
    if (!lease.mine) return 'elsewhere'
    fence = lease.fence
    return 'mine'
  }

  return {
    mine: () => fence !== undefined,
    token: () => (fence === undefined ? undefined : { owner, fence }),
    take,
    holds: async (tx) => fence !== undefined && (await holdsLease(tx, owner, fence)),
    leave: () => {
      fence = undefined
    },
    close: async () => {
      clearInterval(beat)
      fence = undefined
      living.delete(owner)
      await open((ctx) => dropLease(ctx.tx, owner)).catch(() => undefined)
    },
  }
}

/** `host:pid:start`: an owner of this machine whose process is no more. */
function isGone(owner: string): boolean {
  const [host, pid] = owner.split(':')
  if (host !== hostname()) return false
  // an earlier process of the same number is gone, unless it is a second house in here
  if (Number(pid) === process.pid) return !living.has(owner)
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
