import { useMay } from '../../frame/session.ts'
import { Page } from '../../kit/index.ts'
import { SessionTable } from './SessionTable.tsx'
import { personTabs } from './words.tsx'

/** Every browser that is signed in. */
export default function SessionsPage() {
  const may = useMay()
  return (
    <Page
      title="People"
      note="A session ends twelve hours after its last use, and a week after sign-in at the latest."
      tabs={personTabs(may)}
    >
      <SessionTable everybody />
    </Page>
  )
}
