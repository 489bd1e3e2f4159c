import { IconUser } from '@tabler/icons-react'
import { useState } from 'react'
import { Button, DataTable, type Column, Glance, List, listOf, Money, PersonPick, PlainTable, Status } from '../index.ts'
import { contracts, rows } from './made-up.ts'
import { Part } from './Part.tsx'

type Row = (typeof rows)[number]
const columns: Column<Row>[] = [
  { id: 'customer', title: 'Customer', cell: (row) => row.customer_name, text: (row) => row.customer_name, sort: true, phone: 'title' },
  { id: 'yearly', title: 'A year', cell: (row) => <Money minor={row.yearly_minor} currency={row.currency} tidy />, align: 'right' },
  { id: 'state', title: 'State', cell: (row) => <Status value={row.state} /> },
]
const { columns: declared } = contracts.list
const few = listOf({
  customer: declared.customer,
  yearly: declared.yearly,
  currency: { ...declared.currency, shown: false },
  state: declared.state,
})

export function Lists() {
  const [person, setPerson] = useState<string | null>(null)
  return (
    <>
      <Part name="List" wide>
        <List
          operation={contracts}
          title="Contracts"
          one="contract"
          href={(row) => `/contracts/${row.id}`}
          views={[{ title: 'All' }, { title: 'At risk', where: ['state:is:at_risk'] }]}
          away={['renews']}
          actions={<Button>New contract</Button>}
          peek={(row) => (
            <Glance
              name={row.customer_name}
              country={row.country}
              note={row.product}
              figures={[{ label: 'Seats', value: row.seats, share: 0.8 }]}
              facts={[{ label: 'Product', value: row.product }]}
            />
          )}
          bulk={[{ title: 'Owner', icon: <IconUser size={15} aria-hidden />, run: () => Promise.resolve() }]}
        />
      </Part>
      <Part name="listOf" wide>
        <List operation={contracts} list={few} title="Contracts in short" one="contract" />
      </Part>
      <Part name="DataTable" wide>
        <DataTable operation={contracts} label="Contracts" columns={columns} rowKey={(row) => row.id} inAddress={false} />
      </Part>
      <Part name="PlainTable">
        <PlainTable label="Contracts" columns={columns} rows={rows.slice(0, 3)} rowKey={(row) => row.id} dense />
      </Part>
      <Part name="Glance">
        <Glance
          name="Maple Bank"
          country="CA"
          note="Harbor Enterprise"
          figures={[
            { label: 'Seats', value: '402', share: 0.95, note: '18 left' },
            { label: 'A year', value: '$68,040' },
          ]}
          facts={[{ label: 'Owner', value: 'Cato Lindholm' }]}
        />
      </Part>
      <Part name="PersonPick">
        <PersonPick label="Owner" value={person} me onPick={setPerson} />
      </Part>
    </>
  )
}
