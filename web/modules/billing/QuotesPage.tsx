import { quotesList } from '../../../server/modules/billing/contract.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Count, DataTable, Day, Empty, Instant, Money, Page } from '../../kit/index.ts'
import { State } from './State.tsx'
import { quoteStates } from './words.ts'

/** Offers, newest first; "requested" are customers above the limit who were promised an answer. */
export default function QuotesPage() {
  const may = useMay()
  return (
    <Page
      title="Quotes"
      note="What was offered, to whom, and who had to approve it."
      actions={may('billing.sell') && <Button href="/billing/quotes/new">New quote</Button>}
      tabs={[
        { title: 'All', href: '/billing/quotes' },
        { title: 'Wait for us', href: '/billing/quotes?f.state=requested' },
        { title: 'Offered', href: '/billing/quotes?f.state=offered' },
        { title: 'Orders', href: '/billing/orders' },
      ]}
    >
      <DataTable
        operation={quotesList}
        label="Quotes"
        views="billing.quotes"
        rowKey={(row) => row.id}
        rowHref={(row) => `/billing/quotes/${row.id}`}
        filters={[{ field: 'state', label: 'State', options: quoteStates }]}
        columns={[
          { id: 'number', title: 'Quote', cell: (row) => <span className="num nowrap">{row.number}</span>, phone: 'title' },
          { id: 'customer', title: 'Customer', cell: (row) => row.account_name },
          { id: 'kind', title: 'Kind', cell: (row) => row.kind, phone: 'hide' },
          { id: 'product', title: 'Product', cell: (row) => row.product_name },
          { id: 'seats', title: 'Seats', align: 'right', cell: (row) => <Count value={Number(row.seats)} /> },
          { id: 'net', title: 'Net', align: 'right', cell: (row) => <Money minor={row.net_minor} currency={row.currency} /> },
          { id: 'lane', title: 'Lane', cell: (row) => `Row ${row.lane_row}`, phone: 'hide' },
          { id: 'state', title: 'State', cell: (row) => <State value={row.state} /> },
          { id: 'answer', title: 'Answer by', cell: (row) => <Day day={row.answer_by} /> },
          { id: 'made', title: 'Made', cell: (row) => <Instant at={row.created_at} ago />, phone: 'hide' },
        ]}
        empty={
          <Empty title="No quotes here">
            Customers below the limit buy alone; for the others, and for your own deals, quotes are made here.
          </Empty>
        }
      />
    </Page>
  )
}
