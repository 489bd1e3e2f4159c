import { IconBuildingCommunity, IconPlus, IconUser } from '@tabler/icons-react'
import { accountChange, accountRead, accountsList } from '../../../server/modules/customers/contract.ts'
import { ask, type AskOutput, queries } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import {
  Button,
  Country,
  Day,
  Empty,
  Glance,
  Ident,
  Link,
  List,
  None,
  Person,
  PersonPick,
  toast,
  toastProblem,
  dayOf,
} from '../../kit/index.ts'
import { accountTabs, kinds, labelOf, segments, sources } from './words.ts'

type Account = AskOutput<typeof accountsList>['items'][number]
const views = [
  { title: 'All' },
  { title: 'Mine', where: ['owner:is:me'] },
  { title: 'Nobody’s', where: ['owner:empty'] },
  { title: 'Newest', sort: '-created' },
  { title: 'Came alone', where: ['source:is:self_service'] },
]

/** Gives an account to a colleague. */
async function handOver(account: Account, owner: string): Promise<void> {
  const { version } = await ask(accountRead, { id: account.id })
  await ask(accountChange, { id: account.id, owner_id: owner, reason: 'Handed over', if_match: version })
}

/** Everyone we sell to, as far as the reader's right reaches. */
export default function AccountsPage() {
  const may = useMay()
  const writes = may('customers.write')
  const create = writes && (
    <Button href="/customers/accounts/new" leftSection={<IconPlus size={15} aria-hidden />}>
      New account
    </Button>
  )
  const change = async (account: Account, owner: string) => {
    try {
      await handOver(account, owner)
      toast(`${account.name} has a new owner`)
      await queries.invalidateQueries()
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <List
      operation={accountsList}
      title="Accounts"
      one="account"
      crumbs={[{ title: 'Customers', href: '/customers/accounts' }]}
      tabs={accountTabs}
      actions={create}
      href={(row) => `/customers/accounts/${row.id}`}
      views={views}
      edit={
        writes
          ? {
              owner: {
                label: 'Change the owner',
                body: (row, close) => (
                  <PersonPick
                    label="Owner"
                    value={row.owner?.id ?? null}
                    onPick={(id) => {
                      close()
                      void change(row, id)
                    }}
                  />
                ),
              },
            }
          : {}
      }
      bulk={[
        writes && {
          title: 'Owner',
          icon: <IconUser size={15} stroke={1.75} aria-hidden />,
          ask: ({ onPicked }) => <PersonPick label="New owner" value={null} onPick={onPicked} />,
          run: handOver,
        },
      ]}
      peek={(row) => <AtAGlance account={row} />}
      empty={
        <Empty title="No accounts yet" icon={<IconBuildingCommunity size={20} />} action={create}>
          An account appears by itself when somebody buys at the public price page. Those you sell to in person are entered here.
        </Empty>
      }
    />
  )
}

function AtAGlance({ account }: { account: Account }) {
  return (
    <Glance
      name={account.name}
      country={account.country}
      note={labelOf(kinds, account.kind)}
      figures={[
        { label: 'Contacts', value: account.contacts },
        { label: 'Since', value: <Day day={dayOf(account.created_at)} as="month" /> },
      ]}
      facts={[
        { label: 'Country', value: <Country code={account.country} /> },
        { label: 'Segment', value: account.segment ? labelOf(segments, account.segment) : <None why="employees not known" /> },
        { label: 'Owner', value: account.owner ? <Person name={account.owner.name} /> : <None why="nobody" /> },
        account.main_contact !== null && {
          label: 'Main contact',
          value: <Link href={`mailto:${account.main_contact.email}`}>{account.main_contact.name}</Link>,
        },
        { label: 'Came', value: labelOf(sources, account.source) },
        { label: 'Number', value: <Ident text={account.number} /> },
      ]}
    />
  )
}
