import { plansGet } from '../../../server/modules/strategy/contract.ts'
import { useAsk } from '../../ask.ts'
import { Button, Empty, Loading, Page, RecordOf, useParam } from '../../kit/index.ts'
import { EditionScreen } from './EditionScreen.tsx'

const crumbs = [{ title: 'Plans', href: '/strategy' }]

/** A plan by its lasting address: the edition that counts, else the newest. */
export default function PlanPage() {
  const slug = useParam('slug')
  const asked = useAsk(plansGet, { slug })
  return (
    <RecordOf of={asked} title="Plan" crumbs={crumbs} loading={<Loading block={520} />}>
      {({ plan, editions }) =>
        plan.edition ? (
          <EditionScreen id={plan.edition.id} base={`/strategy/plans/${slug}`} editions={editions} />
        ) : (
          <Page title={plan.title} crumbs={crumbs}>
            <Empty title="Nothing written yet" action={<Button href="/strategy/import">Import plans</Button>}>
              This plan has no edition. Import one under the same title.
            </Empty>
          </Page>
        )
      }
    </RecordOf>
  )
}
