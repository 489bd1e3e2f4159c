import { IconPlus } from '@tabler/icons-react'
import { seriesList } from '../../../server/modules/cadence/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Empty, Glance, instantText, List, MoreMenu, Person, Status } from '../../kit/index.ts'

type Line = AskOutput<typeof seriesList>['items'][number]

const views = [
  { title: 'Running', where: ['state:is:running'], sort: 'next' },
  { title: 'I lead', where: ['chair:is:me', 'state:is:running'], sort: 'next' },
  { title: 'Leadership', where: ['leadership:is:yes'], sort: 'next' },
  { title: 'Ended', where: ['state:is:ended'], sort: 'title' },
  { title: 'All' },
]

/** Meetings that come again, the next one first. */
export default function SeriesListPage() {
  const may = useMay()
  const create = may('cadence.plan') && (
    <Button href="/cadence/series/new" leftSection={<IconPlus size={15} aria-hidden />}>
      New series
    </Button>
  )
  return (
    <List
      operation={seriesList}
      title="Meetings"
      one="series"
      many="series"
      actions={
        <>
          <MoreMenu
            acts={[
              { title: 'Dates', href: '/cadence/meetings' },
              { title: 'The year at a glance', href: '/cadence/year' },
              { title: 'My calendar', href: '/cadence/feed' },
            ]}
          />
          {create}
        </>
      }
      href={(row) => `/cadence/series/${row.id}`}
      views={views}
      cells={{
        next: (row) =>
          row.next_state === 'in_progress' ? <Status value="now" tone="good" label="Under way" /> : row.next_at && instantText(row.next_at),
      }}
      peek={(row) => <AtAGlance row={row} />}
      empty={
        <Empty title="No meeting comes again yet" action={create}>
          A series has one who leads, a reason to meet, and an agenda with a clock for each part. What it decides and gives to somebody is
          found in the ledger.
        </Empty>
      }
    />
  )
}

function AtAGlance({ row }: { row: Line }) {
  return (
    <Glance
      name={row.title}
      note={row.purpose}
      figures={[
        row.next_at !== null && {
          label: row.next_state === 'in_progress' ? 'Now' : 'Next',
          value: row.next_state === 'in_progress' ? 'Under way' : instantText(row.next_at),
        },
        { label: 'Minutes', value: row.minutes },
        { label: 'People', value: row.people },
      ]}
      facts={[
        { label: 'When', value: row.rhythm },
        { label: 'Leads', value: <Person name={row.chair.name} /> },
        { label: 'State', value: <Status value={row.state} tone={row.state === 'running' ? 'accent' : 'calm'} /> },
        row.audience === 'restricted' && { label: 'Seen by', value: 'Those who belong to it' },
      ]}
    />
  )
}
