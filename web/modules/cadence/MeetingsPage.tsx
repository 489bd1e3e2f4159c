import { meetingsList } from '../../../server/modules/cadence/contract.ts'
import { awayText, Empty, instantText, List, Status } from '../../kit/index.ts'
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
      }}
      empty={<Empty title="No dates yet">A series plans its dates a year ahead.</Empty>}
    />
  )
}
