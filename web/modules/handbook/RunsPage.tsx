import { IconPlayerPlay } from '@tabler/icons-react'
import { runsList } from '../../../server/modules/handbook/contract.ts'
import { Empty, List, Status } from '../../kit/index.ts'
import { runStates } from './words.ts'

const views = [
  { title: 'Under way', where: ['state:is:started'] },
  { title: 'Begun by me', where: ['runner:is:me'] },
  { title: 'With errors', where: ['errors:at_least:1'] },
  { title: 'All', where: [] },
]

/** Carryings-out of procedures. */
export default function RunsPage() {
  return (
    <List
      operation={runsList}
      title="Runs"
      one="run"
      href={(row) => `/handbook/runs/${row.id}`}
      views={views}
      cells={{
        state: (row) => <Status value={row.state} {...runStates[row.state]} />,
      }}
      empty={
        <Empty title="Nothing is being followed" icon={<IconPlayerPlay size={20} />}>
          A run is a procedure carried out step by step. Open one that is in force, and follow it.
        </Empty>
      }
    />
  )
}
