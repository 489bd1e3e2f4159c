import { ordersList } from '../../../server/modules/billing/contract.ts'
import { Day, Empty, List, Money } from '../../kit/index.ts'

/** Accepted quotes on their way to a licence. */
export default function OrdersPage() {
  return (
    <List
      operation={ordersList}
      title="Orders"
      one="order"
      crumbs={[{ title: 'Revenue', href: '/billing' }]}
      href={(row) => `/billing/orders/${row.id}`}
      views={[
        { title: 'All' },
        { title: 'On their way', where: ['state:is:fulfilling'] },
        { title: 'Being paid', where: ['state:is:paying'] },
        { title: 'Failed', where: ['state:is:failed'] },
      ]}
      cells={{
        // one that begins later owes nothing yet, and says when it will
        gross: (row) =>
          row.charged_on !== null && row.gross_minor === 0 ? (
            <span className="quiet">
              due <Day day={row.charged_on} />
            </span>
          ) : (
            <Money minor={row.gross_minor} currency={row.currency} tidy />
          ),
      }}
      empty={<Empty title="No orders yet">An order is made when a customer accepts a quote.</Empty>}
    />
  )
}
