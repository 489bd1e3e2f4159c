import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { contractsAutoRenew, contractsGet, quotesList } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  Comments,
  CopyText,
  Count,
  Day,
  dayText,
  countOf,
  daysBetween,
  Empty,
  Facts,
  Fold,
  Link,
  lastDay,
  Money,
  None,
  PlainTable,
  Record,
  RecordOf,
  Section,
  Timeline,
  toast,
  useParam,
  useQueryText,
} from '../../kit/index.ts'
import { NextOf, openFigure } from '../customers/NextOf.tsx'
import { seatsText } from '../customers/due.ts'
import { ChangeDialog, type ChangeKind } from './ChangeDialog.tsx'
import { nextOfContract } from './next.ts'
import { State } from './State.tsx'
import { Term } from './Term.tsx'
import { nextDayLabel, priceText } from './words.ts'

type Contract = AskOutput<typeof contractsGet>
const crumbs = [{ title: 'Contracts', href: '/billing/contracts' }]

/** One contract: what is in force, what is due, how it came to be, what was billed; changes show their money first. */
export default function ContractPage() {
  const asked = useAsk(contractsGet, { id: useParam('id') })
  return (
    <RecordOf of={asked} title="Contract" crumbs={crumbs}>
      {(contract) => <Sheet contract={contract} />}
    </RecordOf>
  )
}

function Sheet({ contract }: { contract: Contract }) {
  // an account's page and the palette lead here with what is to be done
  const [wanted] = useQueryText('do', '')
  const [change, setChange] = useState<ChangeKind | undefined>(() => (wanted === 'seats' || wanted === 'renew' ? wanted : undefined))
  const mayDo = useMay()
  const today = useSession().data?.today ?? contract.start
  const quotes = useAsk(quotesList, { account_id: contract.account_id, limit: 50 })
  const own = quotes.data?.items.filter((quote) => quote.contract_id === contract.id) ?? []
  const renew = useTell(contractsAutoRenew, {
    onDone: (answer) =>
      toast(answer.auto_renew ? 'It renews by itself' : 'It renews only when asked', {
        undo: () => renew.mutate({ id: contract.id, auto_renew: !answer.auto_renew }),
      }),
  })
  const { may } = contract
  const ended = contract.state === 'ended' || contract.state === 'lapsed'
  return (
    <>
      <Record
        title={`${contract.product_name}, ${seatsText(contract.seats)}`}
        of={contract.account_name}
        crumbs={crumbs}
        badge={contract.state !== 'active' && <State value={contract.state} />}
        line={[
          <Link key="who" href={`/customers/accounts/${contract.account_id}`}>
            {contract.account_name}
          </Link>,
          `Since ${dayText(contract.start)}`,
          ended ? undefined : contract.auto_renew ? 'Renews by itself' : 'Renews when asked',
          contract.method ? `${contract.method.brand} ending ${contract.method.last4}` : 'Pays by invoice',
        ]}
        acts={[
          may.includes('add_seats') && {
            title: 'Add seats',
            icon: <IconPlus size={15} aria-hidden />,
            onClick: () => setChange('seats'),
            shown: true,
          },
          may.includes('renew') && { title: 'Renew', onClick: () => setChange('renew') },
          may.includes('auto_renew') && {
            title: contract.auto_renew ? 'Turn automatic renewal off' : 'Turn automatic renewal on',
            onClick: () => renew.mutate({ id: contract.id, auto_renew: !contract.auto_renew }),
          },
          may.includes('end') && { title: 'End the contract', onClick: () => setChange('end'), danger: true },
        ]}
        figures={[
          {
            label: ended ? 'A year, until it ended' : 'A year',
            value: <Money tidy minor={contract.annual_minor} currency={contract.currency} />,
            note: `${priceText(contract.unit_price, contract.currency, contract.per)} a seat at list`,
          },
          { label: 'Seats', value: <Count value={Number(contract.seats)} />, note: grown(contract) },
          endFigure(contract, today),
          openFigure(contract.documents, contract.currency, today),
        ]}
        next={<NextOf next={nextOfContract(contract, own, today)} on={() => setChange('renew')} />}
        tabs={[
          { id: 'overview', title: 'Overview', body: <Overview contract={contract} /> },
          { id: 'documents', title: 'Invoices', count: contract.documents.length, body: <Documents contract={contract} /> },
        ]}
        rail={[
          {
            id: 'comments',
            title: 'Comments',
            body: <Comments of={{ kind: 'contract', id: contract.id, title: contract.number }} writes={mayDo('house.comment')} />,
          },
          { id: 'history', title: 'History', body: <Amendments contract={contract} /> },
        ]}
      />
      {change && <ChangeDialog contract={contract} kind={change} onClose={() => setChange(undefined)} />}
    </>
  )
}

function grown(contract: Contract): string {
  const first = contract.items[0]
  const more = Number(contract.seats) - Number(first?.quantity ?? contract.seats)
  if (more === 0) return 'As at the beginning'
  return `${more > 0 ? '+' : '−'}${Math.abs(more).toLocaleString()} since ${dayText(contract.start)}`
}

function endFigure({ end, auto_renew: renews, state }: Contract, today: string) {
  if (!end) return { label: 'Ends', value: 'Open', note: 'No last day' }
  const last = lastDay(end)
  const left = daysBetween(today, last)
  const label = state === 'ended' || left < 0 ? 'Ended' : renews ? 'Renews in' : 'Ends in'
  return { label, value: left < 0 ? `${countOf(Math.abs(left), 'day')} ago` : countOf(Math.abs(left), 'day'), note: dayText(last) }
}

function Overview({ contract }: { contract: Contract }) {
  return (
    <>
      <Section title="Seats over the term" plain>
        <Term contract={contract} />
      </Section>
      <Items contract={contract} />
      <Fold title="Facts" note="number, company, term, billing">
        <Facts
          columns={2}
          facts={[
            { label: 'Number', value: <CopyText text={contract.number} /> },
            { label: 'Sold by', value: contract.entity },
            { label: 'Began', value: <Day day={contract.start} /> },
            { label: 'Last day', value: contract.end ? <Day day={lastDay(contract.end)} /> : <None why="open end" /> },
            { label: 'Term', value: `${contract.term}` },
            { label: 'Renewable from', value: <Day day={contract.renewable_from} /> },
            { label: nextDayLabel(contract), value: <Day day={contract.next_bill_day} /> },
            { label: 'Its days begin in', value: contract.zone.replaceAll('_', ' ') },
          ]}
        />
      </Fold>
    </>
  )
}

function Amendments({ contract }: { contract: Contract }) {
  return (
    <Timeline
      moments={[...contract.amendments].reverse().map((row) => ({
        id: String(row.seq),
        at: row.recorded_at,
        title: row.text,
        by: row.by,
        tone: row.kind === 'end' ? ('bad' as const) : ('calm' as const),
        detail: (
          <>
            In force from <Day day={row.effective} />
            {row.reason && <> · {row.reason}</>}
          </>
        ),
      }))}
    />
  )
}

function Items({ contract }: { contract: Contract }) {
  return (
    <Section title="Items" note="Each row is a stretch of days in which nothing changes" flush>
      <PlainTable
        bare
        label="Items"
        rows={contract.items}
        rowKey={(row) => `${row.item}|${row.from}|${row.unit_price}`}
        columns={[
          { id: 'product', title: 'Product', cell: (row) => row.product_name, phone: 'title' },
          { id: 'seats', title: 'Seats', align: 'right', cell: (row) => <Count value={Number(row.quantity)} /> },
          { id: 'price', title: 'A seat', align: 'right', cell: (row) => priceText(row.unit_price, contract.currency, row.per) },
          { id: 'from', title: 'From', cell: (row) => <Day day={row.from} /> },
          { id: 'to', title: 'Until', cell: (row) => (row.to ? <Day day={lastDay(row.to)} /> : <None why="open" />) },
          {
            id: 'annual',
            title: 'A year',
            align: 'right',
            cell: (row) => <Money minor={row.annual_minor} currency={contract.currency} />,
          },
        ]}
      />
    </Section>
  )
}

function Documents({ contract }: { contract: Contract }) {
  return (
    <Section flush>
      <PlainTable
        bare
        label="Invoices"
        rows={contract.documents}
        rowKey={(row) => row.id}
        rowHref={(row) => `/billing/documents/${row.id}`}
        columns={[
          {
            id: 'kind',
            title: 'What',
            cell: (row) => (
              <>
                {row.kind === 'invoice' ? 'Invoice' : 'Credit note'} <span className="num nowrap faint">{row.number}</span>
              </>
            ),
            phone: 'title',
          },
          { id: 'issued', title: 'Issued', cell: (row) => <Day day={row.issue_day} /> },
          { id: 'due', title: 'Due', cell: (row) => <Day day={row.due_day} />, phone: 'hide' },
          { id: 'total', title: 'Total', align: 'right', cell: (row) => <Money minor={row.gross_minor} currency={row.currency} /> },
          { id: 'open', title: 'Open', align: 'right', cell: (row) => <Money minor={row.open_minor} currency={row.currency} /> },
          { id: 'state', title: 'State', cell: (row) => <State value={row.state} /> },
        ]}
        empty={<Empty title="Nothing was billed yet">The first invoice comes when the contract begins.</Empty>}
      />
    </Section>
  )
}
