import { IconBuildingCommunity, IconPlus } from '@tabler/icons-react'
import { accountsList } from '../../../server/modules/customers/contract.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Count, Country, Customer, DataTable, Day, Empty, Ident, None, Page, Person } from '../../kit/index.ts'
import { countryOptions, kinds, labelOf, segments, sources } from './words.ts'

/** Everyone we sell to, as far as the reader's right reaches. */
export default function AccountsPage() {
  const may = useMay()
  const create = may('customers.write') && (
    <Button href="/customers/accounts/new" leftSection={<IconPlus size={15} aria-hidden />}>
      New account
    </Button>
  )
  return (
    <Page
      title="Accounts"
      note="The organisations and people who use or buy what we make."
      actions={create}
      tabs={[
        { title: 'All', href: '/customers/accounts' },
        { title: 'Mine', href: '/customers/accounts?f.owner=me' },
        { title: 'Nobody’s', href: '/customers/accounts?f.owner=none' },
        { title: 'Newest', href: '/customers/accounts?sort=-created' },
        { title: 'Segments', href: '/customers/segments' },
      ]}
    >
      <DataTable
        operation={accountsList}
        label="Accounts"
        searchHint="Name, number, e-mail or country"
        views="customers.accounts"
        rowKey={(row) => row.id}
        rowHref={(row) => `/customers/accounts/${row.id}`}
        filters={[
          { field: 'kind', label: 'Kind', options: kinds },
          { field: 'segment', label: 'Segment', options: segments },
          { field: 'country', label: 'Country', options: countryOptions() },
          { field: 'source', label: 'Source', options: sources },
          {
            field: 'owner',
            label: 'Owner',
            options: [
              { value: 'me', label: 'Me' },
              { value: 'none', label: 'Nobody' },
            ],
          },
        ]}
        columns={[
          { id: 'name', title: 'Name', sort: 'name', cell: (row) => <Customer name={row.name} />, phone: 'title' },
          { id: 'number', title: 'Number', sort: 'number', cell: (row) => <Ident text={row.number} /> },
          { id: 'country', title: 'Country', cell: (row) => <Country code={row.country} /> },
          { id: 'kind', title: 'Kind', cell: (row) => labelOf(kinds, row.kind) },
          { id: 'contact', title: 'Main contact', cell: (row) => row.main_contact?.name ?? <None /> },
          { id: 'contacts', title: 'Contacts', align: 'right', cell: (row) => <Count value={row.contacts} />, phone: 'hide' },
          { id: 'owner', title: 'Owner', cell: (row) => (row.owner ? <Person name={row.owner.name} /> : <None why="nobody" />) },
          { id: 'created', title: 'Since', sort: 'created', cell: (row) => <Day day={row.created_at.slice(0, 10)} />, phone: 'hide' },
        ]}
        empty={
          <Empty title="No accounts yet" icon={<IconBuildingCommunity size={20} />} action={create}>
            An account appears by itself when somebody buys at the public price page. Those you sell to in person are entered here.
          </Empty>
        }
      />
    </Page>
  )
}
