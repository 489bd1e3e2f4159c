import { IconFlag } from '@tabler/icons-react'
import { flagsList } from '../../../server/modules/handbook/contract.ts'
import { Button, Empty, List, Status } from '../../kit/index.ts'
import { flagStates } from './Flags.tsx'

const views = [
  { title: 'Mine to answer', where: ['mine:is:yes', 'state:is:open'] },
  { title: 'Open', where: ['state:is:open'] },
  { title: 'Raised by me', where: ['by:is:me'] },
  { title: 'All', where: [] },
]

/** What was said to be wrong with texts that the reader keeps, and what the reader said of others. */
export default function FlagsPage() {
  return (
    <List
      operation={flagsList}
      title="Flags"
      one="flag"
      actions={
        <Button variant="default" href="/handbook/flags/exceptions">
          Exceptions
        </Button>
      }
      href={(row) => `/handbook/pages/${row.page}?tab=flags`}
      views={views}
      cells={{ state: (row) => <Status value={row.state} {...flagStates[row.state]} /> }}
      empty={
        <Empty title="Nobody says that something is wrong" icon={<IconFlag size={20} />}>
          A flag says that a step or a page is wrong. One tap below a text or in a run raises it, and whoever keeps the page answers.
        </Empty>
      }
    />
  )
}
