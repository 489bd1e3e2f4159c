import { documentsList } from '../../../server/modules/billing/contract.ts'
import { DataTable, Day, Empty, Money, None, Page } from '../../kit/index.ts'
import { State } from './State.tsx'

/** Every invoice and credit note. */
export default function DocumentsPage() {
  return (
    <Page
      title="Invoices"
      note="Numbered without gaps, chained by hash, never changed. A correction is a credit note."
      tabs={[
        { title: 'All', href: '/billing/documents' },
        { title: 'Open', href: '/billing/documents?f.state=open' },
        { title: 'Overdue', href: '/billing/documents?f.state=overdue' },
        { title: 'Credit notes', href: '/billing/documents?f.kind=credit_note' },
        { title: 'Number series', href: '/billing/series' },
      ]}
    >
      <DataTable
        operation={documentsList}
        label="Invoices"
        views="billing.documents"
        rowKey={(row) => row.id}
        rowHref={(row) => `/billing/documents/${row.id}`}
        filters={[
          {
            field: 'state',
            label: 'State',
            options: [
              { value: 'open', label: 'Open' },
              { value: 'overdue', label: 'Overdue' },
              { value: 'paid', label: 'Paid' },
              { value: 'credited', label: 'Credited' },
            ],
          },
          {
            field: 'kind',
            label: 'Kind',
            options: [
              { value: 'invoice', label: 'Invoices' },
              { value: 'credit_note', label: 'Credit notes' },
            ],
          },
        ]}
        columns={[
          { id: 'number', title: 'Number', cell: (row) => <span className="num nowrap">{row.number}</span>, phone: 'title' },
          { id: 'customer', title: 'Customer', cell: (row) => row.account_name },
          { id: 'issued', title: 'Issued', cell: (row) => <Day day={row.issue_day} /> },
          { id: 'due', title: 'Due', cell: (row) => <Day day={row.due_day} /> },
          {
            id: 'net',
            title: 'Net',
            align: 'right',
            cell: (row) => <Money minor={row.net_minor} currency={row.currency} />,
            phone: 'hide',
          },
          { id: 'gross', title: 'Total', align: 'right', cell: (row) => <Money minor={row.gross_minor} currency={row.currency} /> },
          {
            id: 'open',
            title: 'Open',
            align: 'right',
            cell: (row) => (row.open_minor === 0 ? <None why="nothing" /> : <Money minor={row.open_minor} currency={row.currency} />),
          },
          { id: 'state', title: 'State', cell: (row) => <State value={row.state} /> },
          { id: 'contract', title: 'Contract', cell: (row) => <span className="num nowrap">{row.contract_number}</span>, phone: 'hide' },
        ]}
        empty={<Empty title="No invoices here">An invoice is issued in the same moment in which a contract begins, grows or renews.</Empty>}
      />
    </Page>
  )
}
