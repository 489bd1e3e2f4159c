import './findings.css'
import { IconSearch } from '@tabler/icons-react'
import { findabilityRead, unfindableList } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import {
  Answer,
  agoText,
  Button,
  type Column,
  countOf,
  dayText,
  Empty,
  Link,
  Loading,
  Page,
  PlainTable,
  Status,
  useQueryText,
} from '../../kit/index.ts'
import { numberColumn } from './numberColumn.tsx'

type Row = AskOutput<typeof findabilityRead>['items'][number]
type Asked = Row['asked'][number]

const columns: Column<Row>[] = [
  { id: 'title', title: 'Procedure', cell: (row) => <b>{row.title}</b>, text: (row) => row.title, sort: true, phone: 'title' },
  {
    id: 'findable',
    title: 'Found',
    cell: (row) => (
      <Status value={String(row.findable)} tone={row.findable ? 'good' : 'warn'} label={row.findable ? 'Yes' : 'Not at once'} />
    ),
    text: (row) => (row.findable ? 'yes' : 'no'),
    sort: true,
  },
  { id: 'own', title: 'By its title', cell: (row) => <Places asked={row.asked} as={['title']} /> },
  { id: 'trigger', title: 'By its trigger', cell: (row) => <Places asked={row.asked} as={['trigger']} worded /> },
  { id: 'words', title: 'By its readers’ words', cell: (row) => <Places asked={row.asked} as={['link', 'alias']} worded /> },
  numberColumn,
]

const crumbs = [
  { title: 'Handbook', href: '/handbook/directory' },
  { title: 'Findings', href: '/handbook/findings' },
]
const here = '/handbook/findings/findability'
const tabs = [
  { title: 'By colleagues', href: here },
  { title: 'By everyone', href: `${here}?of=everyone` },
] as const

/** Which procedure the search has at which place, for what people type who look for it; and what keeps pages from being found by everyone. */
export default function FindabilityPage() {
  const [of] = useQueryText('of')
  return of === 'everyone' ? <Everyone /> : <Colleagues />
}

type Wanting = AskOutput<typeof unfindableList>['items'][number]

const wanting: Column<Wanting>[] = [
  { id: 'title', title: 'Page', cell: (row) => <b>{row.title}</b>, text: (row) => row.title, sort: true, phone: 'title' },
  { id: 'says', title: 'What is so', cell: (row) => row.says, text: (row) => row.says },
  { id: 'do', title: 'What to do', cell: (row) => row.do, text: (row) => row.do },
  { id: 'since', title: 'Since', cell: (row) => dayText(row.since), text: (row) => row.since, sort: true },
]
const most = 200

function Everyone() {
  const [page] = useQueryText('page')
  const asked = useAsk(unfindableList, { limit: most, sort: 'title', ...(page === '' ? {} : { where: [`page:is:${page}`] }) })
  const open = useAsk(findabilityRead, {}).data?.open
  return (
    <Page title="Findability" crumbs={crumbs} tabs={[...tabs]}>
      <Answer of={asked} loading={<Loading rows={6} />}>
        {({ items, next }) => (
          <>
            {open && open.at !== null && (
              <p className="faint">
                {open.findable} of {countOf(open.pages, 'page')} for everyone fail none of twelve checks. Looked {agoText(open.at)}.
                {next !== null && ` The first ${most} are shown.`}
                {page !== '' && (
                  <>
                    {' '}
                    Of one page alone: <Link href={tabs[1].href}>show all</Link>
                  </>
                )}
              </p>
            )}
            <PlainTable
              label="What keeps pages from being found"
              rows={items}
              columns={wanting}
              rowKey={(row) => row.id}
              rowHref={(row) => `/handbook/pages/${row.page}`}
              empty={
                <Empty
                  title={
                    !open?.at
                      ? 'No page for everyone was looked at yet'
                      : page === ''
                        ? 'Every page for everyone is found'
                        : 'Nothing keeps it from being found'
                  }
                  icon={<IconSearch size={20} />}
                >
                  Each night, and when its text changes, a page for everyone is drawn as it is sent. What keeps people and web search from
                  finding it stands here, with what to do.
                </Empty>
              }
            />
          </>
        )}
      </Answer>
    </Page>
  )
}

function Colleagues() {
  const asked = useAsk(findabilityRead, {})
  const maintains = useMay()('handbook.maintain')
  return (
    <Page
      title="Findability"
      crumbs={crumbs}
      tabs={[...tabs]}
      actions={
        maintains && (
          <Button variant="default" href="/handbook/findings/asked">
            Asked and not found
          </Button>
        )
      }
    >
      <Answer of={asked} loading={<Loading rows={6} />}>
        {({ items, procedures, findable, at }) => (
          <>
            {procedures > 0 && (
              <p className="faint">
                {findable} of {countOf(procedures, 'procedure')} come first by their title and among the first three by their trigger.
                {at && ` Looked ${agoText(at)}.`} What is for the few is left out.
              </p>
            )}
            <PlainTable
              label="Procedures"
              rows={items}
              columns={columns}
              rowKey={(row) => row.id}
              rowHref={(row) => `/handbook/pages/${row.id}`}
              empty={
                <Empty title="No procedure was looked for yet" icon={<IconSearch size={20} />}>
                  Each hour the search is asked for every procedure by its title, its trigger and the words of others.
                </Empty>
              }
            />
          </>
        )}
      </Answer>
    </Page>
  )
}

function Places({ asked, as, worded = false }: { asked: readonly Asked[]; as: readonly Asked['as'][]; worded?: boolean }) {
  const own = asked.filter((one) => as.includes(one.as))
  if (own.length === 0) return <span className="faint">–</span>
  return (
    <span className="finding-places">
      {own.map((one) => (
        <span key={`${one.as} ${one.words}`}>
          {worded && <span className="faint">“{one.words}” </span>}
          {one.place === 1 ? 'first' : one.place === null ? 'not among twenty' : `place ${one.place}`}
          {one.first && (
            <span className="faint">
              , behind <Link href={`/handbook/pages/${one.first.id}`}>{one.first.title}</Link>
            </span>
          )}
        </span>
      ))}
    </span>
  )
}
