import { IconCalendarCheck } from '@tabler/icons-react'
import { expectedList } from '../../../server/modules/handbook/contract.ts'
import { Empty, List, Status } from '../../kit/index.ts'
import { expectedStates } from './words.ts'

const views = [
  { title: 'Not followed', where: ['state:is:missed'] },
  { title: 'Wait', where: ['state:is:open'], sort: 'by' },
  { title: 'All', where: [] },
]

/** When procedures were to be followed, and whether they were. */
export default function ExpectedPage() {
  return (
    <List
      operation={expectedList}
      title="Not followed"
      one="time"
      href={(row) => (row.run ? `/handbook/runs/${row.run.id}` : `/handbook/pages/${row.page}?tab=when`)}
      views={views}
      cells={{ state: (row) => <Status value={row.state} {...expectedStates[row.state]} /> }}
      empty={
        <Empty title="Nobody missed anything" icon={<IconCalendarCheck size={20} />}>
          A procedure is to be followed by its rhythm, or because of an event that its text names. Where nobody begins in time, it stands
          here.
        </Empty>
      }
    />
  )
}
