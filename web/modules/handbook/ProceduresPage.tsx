import { IconChecklist, IconPlus } from '@tabler/icons-react'
import { proceduresList } from '../../../server/modules/handbook/contract.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Day, dayText, Empty, List, LockSign, Status } from '../../kit/index.ts'
import { procedureStates, seenBy } from './words.ts'

const views = [
  { title: 'All', where: ['state:is_not:retired'] },
  { title: 'Mine', where: ['owner:is:me', 'state:is_not:retired'] },
  { title: 'Drafts', where: ['state:is:draft'] },
  { title: 'Being revised', where: ['state:is:revising'] },
  { title: 'Next reviews', where: ['review:filled', 'state:is_not:retired'], sort: 'review' },
  { title: 'In no contents', where: ['listed:is:no', 'state:is_not:retired'] },
  { title: 'Serves no plan', where: ['aligned:is:no', 'state:is_not:retired'] },
  { title: 'Retired', where: ['state:is:retired'] },
]

const short = { draft: 'Draft', in_force: 'In force', revising: 'Being revised', retired: 'Retired' } as const
const agreements = { agreed: 'Agreed', carried: 'Carried over', stale: 'Another text', none: 'Nobody yet' } as const

/** Every procedure that the reader may open, with what is known of each. */
export default function ProceduresPage() {
  const create = useMay()('handbook.write') && (
    <>
      <Button variant="default" href="/handbook/pages/new?kind=doing">
        From what I did
      </Button>
      <Button href="/handbook/pages/new?kind=procedure" leftSection={<IconPlus size={15} aria-hidden />}>
        New procedure
      </Button>
    </>
  )
  return (
    <List
      operation={proceduresList}
      title="Procedures"
      one="procedure"
      actions={create}
      href={(row) => `/handbook/pages/${row.id}`}
      views={views}
      cells={{
        state: (row) => <Status value={row.state} tone={procedureStates[row.state].tone} label={short[row.state]} />,
        agreed: (row) => agreements[row.agreed],
        review: (row) =>
          row.review_on &&
          (row.review === 'due' || row.review === 'overdue' ? (
            <Status value={row.review} tone="warn" label={dayText(row.review_on)} />
          ) : (
            <Day day={row.review_on} />
          )),
        audience: (row) => (
          <>
            {row.audience === 'restricted' && <LockSign says="" />} {seenBy[row.audience]}
          </>
        ),
      }}
      empty={
        <Empty title="No procedure is written down yet" icon={<IconChecklist size={20} />} action={create}>
          A procedure says step by step what is done, by whom, and how to see that it is done. People agree to its very text before others
          follow it.
        </Empty>
      }
    />
  )
}
