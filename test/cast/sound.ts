import { firstChain, verifyChain } from '../../server/modules/billing/rules/series.ts'
import { type Asked, told, unlicensed, wronglyLicensed } from './licensed.ts'

/**
 * What holds after every test that touches money, whatever it did. Each check answers the rows that break it. `now` is the latest moment
 * that the test's clock has shown.
 */
export async function troubles(pool: Asked, now: Date, rooms: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const [name, text] of Object.entries(checks)) {
    const { rows } = await pool.query(text, text.includes('$1') ? [now] : [])
    found.push(...rows.map((row) => `${name}: ${told(row)}`))
  }
  found.push(...(await brokenSeries(pool)))
  if (rooms.includes('licensing')) found.push(...(await unlicensed(pool)), ...(await wronglyLicensed(pool)))
  return found.slice(0, 20)
}

const checks: Record<string, string> = {
  'a journal that does not sum to zero': `
    select j.key, sum(p.amount_minor) as sum, count(*) from billing.journal j left join billing.posting p on p.journal_id = j.id
    group by j.id, j.key having coalesce(sum(p.amount_minor), 1) <> 0 or count(*) < 2 limit 5`,
  'a document or journal of a day that is still ahead': `
    select 'document' as what, d.number as name, d.issue_day::text as day from billing.document d join billing.legal_entity e on e.id = d.entity_id
    where d.issue_day > ($1::timestamptz at time zone e.zone)::date or d.tax_day > d.issue_day
    union all
    select 'journal', j.key, j.day::text from billing.journal j join billing.legal_entity e on e.id = j.entity_id
    where j.day > ($1::timestamptz at time zone e.zone)::date limit 5`,
  // a renewal may have agreed on a lead, and a company's conventions on one for every period
  'a charge that was issued before its day': `
    select d.number, l.key, d.issue_day::text as day, l.from_day::text as first_day
    from billing.document_line l join billing.document d on d.id = l.document_id join billing.contract c on c.id = l.contract_id
    where l.kind in ('charge', 'true_up') and d.issue_day < l.from_day
        - coalesce((c.conventions ->> 'lead_days')::int, 0)
        - coalesce((select max((a.body ->> 'lead_days')::int) from billing.amendment a
            where a.contract_id = l.contract_id and a.kind = 'renew' and a.effective = l.from_day), 0) limit 5`,
  'a document whose open sum is not its receivable': `
    select d.number, b.open_minor as open, coalesce(r.sum, 0) as receivable
    from billing.document_balance b join billing.document d on d.id = b.document_id
    left join (select p.dims ->> 'document' as id, sum(p.amount_minor) as sum from billing.posting p where p.account = '1100' group by 1) r
      on r.id = d.id::text
    where d.kind = 'invoice' and b.open_minor <> coalesce(r.sum, 0) limit 5`,
  'a balance that says other facts than its document': `
    select d.number, b.account_id, b.entity_id, b.currency, b.issue_day::text as issued, b.due_day::text as due, b.gross_minor from billing.document d
    left join billing.document_balance b on b.document_id = d.id
    where (b.account_id, b.entity_id, b.currency, b.issue_day, b.due_day, b.gross_minor)
      is distinct from (d.account_id, d.entity_id, d.currency, d.issue_day, d.due_day, d.gross_minor)
      or (b.open_minor > 0 or b.settled_day is not null) and d.kind <> 'invoice' limit 5`,
  'a balance that is not what the ledger owes': `
    select coalesce(b.profile_id::text, r.profile) as profile, coalesce(b.amount_minor, 0) as balance, coalesce(r.owed, 0) as owed
    from billing.profile_balance b full join (
      select p.dims ->> 'profile' as profile, j.currency, -sum(p.amount_minor) as owed from billing.posting p
      join billing.journal j on j.id = p.journal_id where p.account = '2200' group by 1, 2) r
      on r.profile = b.profile_id::text and r.currency = b.currency
    where coalesce(b.amount_minor, 0) <> coalesce(r.owed, 0) limit 5`,
  'a month of an account that is not the sum of its postings': `
    select m.account, coalesce(m.month, s.month)::text as month, m.debit_minor, s.debit, m.credit_minor, s.credit
    from (select * from billing.ledger_month where debit_minor <> 0 or credit_minor <> 0) m full join (
      select j.entity_id, j.currency, p.account, date_trunc('month', j.day)::date as month, sum(greatest(p.amount_minor, 0)) as debit,
        sum(-least(p.amount_minor, 0)) as credit
      from billing.posting p join billing.journal j on j.id = p.journal_id where p.amount_minor <> 0 group by 1, 2, 3, 4) s
      on (s.entity_id, s.currency, s.account, s.month) = (m.entity_id, m.currency, m.account, m.month)
    where (m.debit_minor, m.credit_minor) is distinct from (s.debit, s.credit)
    union all
    select a.account, a.month::text, a.debit_minor, null, a.credit_minor, null from billing.ledger_added a limit 5`,
  'a posting in a month that was closed when it was posted': `
    select j.key, j.period, c.period as closed from billing.journal j join billing.period_closing c on c.entity_id = j.entity_id and j.period <= c.period
    where j.created_at > c.created_at and (c.reopened_at is null or j.created_at < c.reopened_at) limit 5`,
  'income before a run has recognised any': `
    select j.key, p.account, p.amount_minor from billing.posting p join billing.journal j on j.id = p.journal_id
    where p.account in ('4000', '4900') and not exists (select 1 from billing.journal r where r.event = 'revenue') limit 5`,
  'a payment outside the life of what it pays': `
    select p.number, d.number as document, p.day::text as day, d.issue_day::text as issued from billing.allocation a
    join billing.payment p on p.id = a.payment_id join billing.document d on d.id = a.document_id
    where p.source in ('transfer', 'manual', 'write_off') and p.day < d.issue_day limit 5`,
  'an order that was paid and made no contract': `
    select o.number from billing.order o where o.paid_at is not null and o.contract_id is null limit 5`,
}

async function brokenSeries(pool: Asked): Promise<string[]> {
  const { rows: series } = await pool.query('select id, prefix, next, last_chain from billing.series')
  const { rows } = await pool.query(
    'select series_id, number, position, issue_day::text as issue_day, canonical, sha, chain from billing.document order by series_id, position',
  )
  return series.flatMap((one) => {
    const documents = rows.filter((row) => row.series_id === one.id)
    const last = { position: BigInt(one.next) - 1n, chain: documents.length === 0 ? firstChain : one.last_chain }
    return verifyChain(documents, one.prefix, last).map((finding) => `a broken series: ${finding.number}: ${finding.text}`)
  })
}
