import { useState } from 'react'
import { contractsAutoRenew, contractsGet } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import {
  Answer,
  Button,
  Count,
  Day,
  Empty,
  Facts,
  Link,
  Loading,
  Money,
  MoreMenu,
  None,
  Page,
  PlainTable,
  Section,
  Split,
  Timeline,
  useParam,
  lastDay,
} from '../../kit/index.ts'
import { ChangeDialog, type ChangeKind } from './ChangeDialog.tsx'
import { State } from './State.tsx'
import { Term } from './Term.tsx'
import { perWords } from './words.ts'

type Contract = AskOutput<typeof contractsGet>

/** One contract: what is in force, how it came to be, what was billed; changes show their money first. */
export default function ContractPage() {
  const asked = useAsk(contractsGet, { id: useParam('id') })
  const [change, setChange] = useState<ChangeKind>()
  const renew = useTell(contractsAutoRenew)
  const contract = asked.data
  const may = contract?.may ?? []
  return (
    <Page
      title={contract?.number ?? 'Contract'}
      note={contract && `${contract.product_name} for ${contract.account_name}`}
      crumbs={[{ title: 'Contracts', href: '/billing/contracts' }]}
      badge={contract && <State value={contract.state} />}
      actions={
        contract && (
          <>
            {may.includes('add_seats') && <Button onClick={() => setChange('seats')}>Add seats</Button>}
            {may.includes('renew') && (
              <Button variant="default" onClick={() => setChange('renew')}>
                Renew
              </Button>
            )}
            {may.includes('auto_renew') && (
              <MoreMenu
                acts={[
                  {
                    title: contract.auto_renew ? 'Turn automatic renewal off' : 'Turn automatic renewal on',
                    onClick: () => renew.mutate({ id: contract.id, auto_renew: !contract.auto_renew }),
                  },
                  ...(may.includes('end') ? [{ title: 'End the contract', onClick: () => setChange('end'), danger: true }] : []),
                ]}
              />
            )}
          </>
        )
      }
    >
      <Answer of={asked} loading={<Loading rows={8} />}>
        {(answer) => (
          <Split side={<Side contract={answer} />}>
            <Section title="Term" note="Seats in force over time; the line is today.">
              <Term contract={answer} />
            </Section>
            <Items contract={answer} />
            <Documents contract={answer} />
          </Split>
        )}
      </Answer>
      {contract && change && <ChangeDialog contract={contract} kind={change} onClose={() => setChange(undefined)} />}
    </Page>
  )
}

function Side({ contract }: { contract: Contract }) {
  return (
    <>
      <Section title="Facts">
        <Facts
          facts={[
            { label: 'Customer', value: <Link href={`/customers/accounts/${contract.account_id}`}>{contract.account_name}</Link> },
            { label: 'Sold by', value: contract.entity },
            { label: 'Seats', value: <Count value={Number(contract.seats)} /> },
            { label: 'Price', value: `${contract.unit_price} ${contract.currency} ${perWords(contract.per)}` },
            { label: 'Per year', value: <Money minor={contract.annual_minor} currency={contract.currency} /> },
            { label: 'Began', value: <Day day={contract.start} /> },
            { label: 'Runs until', value: contract.end ? <Day day={lastDay(contract.end)} /> : <None why="open end" /> },
            { label: 'Term', value: `${contract.term}` },
            { label: 'Renewal', value: contract.auto_renew ? 'By itself' : 'Only when asked' },
            { label: 'Renewable from', value: <Day day={contract.renewable_from} /> },
            { label: 'Next billing', value: <Day day={contract.next_bill_day} /> },
            { label: 'Pays by', value: contract.method ? `${contract.method.brand} ending ${contract.method.last4}` : 'Invoice on terms' },
          ]}
        />
      </Section>
      <Section title="Amendments">
        <Timeline
          moments={[...contract.amendments].reverse().map((row) => ({
            id: String(row.seq),
            at: row.recorded_at,
            title: row.text,
            by: row.by,
            tone: row.kind === 'end' ? ('bad' as const) : ('accent' as const),
            detail: (
              <>
                In force from <Day day={row.effective} />
                {row.reason && <> · {row.reason}</>}
              </>
            ),
          }))}
        />
      </Section>
    </>
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
          { id: 'price', title: 'Unit price', align: 'right', cell: (row) => `${row.unit_price} ${perWords(row.per)}` },
          { id: 'from', title: 'From', cell: (row) => <Day day={row.from} /> },
          { id: 'to', title: 'Until', cell: (row) => (row.to ? <Day day={lastDay(row.to)} /> : <None why="open" />) },
          {
            id: 'annual',
            title: 'Per year',
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
    <Section title="Documents" flush>
      <PlainTable
        bare
        label="Documents"
        rows={contract.documents}
        rowKey={(row) => row.id}
        rowHref={(row) => `/billing/documents/${row.id}`}
        columns={[
          { id: 'number', title: 'Number', cell: (row) => <span className="num nowrap">{row.number}</span>, phone: 'title' },
          { id: 'kind', title: 'Kind', cell: (row) => (row.kind === 'invoice' ? 'Invoice' : 'Credit note') },
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
