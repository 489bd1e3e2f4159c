import { lanePolicy, taxRowsList } from '../../../server/modules/billing/contract.ts'
import { useAsk } from '../../ask.ts'
import { Answer, Day, Link, Loading, Page, PlainTable, Section, Stack } from '../../kit/index.ts'
import { catalogueTabs } from './CataloguePage.tsx'

/** Rules that are data: who approves, and which tax; each row with its dates and source. */
export default function RulesPage() {
  const lane = useAsk(lanePolicy, {})
  const tax = useAsk(taxRowsList, {})
  return (
    <Page title="Taxes and policies" note="Rules are dated rows, never constants. The first row that matches counts." tabs={catalogueTabs}>
      <Stack gap={5}>
        <Section title="Approval policy" note="Who approves a deal and how it is signed" flush>
          <Answer of={lane} loading={<Loading rows={4} />}>
            {(policy) => (
              <PlainTable
                bare
                label="Approval policy"
                rows={policy.rows}
                rowKey={(row) => String(row.id)}
                columns={[
                  { id: 'id', title: 'Row', cell: (row) => String(row.id), phone: 'title' },
                  { id: 'when', title: 'When', cell: (row) => conditions(row.when) },
                  { id: 'approve', title: 'Approve', cell: (row) => approvers(row.then) },
                  { id: 'sign', title: 'Sign', cell: (row) => signature(row.then) },
                ]}
              />
            )}
          </Answer>
        </Section>
        <Answer of={tax} loading={<Loading rows={8} />}>
          {(rows) => (
            <>
              <Section title="Tax rules" note="First match by priority" flush>
                <PlainTable
                  bare
                  label="Tax rules"
                  rows={rows.rules}
                  rowKey={(row) => row.id}
                  columns={[
                    { id: 'id', title: 'Rule', cell: (row) => row.id, phone: 'title' },
                    { id: 'when', title: 'When', cell: (row) => conditions(row.when) },
                    { id: 'category', title: 'Category', cell: (row) => row.then.category },
                    {
                      id: 'rate',
                      title: 'Rate',
                      cell: (row) =>
                        row.then.rate === 'seller' || row.then.rate === 'buyer' ? `the ${row.then.rate}'s` : `${row.then.rate} %`,
                    },
                    { id: 'source', title: 'Source', cell: (row) => <Source href={row.source} /> },
                  ]}
                />
              </Section>
              <Section title="Tax rates in force" note={`${rows.rates.length} rows`} flush>
                <PlainTable
                  bare
                  label="Tax rates"
                  rows={rows.rates}
                  rowKey={(row) => `${row.jurisdiction}|${row.code}`}
                  columns={[
                    { id: 'place', title: 'Where', cell: (row) => row.jurisdiction, phone: 'title' },
                    { id: 'code', title: 'Tax', cell: (row) => row.code },
                    { id: 'rate', title: 'Rate', align: 'right', cell: (row) => `${row.rate} %` },
                    { id: 'from', title: 'From', cell: (row) => <Day day={row.valid_from} /> },
                    { id: 'source', title: 'Source', cell: (row) => <Source href={row.source} /> },
                  ]}
                />
              </Section>
            </>
          )}
        </Answer>
      </Stack>
    </Page>
  )
}

function Source({ href }: { href: string }) {
  const [link = href] = href.split(' ')
  return link.startsWith('http') ? <Link href={link}>{new URL(link).hostname}</Link> : href
}

/** A row's conditions in words; no condition means always. */
function conditions(when: unknown): string {
  if (typeof when !== 'object' || when === null) return 'always'
  const parts = Object.entries(when).map(([name, value]) => condition(name, value))
  return parts.length === 0 ? 'always' : parts.join(' · ')
}

function condition(name: string, value: unknown): string {
  const words = name
    .replace(/_(lt|lte|in)$/, '')
    .replaceAll('_', ' ')
    .replace(' pct', '')
    .replace('term months', 'term')
  if (name === 'total_net_lt') return `total net below ${(Number(value) / 100).toLocaleString(undefined, { minimumFractionDigits: 2 })}`
  if (name === 'discount_pct_lte') return Number(value) === 0 ? 'no discount' : `discount at most ${String(value)} %`
  if (name === 'term_months_lte') return `term at most ${String(value)} months`
  if (name === 'country_in' && String(value) === 'wet') return 'country where ink on paper is needed'
  if (name === 'terms') return value === 'custom' ? 'terms that differ from ours' : `${String(value)} terms`
  if (value === true) return words
  if (value === false) return `not ${words}`
  return `${words} ${Array.isArray(value) ? value.join(', ') : String(value)}`
}

function approvers(outcome: unknown): string {
  const list =
    typeof outcome === 'object' && outcome !== null && 'approve' in outcome && Array.isArray(outcome.approve) ? outcome.approve : []
  return list.length === 0 ? 'nobody' : list.map((role) => String(role).replaceAll('_', ' ')).join(', ')
}

function signature(outcome: unknown): string {
  if (typeof outcome !== 'object' || outcome === null) return ''
  if ('refuse' in outcome) return 'refused'
  return 'sign' in outcome ? String(outcome.sign).replace('_', '-') : ''
}
