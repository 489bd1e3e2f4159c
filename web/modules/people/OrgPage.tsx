import { orgRead } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Answer, Link, Loading, Page, Section } from '../../kit/index.ts'
import { personTabs } from './words.tsx'

type Place = AskOutput<typeof orgRead>['items'][number]

/** Who reports to whom. */
export default function OrgPage() {
  const may = useMay()
  const asked = useAsk(orgRead, {})
  return (
    <Page
      title="People"
      note="Who reports to whom today; whoever reported to somebody who left stands below the next one up."
      tabs={personTabs(may)}
    >
      <Answer of={asked} loading={<Loading rows={8} />}>
        {({ items }) => {
          const below = Map.groupBy(items, (one) => one.manager_id ?? '')
          return (
            <Section title="Who reports to whom">
              <Branch places={below.get('') ?? []} below={below} />
            </Section>
          )
        }}
      </Answer>
    </Page>
  )
}

function Branch({ places, below }: { places: Place[]; below: Map<string, Place[]> }) {
  return (
    <ul className="people-tree">
      {places.map((place) => {
        const reports = below.get(place.id)
        return (
          <li key={place.id}>
            <Link href={`/people/persons/${place.id}`}>{place.name}</Link> <span className="mono faint">{place.initials}</span>{' '}
            {place.title && <span className="quiet">{place.title}</span>}
            {reports && <Branch places={reports} below={below} />}
          </li>
        )
      })}
    </ul>
  )
}
