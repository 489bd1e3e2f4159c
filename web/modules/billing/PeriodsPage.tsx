import { useState } from 'react'
import { periodsClose, periodsGet, periodsList, periodsReopen } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, useAsk, useAskPaged, useTell } from '../../ask.ts'
import {
  Answer,
  Button,
  Confirm,
  DataTable,
  dayText,
  Empty,
  Form,
  Instant,
  Loading,
  Modal,
  None,
  Note,
  Page,
  Row,
  Section,
  Status,
  TextField,
  toast,
} from '../../kit/index.ts'
import { ledgerTabs } from './LedgerPage.tsx'
import { useCompanyNames } from './useCompanyNames.ts'

type Period = AskOutput<typeof periodsList>['items'][number]

/** Months of the books: which are final, and which can be made so. */
export default function PeriodsPage() {
  const [closing, setClosing] = useState<Period>()
  const [opening, setOpening] = useState<Period>()
  const nameOf = useCompanyNames()
  return (
    <Page
      title="Periods"
      note="A closed month takes no invoice, payment, refund or write-off. Months are closed one after the other, when they are over."
      tabs={ledgerTabs}
    >
      <Closable onClose={setClosing} />
      <DataTable
        operation={periodsList}
        label="Periods"
        rowKey={(row) => row.id}
        columns={[
          { id: 'period', title: 'Month', cell: (row) => dayText(row.first_day, 'month'), phone: 'title' },
          { id: 'entity', title: 'Company', cell: (row) => nameOf(row.entity) },
          { id: 'state', title: 'State', cell: (row) => <Status value={row.state} tone={row.state === 'closed' ? 'good' : 'ring'} /> },
          { id: 'closed', title: 'Closed', cell: (row) => (row.closed_at ? <Instant at={row.closed_at} /> : <None />) },
          { id: 'by', title: 'By', cell: (row) => row.closed_by ?? <None /> },
          {
            id: 'reopened',
            title: 'Opened again',
            cell: (row) => (row.reopened_at ? `by ${row.reopened_by}: ${row.reason}` : <None />),
            phone: 'hide',
          },
          {
            id: 'act',
            title: '',
            align: 'right',
            cell: (row) => (
              <>
                {row.may.includes('close') && (
                  <Button variant="subtle" size="xs" onClick={() => setClosing(row)}>
                    Close
                  </Button>
                )}
                {row.may.includes('reopen') && (
                  <Button variant="subtle" size="xs" onClick={() => setOpening(row)}>
                    Open again
                  </Button>
                )}
              </>
            ),
          },
        ]}
        empty={<Empty title="Nothing posted yet">The first invoice opens the first month.</Empty>}
      />
      {closing && <Closing period={closing} onClose={() => setClosing(undefined)} />}
      {opening && (
        <Modal opened onClose={() => setOpening(undefined)} title={`Open ${monthText(opening)} again?`}>
          <Form
            unguarded
            operation={periodsReopen}
            initial={{}}
            fixed={{ id: opening.id }}
            submit="Open again"
            onCancel={() => setOpening(undefined)}
            onDone={() => {
              setOpening(undefined)
              toast(`${monthText(opening)} is open`)
            }}
          >
            <TextField name="reason" label="Reason" />
          </Form>
        </Modal>
      )}
    </Page>
  )
}

/** What can be closed today stands first: it is the oldest open month of a company and may lie pages below. */
function Closable({ onClose }: { onClose: (period: Period) => void }) {
  const { rows } = useAskPaged(periodsList, { limit: 100 })
  const due = rows.filter((row) => row.may.includes('close'))
  if (due.length === 0) return null
  return (
    <Section title="Can be closed now">
      <Row>
        {due.map((row) => (
          <Button key={row.id} variant="default" onClick={() => onClose(row)}>
            Close {monthText(row)}
          </Button>
        ))}
      </Row>
    </Section>
  )
}

/** "August 2026, DE". */
const monthText = (row: Period) => `${dayText(row.first_day, 'month')}, ${row.entity}`

/** What is looked at first, and the act. */
function Closing({ period, onClose }: { period: Period; onClose: () => void }) {
  const asked = useAsk(periodsGet, { id: period.id })
  const tell = useTell(periodsClose)
  return (
    <Confirm
      open
      title={`Close ${monthText(period)}?`}
      act="Close the month"
      onConfirm={async () => {
        await tell.mutateAsync({ id: period.id })
        toast(`${monthText(period)} is closed`)
      }}
      onClose={onClose}
    >
      <p style={{ marginBottom: 'var(--s-4)' }}>
        Nothing is posted into {monthText(period)} any more. Corrections are posted in the open month; the latest closed month can be opened
        again with a reason.
      </p>
      <Answer of={asked} loading={<Loading rows={6} />}>
        {({ checks }) => (
          <ul className="checks">
            {checks.map((one) => (
              <li key={one.check}>
                <Status value={one.faults.length === 0 ? 'holds' : 'not so'} tone={one.faults.length === 0 ? 'good' : 'bad'} /> {one.text}
                {one.faults.length > 0 && <Note tone="bad">{one.faults.join('; ')}</Note>}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Confirm>
  )
}
