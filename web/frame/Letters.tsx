import { useState } from 'react'
import { IconPaperclip } from '@tabler/icons-react'
import { letterPaper, outbox } from '../../server/doors/contract.ts'
import { type AskOutput, fileHref } from '../ask.ts'
import { Modal } from '../kit/controls.tsx'
import { Empty } from '../kit/feedback.tsx'
import { Page } from '../kit/layout.tsx'
import { Status } from '../kit/Status.tsx'
import { DataTable } from '../kit/table/DataTable.tsx'
import { Instant, None } from '../kit/values.tsx'
import { useSession } from './session.ts'

type Letter = AskOutput<typeof outbox>['items'][number]

const purposeWords: Record<NonNullable<Letter['purpose']>, string> = {
  access: 'Way in',
  sale: 'Sale',
  billing: 'Billing',
  service: 'Service',
  news: 'News',
  marketing: 'Marketing',
  survey: 'Survey',
}

/** Letters that the house wrote, without what opens a door; a demo shows what customers would get. */
export default function Letters() {
  const [read, setRead] = useState<Letter>()
  const demo = useSession().data?.demo
  const note = demo
    ? 'What customers and colleagues would get. This is a demo: codes and links can be read here. In a house of your own nobody reads them.'
    : 'Every letter that was written to customers and colleagues. Codes and links that open a door are blanked here. Where the house has neither a mail server (SMTP_URL) nor a folder for letters (MAILDROP), letters wait here and reach nobody.'
  return (
    <Page title="Letters" note={note}>
      <DataTable
        operation={outbox}
        label="Letters"
        rowKey={(row) => row.id}
        onRow={setRead}
        columns={[
          { id: 'subject', title: 'Subject', cell: (row) => row.subject, phone: 'title' },
          { id: 'to', title: 'To', cell: (row) => row.to },
          {
            id: 'purpose',
            title: 'For',
            cell: (row) => (row.purpose ? purposeWords[row.purpose] : <None why="not written down" />),
            phone: 'hide',
          },
          { id: 'state', title: 'State', cell: (row) => <LetterState letter={row} /> },
          { id: 'at', title: 'Written', align: 'right', cell: (row) => <Instant at={row.created_at} ago /> },
        ]}
        empty={<Empty title="No letters yet">Invoices, codes and invitations that go out by mail appear here.</Empty>}
      />
      <Modal opened={read !== undefined} onClose={() => setRead(undefined)} title={read?.subject} size="lg">
        <p className="quiet">
          To {read?.to}
          {read?.purpose && ` · ${purposeWords[read.purpose]}`}
        </p>
        <pre className="letter">{read?.text}</pre>
        {read?.papers.map(({ name }) => (
          <p key={name}>
            <a className="file-link" href={fileHref(letterPaper, { id: read.id, name })}>
              <IconPaperclip size={15} aria-hidden /> {name}
            </a>
          </p>
        ))}
      </Modal>
    </Page>
  )
}

function LetterState({ letter }: { letter: Letter }) {
  if (letter.suppressed) return <Status value="held" label="Not sent: no consent" />
  if (letter.sent_at) return <Status value="sent" />
  return letter.error ? <Status value="failed" label={letter.error} /> : <Status value="pending" label="Kept here" tone="calm" />
}
