import { meetingsList } from '../../../server/modules/cadence/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { awayText, Count, Empty, instantText, List, None, Status } from '../../kit/index.ts'
import { crumbs, stateOf } from './words.ts'

const views = [
  { title: 'Ahead', where: ['state:is:draft|open|in_progress', 'starts:between:today..'], sort: 'starts' },
  { title: 'Under way', where: ['state:is:in_progress'], sort: 'starts' },
  { title: 'Not held', where: ['state:is:draft|open', 'starts:before:today'], sort: '-starts' },
  { title: 'Held', where: ['state:is:closed'], sort: '-starts' },
  { title: 'Moved', where: ['moved:is:yes'], sort: '-starts' },
  { title: 'Cancelled', where: ['state:is:cancelled'], sort: '-starts' },
  { title: 'All', sort: '-starts' },
]

/** Every date of every series: what is ahead, what was held and what it cost. */
export default function MeetingsPage() {
  return (
    <List
      operation={meetingsList}
      title="Dates"
      one="date"
      crumbs={crumbs}
      href={(row) => `/cadence/meetings/${row.id}`}
      views={views}
      cells={{
        starts: (row) => <span title={awayText(row.day)}>{instantText(row.starts_at)}</span>,
        state: (row) => {
          const { words, tone } = stateOf(row.state)
          return <Status value={row.state} tone={tone} label={words} />
        },
        used_minutes: (row) => <Held row={row} value={row.used_minutes} />,
        people: (row) => <Held row={row} value={row.people} />,
      }}
      empty={<Empty title="No dates yet">A series plans its dates a year ahead.</Empty>}
    />
  )
}

type Row = AskOutput<typeof meetingsList>['items'][number]

/** What only a meeting that was held has; one that is over without having begun says so, one ahead or cancelled says nothing. */
function Held({ row, value }: { row: Row; value: number | null }) {
  if (value !== null) return <Count value={value} />
  const isOver = new Date(row.starts_at).getTime() + row.minutes * 60_000 < Date.now()
  return isOver && (row.state === 'draft' || row.state === 'open') ? <span className="faint">Not held</span> : <None />
}
