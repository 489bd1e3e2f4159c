import { plansGet } from '../../../server/modules/strategy/contract.ts'
import { useAsk } from '../../ask.ts'
import { Answer, Button, Empty, Loading, Page, useParam } from '../../kit/index.ts'
import { EditionScreen } from './EditionScreen.tsx'

/** A plan by its lasting address: the edition that counts, else the newest. */
export default function PlanPage() {
  const slug = useParam('slug')
  const asked = useAsk(plansGet, { slug })
  return (
    <Answer of={asked} loading={<Loading block={520} />}>
      {({ plan, editions }) =>
        plan.edition ? (
          <EditionScreen id={plan.edition.id} base={`/strategy/plans/${slug}`} editions={editions} />
        ) : (
          <Page title={plan.title} crumbs={[{ title: 'Plans', href: '/strategy' }]}>
            <Empty title="Nothing written yet" action={<Button href="/strategy/import">Import plans</Button>}>
              This plan has no edition. Import one under the same title.
            </Empty>
          </Page>
        )
      }
    </Answer>
  )
}
