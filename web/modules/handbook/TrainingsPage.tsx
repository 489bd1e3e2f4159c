import { IconSchool } from '@tabler/icons-react'
import { trainingsList } from '../../../server/modules/handbook/contract.ts'
import { Button, Day, dayText, Empty, List, Status } from '../../kit/index.ts'
import { trainingStates } from './words.ts'

const views = [
  { title: 'Mine', where: ['person:is:me', 'state:is_not:ended', 'state:is_not:invalidated'] },
  { title: 'Overdue', where: ['state:is:overdue'] },
  { title: 'To do', where: ['state:is:open'] },
  { title: 'Done', where: ['state:is:done'], sort: '-proven' },
  { title: 'All', where: [] },
]

/** What one has to know, and what those have to whom one may see. */
export default function TrainingsPage() {
  return (
    <List
      operation={trainingsList}
      title="Training"
      one="training"
      actions={
        <Button variant="default" href="/handbook/trainings/coverage">
          Who knows what
        </Button>
      }
      href={(row) => `/handbook/trainings/${row.id}`}
      views={views}
      cells={{
        state: (row) => <Status value={row.state} {...trainingStates[row.state]} />,
        due: (row) =>
          row.state === 'overdue' ? <Status value="overdue" tone="warn" label={dayText(row.due_on)} /> : <Day day={row.due_on} />,
      }}
      empty={
        <Empty title="Nobody has to know a procedure yet" icon={<IconSchool size={20} />}>
          Whoever keeps a procedure says on its page which groups have to know it, and by which proof. They find it here, with a day.
        </Empty>
      }
    />
  )
}
