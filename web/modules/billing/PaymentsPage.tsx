import { paymentsList } from '../../../server/modules/billing/contract.ts'
import { Button, DataTable, Day, Empty, Money, Page } from '../../kit/index.ts'

/** Money that came in, and what it paid. */
export default function PaymentsPage() {
  return (
    <Page
      title="Payments"
      note="Money that came in, and the documents that it paid."
      actions={
        <Button variant="default" href="/billing/balances">
          Balances that we owe
        </Button>
      }
    >
      <DataTable
        operation={paymentsList}
        label="Payments"
        views="billing.payments"
        rowKey={(row) => row.id}
        columns={[
          { id: 'number', title: 'Payment', cell: (row) => <span className="num nowrap">{row.number}</span>, phone: 'title' },
          { id: 'customer', title: 'Customer', cell: (row) => row.account_name },
          { id: 'day', title: 'Day', cell: (row) => <Day day={row.day} /> },
          { id: 'source', title: 'By', cell: (row) => row.source.replace('_', ' ') },
          { id: 'amount', title: 'Amount', align: 'right', cell: (row) => <Money minor={row.amount_minor} currency={row.currency} /> },
          { id: 'applied', title: 'Applied', align: 'right', cell: (row) => <Money minor={row.applied_minor} currency={row.currency} /> },
          { id: 'documents', title: 'Paid', cell: (row) => row.documents.join(', ') },
          { id: 'reference', title: 'Reference', cell: (row) => <span className="clip">{row.reference}</span>, phone: 'hide' },
        ]}
        empty={<Empty title="All money has a home">Card payments appear here by themselves; transfers are recorded at the invoice.</Empty>}
      />
    </Page>
  )
}
