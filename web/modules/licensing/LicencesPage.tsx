import { licencesList } from '../../../server/modules/licensing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { Button, Count, Day, Empty, Glance, Ident, lastDay, List, listOf, Status } from '../../kit/index.ts'
import { countdown, stateWords } from './words.ts'

type Licence = AskOutput<typeof licencesList>['items'][number]

const list = listOf(
  {
    customer: { title: 'Customer', kind: 'customer', value: 'customer_name' },
    edition: { title: 'Edition', kind: 'text' },
    seats: { title: 'Seats', kind: 'count' },
    ends_on: { title: 'Valid until', kind: 'day' },
    state: {
      title: 'State',
      kind: 'choice',
      choices: Object.fromEntries(Object.entries(stateWords).map(([value, { label }]) => [value, label])),
    },
    issued_at: { title: 'Issued', kind: 'instant' },
    plan: {
      title: 'Plan',
      kind: 'choice',
      choices: { professional: 'Professional', enterprise: 'Enterprise', advanced: 'Enterprise Advanced' },
      shown: false,
    },
    kind: { title: 'Kind', kind: 'choice', choices: { paid: 'Paid', nfr: 'Not for resale', internal: 'Internal' }, shown: false },
    contract_number: { title: 'Contract', kind: 'text' },
    number: { title: 'Licence', kind: 'text' },
  },
  { plain: { state: 'state', plan: 'plan', kind: 'kind' }, sort: '-issued' },
)
const views = [
  { title: 'In force', where: ['state:is:active'], sort: 'expires' },
  { title: 'Expiring', where: ['state:is:expiring'], sort: 'expires' },
  { title: 'In grace', where: ['state:is:grace'], sort: 'expires' },
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
      list={list}
      href={(row) => `/licensing/licences/${row.id}`}
      views={views}
      cells={{
        ends_on: (row) => <Day day={lastDay(row.ends_on)} away={row.state === 'active' || row.state === 'expiring'} />,
        state: (row) => <Status value={row.state} {...stateWords[row.state]} />,
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
        { label: 'Valid until', value: <Day day={lastDay(licence.ends_on)} />, note: countdown(licence, Date.now()) },
      ]}
      facts={[
        { label: 'State', value: <Status value={licence.state} {...stateWords[licence.state]} /> },
        { label: 'Begins', value: <Day day={licence.starts_on} as="long" /> },
        { label: 'Grace until', value: <Day day={licence.grace_until.slice(0, 10)} as="long" /> },
        { label: 'Issued', value: <Day day={licence.issued_at.slice(0, 10)} as="long" /> },
        { label: 'Serial', value: licence.serial },
        { label: 'Contract', value: <Ident text={licence.contract_number} /> },
        { label: 'Licence', value: <Ident text={licence.number} /> },
      ]}
    />
  )
}
