import { IconDownload, IconKey } from '@tabler/icons-react'
import { type portalLicence, portalLicencesFile, portalLicencesList } from '../../../server/modules/licensing/contract.ts'
import type { z } from 'zod'
import { fileHref, useAskPaged } from '../../ask.ts'
import {
  Button,
  Card,
  Day,
  Empty,
  Facts,
  Loading,
  Note,
  Page,
  Problem,
  Seats,
  Section,
  Status,
  withDays,
  lastDay,
} from '../../kit/index.ts'

type Licence = z.output<typeof portalLicence>

/** The licence files: what is in force now, what is prepared for later, and former ones below. */
export default function LicencesPage() {
  const asked = useAskPaged(portalLicencesList, {})
  const former = asked.rows.filter((row) => row.state === 'superseded' || row.state === 'terminated')
  const next = asked.rows.filter((row) => row.state === 'not_started').sort((a, b) => (a.starts_on < b.starts_on ? -1 : 1))
  const inForce = asked.rows.filter((row) => !former.includes(row) && !next.includes(row))
  return (
    <Page title="Licences" note="Upload the file in your server’s system console. It is checked there without a connection to us.">
      {asked.isError && <Problem error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && <Loading block={200} />}
      {asked.isSuccess && asked.rows.length === 0 && (
        <Card>
          <Empty title="No licence yet" icon={<IconKey size={20} />} action={<Button href="/portal/buy">Buy a licence</Button>}>
            A licence file appears here as soon as an order is paid.
          </Empty>
        </Card>
      )}
      {inForce.map((licence) => (
        <LicenceCard key={licence.id} licence={licence} />
      ))}
      {next.length > 0 && (
        <Section
          title="Next files"
          note="Signed and ready. Install each on its first day, not before: the server uses a file at once."
          plain
        >
          {next.map((licence) => (
            <LicenceCard key={licence.id} licence={licence} />
          ))}
        </Section>
      )}
      {former.length > 0 && (
        <Section title="Former licences" note="Replaced by a newer file or ended">
          {former.map((licence) => (
            <p key={licence.id} className="former">
              <span>
                {licence.number}, {licence.edition}, {licence.seats} seats, until <Day day={lastDay(licence.ends_on)} />
              </span>
              <Status value={licence.state} />
            </p>
          ))}
        </Section>
      )}
    </Page>
  )
}

function LicenceCard({ licence }: { licence: Licence }) {
  return (
    <section className="section" aria-label={licence.number}>
      <div className="card">
        <div className="contract-head">
          <div>
            <h2>{licence.edition}</h2>
            <p className="faint num">{licence.number}</p>
          </div>
          <Status value={licence.state} />
        </div>
        <Facts
          columns={2}
          facts={[
            { label: 'Seats', value: <span className="num">{licence.seats}</span> },
            {
              label: 'Valid',
              value: (
                <>
                  <Day day={licence.starts_on} /> to <Day day={lastDay(licence.ends_on)} />
                </>
              ),
            },
            { label: 'Contract', value: licence.subscription_number.split('/')[0] },
            { label: 'File', value: licence.file_name },
          ]}
        />
        {licence.ahead.length > 0 && <WhatComes licence={licence} />}
        {licence.product_notes.length > 0 && (
          <ul className="licence-notes">
            {licence.product_notes.map((note) => (
              <li key={note.code}>{withDays(note.text)}</li>
            ))}
          </ul>
        )}
        <div className="contract-acts">
          <Button
            size="md"
            href={fileHref(portalLicencesFile, { id: licence.id })}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Download licence file
          </Button>
        </div>
      </div>
    </section>
  )
}

/** Which file follows this one and when, so that nobody stands without a licence on a first day. */
function WhatComes({ licence }: { licence: Licence }) {
  return (
    <Note tone="accent" title="What comes next">
      <ul className="licence-ahead">
        {licence.ahead.map((one) => (
          <li key={`${one.from} ${one.number}`}>
            From <Day day={one.from} />: <Seats seats={one.seats} />.{' '}
            {one.number ? `Install ${one.number} on that day; it is below.` : 'The file is made on that day and appears here.'}
          </li>
        ))}
      </ul>
    </Note>
  )
}
