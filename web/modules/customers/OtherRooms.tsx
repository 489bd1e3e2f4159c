import { contractsList, documentsList } from '../../../server/modules/billing/contract.ts'
import { licencesList } from '../../../server/modules/licensing/contract.ts'
import { useMay } from '../../frame/session.ts'
import { Count, DataTable, Day, Empty, Link, lastDay, Money, Section, Status, awayText, dayOf, None } from '../../kit/index.ts'

type Part = { accountId: string }

/** What the customer has bought. */
export function ContractsPart({ accountId, today }: Part & { today: string }) {
  const may = useMay()
  if (!may('billing.read')) return null
  return (
    <Section title="Contracts" flush>
      <DataTable
        operation={contractsList}
        input={{ account_id: accountId, limit: 10 }}
        label="Contracts"
        bare
        inAddress={false}
        rowKey={(row) => row.id}
        rowHref={(row) => `/billing/contracts/${row.id}`}
        columns={[
          { id: 'product', title: 'What', cell: (row) => row.product_name, phone: 'title' },
          { id: 'seats', title: 'Seats', align: 'right', cell: (row) => <Count value={Number(row.seats)} /> },
          {
            id: 'annual',
            title: 'A year',
            align: 'right',
            cell: (row) =>
              row.state === 'ended' || row.state === 'lapsed' ? (
                <None why="nothing any more" />
              ) : (
                <Money tidy minor={row.annual_minor} currency={row.currency} />
              ),
          },
          {
            id: 'end',
            title: 'Runs until',
            cell: (row) =>
              row.end ? (
                <span>
                  <Day day={lastDay(row.end)} /> <span className="faint">{awayText(lastDay(row.end), today)}</span>
                </span>
              ) : (
                'No last day'
              ),
          },
          { id: 'renewal', title: 'Renewal', cell: (row) => (row.auto_renew ? 'By itself' : 'When asked'), phone: 'hide' },
          { id: 'state', title: 'State', cell: (row) => <Status value={row.state} /> },
        ]}
        empty={<Empty title="No contract yet">What they buy, alone in the portal or with a colleague, stands here.</Empty>}
      />
    </Section>
  )
}

/** What runs at the customer's. */
export function LicencesPart({ accountId }: Part) {
  const may = useMay()
  if (!may('licensing.read')) return null
  return (
    <Section title="Licences" flush>
      <DataTable
        operation={licencesList}
        input={{ account_id: accountId, limit: 10 }}
        label="Licences"
        bare
        inAddress={false}
        rowKey={(row) => row.id}
        rowHref={(row) => `/licensing/licences/${row.id}`}
        columns={[
          {
            id: 'edition',
            title: 'Edition',
            cell: (row) => (
              <>
                {row.edition} <span className="num nowrap faint">{row.number}</span>
              </>
            ),
            phone: 'title',
          },
          { id: 'seats', title: 'Seats', align: 'right', cell: (row) => <Count value={row.seats} /> },
          { id: 'issued', title: 'Issued', cell: (row) => <Day day={dayOf(row.issued_at)} /> },
          { id: 'state', title: 'State', cell: (row) => <Status value={row.state} /> },
        ]}
        empty={<Empty title="No licence yet">A licence is issued by itself when a contract begins.</Empty>}
      />
    </Section>
  )
}

/** What was billed, and what is open. */
export function DocumentsPart({ accountId }: Part) {
  const may = useMay()
  if (!may('billing.read')) return null
  return (
    <Section title="Invoices" actions={<Link href="/billing/documents">All invoices</Link>} flush>
      <DataTable
        operation={documentsList}
        input={{ account_id: accountId, limit: 10 }}
        label="Invoices"
        bare
        inAddress={false}
        rowKey={(row) => row.id}
        rowHref={(row) => `/billing/documents/${row.id}`}
        columns={[
          { id: 'number', title: 'Number', cell: (row) => <span className="num nowrap">{row.number}</span>, phone: 'title' },
          { id: 'issued', title: 'Issued', cell: (row) => <Day day={row.issue_day} /> },
          { id: 'gross', title: 'Amount', align: 'right', cell: (row) => <Money tidy minor={row.gross_minor} currency={row.currency} /> },
          { id: 'open', title: 'Open', align: 'right', cell: (row) => <Money tidy minor={row.open_minor} currency={row.currency} /> },
          { id: 'state', title: 'State', cell: (row) => <Status value={row.state} /> },
        ]}
        empty={<Empty title="No invoice yet">Invoices come with the first payment.</Empty>}
      />
    </Section>
  )
}
