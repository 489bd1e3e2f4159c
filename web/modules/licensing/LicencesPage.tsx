import { licencesList } from '../../../server/modules/licensing/contract.ts'
import { Button, Count, DataTable, Day, Empty, Page, Status, lastDay } from '../../kit/index.ts'
import './licensing.css'
import { countdown, stateWords } from './words.ts'

/** Every licence that was issued, and where each stands now. */
export default function LicencesPage() {
  return (
    <Page
      title="Licences"
      note="Each is signed once and never changed. Where it stands follows from its dates and from newer serials of its line."
      tabs={[
        { title: 'All', href: '/licensing/licences' },
        { title: 'Expiring', href: '/licensing/licences?sort=expires&f.state=expiring' },
        { title: 'In grace', href: '/licensing/licences?sort=expires&f.state=grace' },
        { title: 'Not started', href: '/licensing/licences?f.state=not_started' },
      ]}
    >
      <DataTable
        operation={licencesList}
        label="Licences"
        views="licensing.licences"
        rowKey={(row) => row.id}
        rowHref={(row) => `/licensing/licences/${row.id}`}
        filters={[
          { field: 'state', label: 'State', options: Object.entries(stateWords).map(([value, { label }]) => ({ value, label })) },
          {
            field: 'plan',
            label: 'Edition',
            options: [
              { value: 'professional', label: 'Professional' },
              { value: 'enterprise', label: 'Enterprise' },
              { value: 'advanced', label: 'Enterprise Advanced' },
            ],
          },
          {
            field: 'kind',
            label: 'Kind',
            options: [
              { value: 'paid', label: 'Paid' },
              { value: 'nfr', label: 'Not for resale' },
              { value: 'internal', label: 'Internal' },
            ],
          },
        ]}
        columns={[
          { id: 'number', title: 'Number', cell: (row) => <span className="num nowrap">{row.number}</span>, phone: 'title' },
          { id: 'customer', title: 'Customer', cell: (row) => row.customer_name },
          { id: 'edition', title: 'Edition', cell: (row) => row.edition },
          { id: 'seats', title: 'Seats', align: 'right', cell: (row) => <Count value={row.seats} /> },
          {
            id: 'state',
            title: 'State',
            cell: (row) => (
              <span className="licence-state">
                <Status value={row.state} {...stateWords[row.state]} />
                <span className="faint nowrap">{countdown(row, Date.now())}</span>
              </span>
            ),
          },
          { id: 'issued', title: 'Issued', sort: 'issued', cell: (row) => <Day day={row.issued_at.slice(0, 10)} />, phone: 'hide' },
          { id: 'expires', title: 'Valid until', sort: 'expires', cell: (row) => <Day day={lastDay(row.ends_on)} /> },
          { id: 'contract', title: 'Contract', cell: (row) => <span className="num nowrap">{row.contract_number}</span>, phone: 'hide' },
        ]}
        empty={
          <Empty title="No licences yet" action={<Button href="/billing/contracts">See contracts</Button>}>
            Licences appear by themselves when a contract starts, within seconds of the payment.
          </Empty>
        }
      />
    </Page>
  )
}
