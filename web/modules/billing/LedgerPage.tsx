import { trialBalance } from '../../../server/modules/billing/contract.ts'
import { useAsk } from '../../ask.ts'
import { useCompanyNames } from './useCompanyNames.ts'
import {
  Answer,
  Day,
  Empty,
  Link,
  Loading,
  Money,
  Note,
  Page,
  PlainTable,
  Section,
  Stack,
  TextInput,
  titleOf,
  useQueryText,
} from '../../kit/index.ts'
import './billing.css'

export const ledgerTabs = [
  { title: 'Trial balance', href: '/billing/ledger' },
  { title: 'Journals', href: '/billing/journals' },
  { title: 'Periods', href: '/billing/periods' },
  { title: 'Number series', href: '/billing/series' },
]

/** Balances of all accounts on a day; they sum to zero or something is very wrong. */
export default function LedgerPage() {
  const [day, setDay] = useQueryText('day')
  const asked = useAsk(trialBalance, day ? { day } : {}, { keep: true })
  const nameOf = useCompanyNames()
  return (
    <Page
      title="Ledger"
      note="Balances per company and currency. Debit is positive."
      tabs={ledgerTabs}
      actions={<TextInput aria-label="Day" type="date" value={day} onChange={(event) => setDay(event.currentTarget.value)} />}
    >
      <Answer of={asked} loading={<Loading rows={8} />}>
        {(answer) =>
          answer.ledgers.length === 0 ? (
            <Empty title="Nothing posted yet">The first invoice makes the first journal.</Empty>
          ) : (
            <Stack gap={5}>
              {answer.ledgers.map((ledger) => (
                <Section
                  key={`${ledger.entity}|${ledger.currency}`}
                  title={`${nameOf(ledger.entity)} in ${ledger.currency}`}
                  note={
                    <>
                      On <Day day={ledger.day} />
                    </>
                  }
                  flush
                >
                  {ledger.sum_minor !== 0 && (
                    <Note tone="bad" title="The ledger does not balance">
                      Tell the people who keep this house.
                    </Note>
                  )}
                  <PlainTable
                    bare
                    label={`Trial balance ${ledger.entity} ${ledger.currency}`}
                    rows={ledger.accounts}
                    rowKey={(row) => row.code}
                    columns={[
                      {
                        id: 'account',
                        title: 'Account',
                        cell: (row) => <Link href={`/billing/journals?account=${row.code}`}>{`${row.code} ${row.name}`}</Link>,
                        phone: 'title',
                      },
                      { id: 'kind', title: 'Kind', cell: (row) => titleOf(row.kind), phone: 'hide' },
                      {
                        id: 'debit',
                        title: 'Debits',
                        align: 'right',
                        cell: (row) => <Money minor={row.debit_minor} currency={ledger.currency} />,
                      },
                      {
                        id: 'credit',
                        title: 'Credits',
                        align: 'right',
                        cell: (row) => <Money minor={row.credit_minor} currency={ledger.currency} />,
                      },
                      {
                        id: 'balance',
                        title: 'Balance',
                        align: 'right',
                        cell: (row) => <Money minor={row.balance_minor} currency={ledger.currency} />,
                      },
                    ]}
                    footer={
                      <tr className="ledger-sum">
                        <th scope="row" colSpan={4}>
                          Sum
                        </th>
                        <td style={{ textAlign: 'end' }}>
                          <Money minor={ledger.sum_minor} currency={ledger.currency} />
                        </td>
                      </tr>
                    }
                  />
                </Section>
              ))}
            </Stack>
          )
        }
      </Answer>
    </Page>
  )
}
