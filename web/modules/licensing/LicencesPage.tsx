import { licencesList } from '../../../server/modules/licensing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { Button, Count, Day, Empty, Glance, Ident, List, Status, dayOf } from '../../kit/index.ts'
import { countdown, stateWords } from './words.ts'

type Licence = AskOutput<typeof licencesList>['items'][number]

const views = [
  { title: 'In force', where: ['state:is:active'], sort: 'last_day' },
  { title: 'Expiring', where: ['state:is:expiring'], sort: 'last_day' },
  { title: 'In grace', where: ['state:is:grace'], sort: 'last_day' },
  { title: 'Not started', where: ['state:is:not_started'] },
  { title: 'All' },
]

/** Every licence that was issued, and where each stands now. */
export default function LicencesPage() {
  return (
    <List
      operation={licencesList}
      title="Licences"
      one="licence"
      href={(row) => `/licensing/licences/${row.id}`}
      views={views}
      cells={{
        last_day: (row) => <Day day={row.last_day} away={row.state === 'active' || row.state === 'expiring'} />,
      }}
      peek={(row) => <AtAGlance licence={row} />}
      empty={
        <Empty title="No licences yet" action={<Button href="/billing/contracts">See contracts</Button>}>
          Licences appear by themselves when a contract starts, within seconds of the payment.
        </Empty>
      }
    />
  )
}

function AtAGlance({ licence }: { licence: Licence }) {
  return (
    <Glance
      name={licence.customer_name}
      note={licence.edition}
      figures={[
        { label: 'Seats', value: <Count value={licence.seats} /> },
        { label: 'Valid until', value: <Day day={licence.last_day} />, note: countdown(licence, Date.now()) },
      ]}
      facts={[
        { label: 'State', value: <Status value={licence.state} {...stateWords[licence.state]} /> },
        { label: 'Begins', value: <Day day={licence.starts_on} as="long" /> },
        { label: 'Grace until', value: <Day day={licence.grace_until.slice(0, 10)} as="long" /> },
        { label: 'Issued', value: <Day day={dayOf(licence.issued_at)} as="long" /> },
        { label: 'Serial', value: licence.serial },
        { label: 'Contract', value: <Ident text={licence.contract_number} /> },
        { label: 'Licence', value: <Ident text={licence.number} /> },
      ]}
    />
  )
}
