import { IconDownload } from '@tabler/icons-react'
import { licencesFile, licencesGet } from '../../../server/modules/licensing/contract.ts'
import { fileHref, useAsk } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  Comments,
  CopyText,
  Count,
  countOf,
  Day,
  dayText,
  daysBetween,
  Facts,
  Fold,
  History,
  Instant,
  Json,
  Link,
  lastDay,
  NextAct,
  Record,
  RecordOf,
  Section,
  Status,
  titleOf,
  useParam,
  dayOf,
} from '../../kit/index.ts'
import { Flags } from './Flags.tsx'
import './licensing.css'
import { type Licence, PhaseBar } from './PhaseBar.tsx'
import { SerialChain } from './SerialChain.tsx'
import { stateWords } from './words.ts'

const crumbs = [{ title: 'Licences', href: '/licensing/licences' }]

/** One licence: whose, for how many, how long, what replaced what, and what a server does with the file. */
export default function LicencePage() {
  const asked = useAsk(licencesGet, { id: useParam('id') })
  return (
    <RecordOf of={asked} title="Licence" crumbs={crumbs}>
      {(licence) => <Sheet licence={licence} />}
    </RecordOf>
  )
}

function Sheet({ licence }: { licence: Licence }) {
  const today = useSession().data?.today ?? licence.starts_on
  const may = useMay()
  const last = lastDay(licence.ends_on)
  const left = daysBetween(today, last)
  return (
    <Record
      title={`${licence.edition}, ${countOf(licence.seats, 'seat')}`}
      of={licence.customer_name}
      crumbs={crumbs}
      badge={licence.state !== 'active' && <Status value={licence.state} {...stateWords[licence.state]} />}
      line={[
        <Link key="who" href={`/customers/accounts/${licence.account_id}`}>
          {licence.customer_name}
        </Link>,
        licence.provisional ? 'Provisional' : titleOf(licence.kind),
        `Issued ${dayText(dayOf(licence.issued_at))}`,
        <span key="number" className="num">
          {licence.number}
        </span>,
      ]}
      acts={[
        {
          title: 'Download file',
          icon: <IconDownload size={15} aria-hidden />,
          href: fileHref(licencesFile, { id: licence.id }),
          download: true,
          shown: true,
        },
      ]}
      figures={[
        {
          label: 'Seats',
          value: <Count value={licence.seats} />,
          note: licence.extra_users === null ? 'Nothing said of more' : `${countOf(licence.extra_users, 'user')} more tolerated`,
        },
        { label: left < 0 ? 'Ended' : 'Ends in', value: `${countOf(Math.abs(left), 'day')}${left < 0 ? ' ago' : ''}`, note: dayText(last) },
        { label: 'Began', value: dayText(licence.starts_on), note: titleOf(licence.deployment) },
        {
          label: 'Taken',
          value: countOf(licence.downloads.length, 'time'),
          note: licence.downloads[0] ? `Last by ${licence.downloads[0].by}` : 'By nobody yet',
        },
      ]}
      next={<Renewal licence={licence} last={last} />}
      tabs={[{ id: 'overview', title: 'Overview', body: <Overview licence={licence} /> }]}
      rail={[
        {
          id: 'comments',
          title: 'Comments',
          body: <Comments of={{ kind: 'licence', id: licence.id, title: licence.number }} writes={may('house.comment')} />,
        },
        { id: 'history', title: 'History', body: <History entries={licence.history} /> },
        { id: 'downloads', title: 'Downloads', count: licence.downloads.length, body: <Downloads licence={licence} /> },
      ]}
    />
  )
}

/** What follows when a licence runs out while nothing replaces it: its contract is renewed. */
function Renewal({ licence, last }: { licence: Licence; last: string }) {
  if (!['expiring', 'grace', 'limited'].includes(licence.state) || licence.next_state === 'superseded') return null
  const over = licence.state !== 'expiring'
  return (
    <NextAct
      what="Renew its contract"
      why={over ? 'The server already warns its users.' : 'The next file is issued with the renewal.'}
      by={over ? `It ended on ${dayText(last)}.` : dayText(last)}
      late={over}
      act="Find the contract"
      href={`/billing/contracts?q=${licence.contract_number}`}
    />
  )
}

function Overview({ licence }: { licence: Licence }) {
  return (
    <>
      <Section title="Term" plain>
        <PhaseBar licence={licence} />
      </Section>
      <Section
        title="Line"
        note="Files that replace each other. Of those whose days hold today, the highest serial is in force; a prepared file takes over on its first day."
      >
        <SerialChain licence={licence} />
      </Section>
      <Section title="What it opens" plain>
        <Flags payload={licence.payload} />
      </Section>
      <Fold title="What the server does with the file" note="the product decides by itself">
        <ul className="licence-notes">
          {licence.product_notes.map((note) => (
            <li key={note.code}>{note.text}</li>
          ))}
        </ul>
      </Fold>
      <Fold title="Facts" note="number, contract, order, screening">
        <Facts
          columns={2}
          facts={[
            { label: 'Number', value: <CopyText text={licence.number} /> },
            { label: 'Contract', value: <Link href={`/billing/contracts?q=${licence.contract_number}`}>{licence.contract_number}</Link> },
            { label: 'Subscription', value: `${licence.subscription_number}, version ${licence.entitlement_version}` },
            licence.order_number !== null && { label: 'Order', value: licence.order_number },
            { label: 'First day', value: <Day day={licence.starts_on} /> },
            { label: 'Last day', value: <Day day={lastDay(licence.ends_on)} /> },
            { label: 'Issued', value: <Instant at={licence.issued_at} /> },
            {
              label: 'Screening',
              value: licence.decision_id ?? 'no decision recorded',
              hint: 'Licences issued before screening carry no decision',
            },
          ]}
        />
      </Fold>
      <Fold title="Proof" note="signed content, hashes, key">
        <Facts
          facts={[
            { label: 'Signed with', value: <Link href="/licensing/keys">{licence.key.kid}</Link> },
            { label: 'Id in the file', value: <CopyText text={licence.wire_id} mono /> },
            { label: 'File', value: <span className="licence-break">{licence.file_name}</span> },
            { label: 'SHA-256', value: <CopyText text={licence.document_sha256} mono /> },
          ]}
        />
        <Json value={licence.payload} label="Signed content" limit={320} />
      </Fold>
    </>
  )
}

function Downloads({ licence }: { licence: Licence }) {
  if (licence.downloads.length === 0) return <p className="faint">Nobody has taken the file yet.</p>
  return (
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
  )
}
