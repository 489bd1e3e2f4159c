import './health.css'
import { IconHeartbeat } from '@tabler/icons-react'
import { healthList } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { Answer, type Column, Empty, Loading, Page, PlainTable, Status } from '../../kit/index.ts'
import { numberColumn } from './numberColumn.tsx'
import { shareText } from './words.ts'

type Row = AskOutput<typeof healthList>['items'][number]

const verdicts = {
  few: { label: 'Too few runs', tone: 'ring' },
  green: { label: 'Kept', tone: 'good' },
  undecided: { label: 'Undecided', tone: 'calm' },
  red: { label: 'Missed', tone: 'warn' },
} as const

const columns: Column<Row>[] = [
  { id: 'title', title: 'Procedure', cell: (row) => <b>{row.title}</b>, text: (row) => row.title, sort: true, phone: 'title' },
  { id: 'n', title: 'Runs', cell: (row) => <span className="num">{row.n}</span>, text: (row) => row.n, sort: true, align: 'right' },
  {
    id: 'k',
    title: 'With an error',
    cell: (row) => <span className="num">{row.k}</span>,
    text: (row) => row.k,
    sort: true,
    align: 'right',
  },
  {
    id: 'share',
    title: 'Share',
    cell: (row) => <span className="num">{shareText(row.share)}</span>,
    text: (row) => row.share,
    sort: true,
    align: 'right',
  },
  {
    id: 'certain',
    title: 'Certain between',
    cell: (row) => row.share !== null && <span className="num faint">{`${shareText(row.low)} and ${shareText(row.high)}`}</span>,
    align: 'right',
  },
  {
    id: 'is',
    title: 'Below 5%',
    cell: (row) => <Status value={row.is} {...verdicts[row.is]} />,
    text: (row) => verdicts[row.is].label,
    sort: true,
  },
  numberColumn,
]

/** How often each procedure goes wrong. */
export default function HealthsPage() {
  const asked = useAsk(healthList, {})
  return (
    <Page title="Health" crumbs={[{ title: 'Handbook', href: '/handbook/directory' }]}>
      <Answer of={asked} loading={<Loading rows={6} />}>
        {({ items, fewest }) => (
          <>
            <p className="health-note faint">
              Runs of the last 90 days with an error that counts. Of less than {fewest} runs no share is told; what is promised is kept when
              the whole interval lies below it.
            </p>
            <PlainTable
              label="Procedures"
              rows={items}
              columns={columns}
              rowKey={(row) => row.id}
              rowHref={(row) => `/handbook/health/${row.id}`}
              empty={
                <Empty title="No procedure is in force" icon={<IconHeartbeat size={20} />}>
                  Once procedures are followed, this says how often each goes wrong, and how sure that is.
                </Empty>
              }
            />
          </>
        )}
      </Answer>
    </Page>
  )
}
