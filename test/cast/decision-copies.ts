import type pg from 'pg'

/** The same decision so many times, each with its text, parties and answers. */
export async function copiesOf(pool: pg.Pool, id: string, count: number): Promise<void> {
  const copied = `('00000000-0000-7000-8000-' || lpad(g::text, 12, '0'))::uuid`
  const copy = (table: string, of: string, change: string) =>
    pool.query(
      `insert into decisions.${table} select copy.* from (select to_jsonb(t) as row from decisions.${table} t where ${of} = $1) t
       cross join generate_series(1, ${count}) g
       cross join lateral jsonb_populate_record(null::decisions.${table}, t.row || jsonb_build_object(${change})) copy`,
      [id],
    )
  await copy('decision', 'id', `'id', ${copied}, 'number', 'DEC-2026-9' || lpad(g::text, 5, '0')`)
  await copy('text', 'decision_id', `'decision_id', ${copied}`)
  const of = (column: string) => `'${column}', md5(g || (t.row ->> '${column}'))::uuid`
  await copy('party', 'decision_id', `'decision_id', ${copied}, ${of('id')}`)
  await copy('answer', 'decision_id', `'decision_id', ${copied}, ${of('id')}, ${of('party_id')}`)
  // as the database does of itself where rows come one by one
  await pool.query('analyze decisions.decision, decisions.text, decisions.party, decisions.answer')
}
