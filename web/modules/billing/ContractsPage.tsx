import { contractsList } from '../../../server/modules/billing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Count, Day, Empty, Glance, Ident, List, Money, None, Person, placesOf, Status, awayText } from '../../kit/index.ts'
import { nextDayLabel, perWords } from './words.ts'

const stateWords = contractsList.list.columns.state.choices
type Contract = AskOutput<typeof contractsList>['items'][number]

const views = [
  { title: 'In force', where: ['state:is:active|in_grace'], sort: 'runs_until' },
  { title: 'Renewing in 90 days', where: ['runs_until:next:90', 'state:is:active|in_grace'], sort: 'runs_until' },
  { title: 'To quote', where: ['renewal:is:to_quote'], sort: 'runs_until' },
  { title: 'Mine', where: ['owner:is:me', 'state:is:active|in_grace'], sort: 'runs_until' },
  { title: 'Lapsed', where: ['state:is:lapsed'] },
  { title: 'Ended', where: ['state:is:ended'] },
  { title: 'All' },
]

/** What customers have agreed to, and when it is to be agreed anew. */
export default function ContractsPage() {
  const may = useMay()
  return (
    <List
      operation={contractsList}
      title="Contracts"
      one="contract"
      crumbs={[{ title: 'Revenue', href: '/billing' }]}
      actions={may('billing.sell') && <Button href="/billing/quotes/new">New quote</Button>}
      href={(row) => `/billing/contracts/${row.id}`}
      views={views}
      away={['runs_until']}
      peek={(row) => <AtAGlance contract={row} />}
      empty={
        <Empty title="No contracts yet" action={<Button href="/billing/quotes/new">New quote</Button>}>
          A contract begins when a customer accepts a quote and pays, or signs it.
        </Empty>
      }
    />
  )
}

function AtAGlance({ contract }: { contract: Contract }) {
  const { currency, runs_until } = contract
  return (
    <Glance
      name={contract.account_name}
      country={contract.account_country}
      note={contract.product_name}
      figures={[
        { label: 'Per year', value: <Money minor={contract.annual_minor} currency={currency} tidy /> },
        { label: 'Seats', value: <Count value={Number(contract.seats)} /> },
        { label: 'Runs until', value: <Day day={runs_until} />, note: runs_until ? awayText(runs_until) : 'no end' },
        contract.next_bill_day !== null && {
          label: nextDayLabel({ ...contract, end: runs_until }),
          value: <Day day={contract.next_bill_day} />,
          note: awayText(contract.next_bill_day),
        },
      ]}
      facts={[
        { label: 'State', value: <Status value={contract.state} label={stateWords[contract.state]} /> },
        {
          label: 'Price',
          value: (
            <>
              <Money minor={Math.round(Number(contract.unit_price) * 10 ** placesOf(currency))} currency={currency} /> a seat{' '}
              {perWords(contract.per)}
            </>
          ),
        },
        {
          label: 'Term',
          value: (
            <>
              <Day day={contract.start} as="long" /> – {runs_until ? <Day day={runs_until} as="long" /> : 'no end'}
            </>
          ),
        },
        { label: 'Renews', value: contract.auto_renew ? 'By itself' : 'When it is agreed' },
        { label: 'Owner', value: contract.owner_name ? <Person name={contract.owner_name} /> : <None why="nobody" /> },
        { label: 'Sold by', value: contract.entity },
        { label: 'Contract', value: <Ident text={contract.number} /> },
      ]}
    />
  )
}
