import { contractsList } from '../../../server/modules/billing/contract.ts'
import { Button, Count, DataTable, Day, Empty, Money, None, Page, lastDay } from '../../kit/index.ts'
import { State } from './State.tsx'
import { contractStates } from './words.ts'

/** Every contract and where it stands. */
export default function ContractsPage() {
  return (
    <Page title="Contracts" note="What customers have agreed to, with every change as a dated amendment.">
      <DataTable
        operation={contractsList}
        label="Contracts"
        views="billing.contracts"
        rowKey={(row) => row.id}
        rowHref={(row) => `/billing/contracts/${row.id}`}
        filters={[{ field: 'state', label: 'State', options: contractStates }]}
        columns={[
          { id: 'number', title: 'Contract', cell: (row) => <span className="num nowrap">{row.number}</span>, phone: 'title' },
          { id: 'customer', title: 'Customer', cell: (row) => row.account_name },
          { id: 'product', title: 'Product', cell: (row) => row.product_name },
          { id: 'seats', title: 'Seats', align: 'right', cell: (row) => <Count value={Number(row.seats)} /> },
          { id: 'annual', title: 'Per year', align: 'right', cell: (row) => <Money minor={row.annual_minor} currency={row.currency} /> },
          { id: 'state', title: 'State', cell: (row) => <State value={row.state} /> },
          { id: 'end', title: 'Runs until', cell: (row) => (row.end ? <Day day={lastDay(row.end)} /> : <None why="open end" />) },
          { id: 'renewal', title: 'Renews', cell: (row) => (row.auto_renew ? 'Yes' : 'No'), phone: 'hide' },
          { id: 'next', title: 'Next billing', cell: (row) => <Day day={row.next_bill_day} />, phone: 'hide' },
        ]}
        empty={
          <Empty title="No contracts yet" action={<Button href="/billing/quotes/new">New quote</Button>}>
            A contract begins when a customer accepts a quote and pays, or signs it.
          </Empty>
        }
      />
    </Page>
  )
}
