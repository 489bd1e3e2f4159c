import type pg from 'pg'

type Row = { actor: string; name: string; label: string | null; before: unknown; after: unknown; reason: string | null }
type Event = { actor: string; payload: unknown }

/** What the trail and the outbox say, whole: who, of what, before and after, why; the oldest first. */
export function trailOf(pool: pg.Pool) {
  return {
    audit: async (action: string, subject: string): Promise<Row[]> =>
      (
        await pool.query(
          `select actor_id as actor, actor_name as name, subject_label as label, before, after, reason from kernel.audit
           where action = $1 and subject_id = $2 order by id`,
          [action, subject],
        )
      ).rows,
    events: async (name: string, key: string): Promise<Event[]> =>
      (await pool.query('select actor_id as actor, payload from kernel.outbox where name = $1 and key = $2 order by seq', [name, key]))
        .rows,
  }
}
