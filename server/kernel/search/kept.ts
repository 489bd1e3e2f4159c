import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Tx } from '../database.ts'
import { type Indexed, Inverted } from './inverted.ts'

export type Tier = 'house' | 'public'

/** What decides who sees a document. */
type Seen = { kind: string; groups: readonly string[] | undefined }

/** What the asking transaction itself has written may never come to stand: it is taken in by the next one. */
const others = sql<boolean>`changed_in is distinct from pg_current_xact_id_if_assigned()`

/** The texts of a house in the memory of this process: an index for colleagues and one for everybody. */
export class Shelf {
  readonly tiers: Record<Tier, { index: Inverted; seen: Map<string, Seen> }> = {
    house: { index: new Inverted(), seen: new Map() },
    public: { index: new Inverted(), seen: new Map() },
  }
  /** transactions before it were over when this process last looked: what they wrote is here */
  private since: string | undefined
  private last: Promise<unknown> = Promise.resolve()

  /** Takes in what was saved since; one at a time, each by the transaction that asks. */
  async inStep(tx: Tx): Promise<void> {
    const mine = this.last.then(() => this.pull(tx))
    this.last = mine.catch(() => undefined)
    await mine
  }

  private async pull(tx: Tx): Promise<void> {
    if (this.since === undefined) return this.fill(tx)
    const { rows } = await sql<Changed>`
      with now as (select pg_snapshot_xmin(pg_current_snapshot())::text as upto)
      select now.upto, changed.* from now left join (
        select tier, kind, id, title, aliases, headings, path, body, links, audience, groups, false as gone from kernel.search_document
          where changed_in >= ${this.since}::xid8 and ${others}
        union all select tier, kind, id, '', '{}', '{}', '', '', '[]'::jsonb, 'internal', '{}', true from kernel.search_gone
          where changed_in >= ${this.since}::xid8 and ${others}
      ) changed on true`.execute(tx)
    await this.take(rows.filter((row) => row.tier !== null))
    this.since = rows[0]?.upto ?? this.since
  }

  /** All of them, some at a time: what is saved meanwhile is taken in the next time. */
  private async fill(tx: Tx): Promise<void> {
    const { rows: now } = await sql<{ upto: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as upto`.execute(tx)
    let after = ['', '', '']
    for (;;) {
      const { rows } = await sql<Row>`
        select tier, kind, id, title, aliases, headings, path, body, links, audience, groups, false as gone from kernel.search_document
        where (tier, kind, id) > (${after[0]}, ${after[1]}, ${after[2]}) and ${others} order by tier, kind, id limit 500`.execute(tx)
      const last = rows.at(-1)
      await this.take(rows)
      if (!last) break
      after = [last.tier, last.kind, last.id]
    }
    this.since = now[0]?.upto
  }

  private async take(rows: readonly Row[]): Promise<void> {
    for (const [at, row] of rows.entries()) {
      const { index, seen } = this.tiers[row.tier]
      const key = keyOf(row)
      if (row.gone) {
        index.remove(key)
        seen.delete(key)
      } else {
        index.put({ ...row, key, open: row.audience !== 'restricted' })
        seen.set(key, { kind: row.kind, groups: row.audience === 'restricted' ? row.groups : undefined })
      }
      // long texts take a while: others are answered between them
      if (at % 20 === 19) await turn()
    }
  }
}

type Row = Omit<Indexed, 'key' | 'open'> & {
  tier: Tier
  kind: string
  id: string
  audience: string
  groups: string[]
  gone: boolean
}
type Changed = Row & { upto: string }

type Thing = { kind: string; id: string }
export const keyOf = ({ kind, id }: Thing) => `${kind}/${id}`
export function thingOf(key: string): Thing {
  const at = key.indexOf('/')
  return { kind: key.slice(0, at), id: key.slice(at + 1) }
}

const shelves = new WeakMap<object, Shelf>()

/** The shelf of the house in which the context is. */
export function shelfOf({ settings }: Pick<Context, 'settings'>): Shelf {
  const known = shelves.get(settings)
  if (known) return known
  const made = new Shelf()
  shelves.set(settings, made)
  return made
}
