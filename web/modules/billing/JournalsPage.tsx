import { journalsList } from '../../../server/modules/billing/contract.ts'
import { DataTable, Day, Empty, Link, Money, Page, titleOf, useQueryText } from '../../kit/index.ts'
import { ledgerTabs } from './LedgerPage.tsx'

/** Every balanced entry, newest first. */
export default function JournalsPage() {
  const [account] = useQueryText('account')
  const [source] = useQueryText('source')
  return (
    <Page
      title={account ? `Journals on ${account}` : 'Journals'}
      note="Each entry sums to zero; the database refuses any other."
      tabs={ledgerTabs}
    >
      <DataTable
        operation={journalsList}
        label="Journals"
        input={{ ...(account && { account }), ...(source && { source }) }}
        rowKey={(row) => row.id}
        columns={[
          { id: 'day', title: 'Day', cell: (row) => <Day day={row.day} />, phone: 'title' },
          { id: 'event', title: 'Event', cell: (row) => titleOf(row.event) },
          { id: 'memo', title: 'For', cell: (row) => (row.href ? <Link href={row.href}>{row.memo}</Link> : row.memo) },
          { id: 'entity', title: 'Company', cell: (row) => row.entity, phone: 'hide' },
          {
            id: 'postings',
            title: 'Postings',
            cell: (row) => (
              <>
                {row.postings.map((posting, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: postings of a journal never move
                  <div key={at}>
                    {posting.account} {posting.account_name}: <Money minor={posting.amount_minor} currency={row.currency} />
                  </div>
                ))}
              </>
            ),
          },
        ]}
        empty={<Empty title="No journals here">Invoices and payments make them.</Empty>}
      />
    </Page>
  )
}
