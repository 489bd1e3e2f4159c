import { IconDownload } from '@tabler/icons-react'
import { licencesFile, licencesGet } from '../../../server/modules/licensing/contract.ts'
import { fileHref, useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import {
  Answer,
  Button,
  Comments,
  CopyText,
  Count,
  Day,
  Facts,
  History,
  Instant,
  Json,
  Link,
  Loading,
  Page,
  Section,
  Split,
  Stack,
  Status,
  useParam,
  lastDay,
} from '../../kit/index.ts'
import { Flags } from './Flags.tsx'
import './licensing.css'
import { type Licence, PhaseBar } from './PhaseBar.tsx'
import { SerialChain } from './SerialChain.tsx'
import { stateWords } from './words.ts'

/** One licence: what it says, how long, what replaced what, and what a server does with the file. */
export default function LicencePage() {
  const asked = useAsk(licencesGet, { id: useParam('id') })
  return (
    <Answer of={asked} loading={<Loading rows={8} />}>
      {(licence) => <Sheet licence={licence} />}
    </Answer>
  )
}

function Sheet({ licence }: { licence: Licence }) {
  return (
    <Page
      title={licence.number}
      heading={<span className="num">{licence.number}</span>}
      badge={<Status value={licence.state} {...stateWords[licence.state]} />}
      note={
        <>
          {licence.edition} for <Link href={`/customers/accounts/${licence.account_id}`}>{licence.customer_name}</Link>, {licence.seats}{' '}
          seats
        </>
      }
      crumbs={[{ title: 'Licences', href: '/licensing/licences' }]}
      actions={
        <Button href={fileHref(licencesFile, { id: licence.id })} download leftSection={<IconDownload size={16} aria-hidden />}>
          Download file
        </Button>
      }
    >
      <Split side={<Side licence={licence} />}>
        <Stack gap={5}>
          <Section title="Term">
            <PhaseBar licence={licence} />
          </Section>
          <Section title="What it says">
            <Stack gap={4}>
              <Facts
                columns={2}
                facts={[
                  { label: 'Seats', value: <Count value={licence.seats} /> },
                  {
                    label: 'Tolerated above',
                    value: licence.extra_users === null ? 'not stated' : <Count value={licence.extra_users} />,
                    hint: 'Users that the server still admits above the seats',
                  },
                  { label: 'First day', value: <Day day={licence.starts_on} /> },
                  { label: 'Last day', value: <Day day={lastDay(licence.ends_on)} /> },
                  { label: 'Kind', value: licence.provisional ? 'Provisional' : licence.kind },
                  { label: 'Installation', value: licence.deployment },
                ]}
              />
              <Flags payload={licence.payload} />
              <Json value={licence.payload} label="Signed content" limit={320} />
            </Stack>
          </Section>
          <Section
            title="Line"
            note="Files that replace each other. Of those whose days hold today, the highest serial is in force; a prepared file takes over on its first day."
          >
            <SerialChain licence={licence} />
          </Section>
          <Section title="What the server does with the file" note="The product decides these by itself; nothing here can change them.">
            <ul className="licence-notes">
              {licence.product_notes.map((note) => (
                <li key={note.code}>{note.text}</li>
              ))}
            </ul>
          </Section>
        </Stack>
      </Split>
    </Page>
  )
}

function Side({ licence }: { licence: Licence }) {
  const may = useMay()
  return (
    <Stack gap={5}>
      <Section title="Where it comes from">
        <Facts
          facts={[
            { label: 'Contract', value: <Link href={`/billing/contracts?q=${licence.contract_number}`}>{licence.contract_number}</Link> },
            { label: 'Subscription', value: `${licence.subscription_number}, version ${licence.entitlement_version}` },
            licence.order_number !== null && { label: 'Order', value: licence.order_number },
            { label: 'Issued', value: <Instant at={licence.issued_at} ago /> },
            { label: 'Signed with', value: <Link href="/licensing/keys">{licence.key.kid}</Link> },
            {
              label: 'Screening',
              value: licence.decision_id ?? 'no decision recorded',
              hint: 'Licences issued before screening carry no decision',
            },
          ]}
        />
      </Section>
      <Section title="File">
        <Facts
          facts={[
            { label: 'Id in the file', value: <CopyText text={licence.wire_id} mono /> },
            { label: 'Name', value: <span className="licence-break">{licence.file_name}</span> },
            {
              label: 'SHA-256',
              value: <CopyText text={licence.document_sha256} shown={`${licence.document_sha256.slice(0, 16)}…`} mono />,
            },
          ]}
        />
      </Section>
      <Section title="Downloads">
        {licence.downloads.length === 0 ? (
          <p className="faint">Nobody has taken the file yet.</p>
        ) : (
          <ul className="licence-downloads">
            {licence.downloads.slice(0, 10).map((one) => (
              <li key={one.id}>
                <span>{one.by}</span>
                <span className="faint">
                  <Instant at={one.at} ago />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Comments">
        <Comments of={{ kind: 'licence', id: licence.id, title: licence.number }} writes={may('house.comment')} />
      </Section>
      <Section title="History">
        <History entries={licence.history} />
      </Section>
    </Stack>
  )
}
