import { IconUserShare } from '@tabler/icons-react'
import { useState } from 'react'
import { delegationsList } from '../../../server/modules/people/contract.ts'
import { useMay } from '../../frame/session.ts'
import { Button, DataTable, Day, Empty, Link, Page, useQueryText } from '../../kit/index.ts'
import { type Delegation, DelegationState, EndButton, EndDialog, NameDialog, whatName } from './Delegations.tsx'
import { personTabs, Tags } from './words.tsx'

/** Who stands in for whom. */
export default function DelegationsPage() {
  const may = useMay()
  const [asking, setAsking] = useQueryText('new')
  const [ending, setEnding] = useState<Delegation>()
  const name = may('people.delegate') && <Button onClick={() => setAsking('yes')}>Name who stands in</Button>
  return (
    <Page
      title="People"
      note="Who is asked while somebody is away. They answer in their own name and with their own rights."
      tabs={personTabs(may)}
      actions={name}
    >
      <DataTable
        operation={delegationsList}
        label="Delegations"
        rowKey={(row) => row.id}
        filters={[
          {
            field: 'state',
            label: 'State',
            options: [
              { value: 'open', label: 'Now and later' },
              { value: 'over', label: 'Over' },
              { value: 'all', label: 'All' },
            ],
          },
        ]}
        columns={[
          {
            id: 'from',
            title: 'Away',
            cell: (row) => <Link href={`/people/persons/${row.from.id}`}>{row.from.name}</Link>,
            phone: 'title',
          },
          { id: 'to', title: 'Stands in', cell: (row) => <Link href={`/people/persons/${row.to.id}`}>{row.to.name}</Link> },
          { id: 'what', title: 'For', cell: (row) => <Tags words={row.what.map(whatName)} /> },
          { id: 'first', title: 'From', cell: (row) => <Day day={row.from_day} /> },
          { id: 'last', title: 'Until', cell: (row) => <Day day={row.until_day} /> },
          { id: 'state', title: 'State', cell: (row) => <DelegationState row={row} /> },
          { id: 'acts', title: '', align: 'right', cell: (row) => <EndButton row={row} onEnd={setEnding} /> },
        ]}
        empty={
          <Empty title="Nobody is away" icon={<IconUserShare size={20} />} action={name}>
            Whoever is away names a colleague who is asked in their place, for some days.
          </Empty>
        }
      />
      {asking === 'yes' && <NameDialog others={may('people.admin')} onClose={() => setAsking('')} />}
      {ending && <EndDialog row={ending} onClose={() => setEnding(undefined)} />}
    </Page>
  )
}
