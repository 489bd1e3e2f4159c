import { journalsList } from '../../../server/modules/billing/contract.ts'
import { Day, dayText, Empty, Glance, Link, List, listOf, Money, moneyText, titleOf, useQueryText } from '../../kit/index.ts'
import { ledgerTabs } from './LedgerPage.tsx'

const list = listOf({
  day: { title: 'Day', kind: 'day' },
  event: { title: 'Event', kind: 'text' },
  memo: { title: 'For', kind: 'text' },
  postings: { title: 'Postings', kind: 'text' },
  entity: { title: 'Company', kind: 'text' },
})

function postingText(account: string, name: string, minor: number, currency: string): string {
  return `${account} ${name} ${moneyText(minor, currency)}`
}

/** Every balanced entry, newest first. */
export default function JournalsPage() {
  const [account] = useQueryText('account')
  const [source] = useQueryText('source')
  return (
    <List
      operation={journalsList}
      title={account ? `Journals on ${account}` : 'Journals'}
      one="journal"
      crumbs={[{ title: 'Ledger', href: '/billing/ledger' }]}
      tabs={ledgerTabs}
      list={list}
      input={{ ...(account && { account }), ...(source && { source }) }}
      nameOf={(row) => `${titleOf(row.event)}, ${dayText(row.day)}`}
      cells={{
        event: (row) => titleOf(row.event),
        memo: (row) => (row.href ? <Link href={row.href}>{row.memo}</Link> : row.memo),
        postings: (row) =>
          row.postings
            .map(({ account, account_name, amount_minor }) => postingText(account, account_name, amount_minor, row.currency))
            .join(' · '),
      }}
      peek={(row) => (
        <Glance
          name={titleOf(row.event)}
          note={row.memo}
          figures={[]}
          facts={[
            { label: 'Day', value: <Day day={row.day} as="long" /> },
            { label: 'Company', value: row.entity },
            ...row.postings.map(({ account, account_name, amount_minor }) => ({
              label: `${account} ${account_name}`,
              value: <Money minor={amount_minor} currency={row.currency} sign />,
            })),
          ]}
        />
      )}
      empty={<Empty title="No journals here">Invoices and payments make them.</Empty>}
    />
  )
}
