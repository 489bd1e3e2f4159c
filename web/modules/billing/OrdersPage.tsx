import { ordersList } from '../../../server/modules/billing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { Count, DataTable, Day, Empty, Instant, Money, Page } from '../../kit/index.ts'
import { State } from './State.tsx'

const states = ['paying', 'fulfilling', 'fulfilled', 'failed', 'cancelled'].map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}))

/** What the order comes to; one that begins later owes nothing yet, and says when it will. */
function OrderTotal({ order }: { order: AskOutput<typeof ordersList>['items'][number] }) {
  if (order.charged_on === null || order.gross_minor !== 0) return <Money minor={order.gross_minor} currency={order.currency} />
  return (
    <span className="quiet">
      due <Day day={order.charged_on} />
    </span>
  )
}

/** Accepted quotes on their way to a licence. */
export default function OrdersPage() {
  return (
    <Page title="Orders" note="From acceptance to licence, step by step.">
      <DataTable
        operation={ordersList}
        label="Orders"
        views="billing.orders"
        rowKey={(row) => row.id}
        rowHref={(row) => `/billing/orders/${row.id}`}
        filters={[{ field: 'state', label: 'State', options: states }]}
        columns={[
          { id: 'number', title: 'Order', cell: (row) => <span className="num nowrap">{row.number}</span>, phone: 'title' },
          { id: 'customer', title: 'Customer', cell: (row) => row.account_name },
          { id: 'kind', title: 'Kind', cell: (row) => row.kind },
          { id: 'product', title: 'Product', cell: (row) => row.product_name },
          { id: 'seats', title: 'Seats', align: 'right', cell: (row) => <Count value={Number(row.seats)} /> },
          { id: 'total', title: 'Total', align: 'right', cell: (row) => <OrderTotal order={row} /> },
          { id: 'state', title: 'State', cell: (row) => <State value={row.state} /> },
          { id: 'placed', title: 'Placed', cell: (row) => <Instant at={row.created_at} ago /> },
        ]}
        empty={<Empty title="No orders yet">An order is made when a customer accepts a quote.</Empty>}
      />
    </Page>
  )
}
