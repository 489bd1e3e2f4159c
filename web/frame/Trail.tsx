import { trail } from '../../server/doors/contract.ts'
import { Button } from '../kit/controls.tsx'
import { Empty } from '../kit/feedback.tsx'
import { Page } from '../kit/layout.tsx'
import { Link } from '../kit/Link.tsx'
import { DataTable } from '../kit/table/DataTable.tsx'
import { Instant } from '../kit/values.tsx'
import { useMay } from './session.ts'

/** Who did what, in the whole house: for those who check it. */
export default function Trail() {
  const may = useMay()
  return (
    <Page
      title="Audit trail"
      note="Every change, newest first. What changed stands in the export and in the history of each thing."
      actions={
        may('handbook.write') && (
          <Button variant="default" href="/handbook/pages/new?kind=doing">
            Draft a procedure of what you did
          </Button>
        )
      }
    >
      <DataTable
        operation={trail}
        label="Audit trail"
        rowKey={(row) => row.id}
        columns={[
          { id: 'at', title: 'When', cell: (row) => <Instant at={row.at} /> },
          { id: 'actor', title: 'Who', cell: (row) => row.actor.name },
          { id: 'action', title: 'Did', cell: (row) => <span className="mono">{row.action}</span>, phone: 'title' },
          {
            id: 'subject',
            title: 'To what',
            cell: (row) =>
              row.href ? <Link href={row.href}>{row.subject.label ?? row.subject.kind}</Link> : (row.subject.label ?? row.subject.kind),
          },
          { id: 'reason', title: 'Why', cell: (row) => row.reason, phone: 'hide' },
        ]}
        empty={<Empty title="Nothing happened yet">Each change of anybody appears here.</Empty>}
      />
    </Page>
  )
}
