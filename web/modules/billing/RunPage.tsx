import { runsItems } from '../../../server/modules/billing/contract.ts'
import { DataTable, Empty, None, Page, Status, useParam } from '../../kit/index.ts'

const tones = { failed: 'bad', billed: 'good', renewed: 'good', in_grace: 'warn', lapsed: 'bad', nothing: 'calm' } as const

/** What one run did, contract by contract; what failed stands first, with its reason. */
export default function RunPage() {
  const id = useParam('id')
  return (
    <Page
      title="Billing run"
      crumbs={[{ title: 'Runs', href: '/billing/runs' }]}
      note="A contract that fails is listed with its reason and never stops the others; the next run tries it again."
    >
      <DataTable
        operation={runsItems}
        label="Run"
        input={{ id }}
        rowKey={(row) => row.contract_id}
        rowHref={(row) => `/billing/contracts/${row.contract_id}`}
        columns={[
          { id: 'contract', title: 'Contract', cell: (row) => <span className="num nowrap">{row.contract_number}</span>, phone: 'title' },
          { id: 'outcome', title: 'Outcome', cell: (row) => <Status value={row.outcome} tone={tones[row.outcome]} /> },
          { id: 'documents', title: 'Documents', cell: (row) => (row.documents.length ? row.documents.join(', ') : <None why="none" />) },
          { id: 'why', title: 'Why', cell: (row) => row.detail },
        ]}
        empty={<Empty title="Nothing was due">That is how most hours look.</Empty>}
      />
    </Page>
  )
}
