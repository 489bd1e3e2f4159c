import { IconCalendarRepeat } from '@tabler/icons-react'
import { seriesList } from '../../../server/modules/cadence/contract.ts'
import { Empty, List } from '../../kit/index.ts'

/** Every series of meetings. */
export default function SeriesListPage() {
  return (
    <List
      operation={seriesList}
      title="Meetings"
      one="series"
      many="series"
      views={[
        { title: 'Running', where: ['state:is:running'] },
        { title: 'I lead', where: ['chair:is:me', 'state:is:running'] },
        { title: 'All' },
      ]}
      empty={
        <Empty title="No series yet" icon={<IconCalendarRepeat size={20} />}>
          Meetings that come again stand here, with who belongs to them and when they are next.
        </Empty>
      }
    />
  )
}
