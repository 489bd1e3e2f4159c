import { IconRouteAltLeft } from '@tabler/icons-react'
import { exceptionsList } from '../../../server/modules/handbook/contract.ts'
import { Empty, List, Status } from '../../kit/index.ts'
import { exceptionStates } from './words.ts'

const views = [
  { title: 'Hold now', where: ['state:is:granted'], sort: 'until' },
  { title: 'Mine to answer', where: ['mine:is:yes', 'state:is:asked'] },
  { title: 'Asked by me', where: ['by:is:me'] },
  { title: 'All', where: [] },
]

/** Departures from procedures: which hold, until when, who approved them. */
export default function ExceptionsPage() {
  return (
    <List
      operation={exceptionsList}
      title="Exceptions"
      one="exception"
      href={(row) => `/handbook/pages/${row.page}?tab=exceptions`}
      views={views}
      cells={{ state: (row) => <Status value={row.state} {...exceptionStates[row.state]} /> }}
      empty={
        <Empty title="Nobody departs from a procedure" icon={<IconRouteAltLeft size={20} />}>
          An exception lets somebody depart from a step until a day, with something done in its place. It is asked for on the page of the
          procedure, and granted by somebody else.
        </Empty>
      }
    />
  )
}
