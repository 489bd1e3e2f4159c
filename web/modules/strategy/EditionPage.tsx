import { editionsGet, plansGet } from '../../../server/modules/strategy/contract.ts'
import { useAsk } from '../../ask.ts'
import { Answer, Loading, RecordOf, useParam } from '../../kit/index.ts'
import { EditionScreen } from './EditionScreen.tsx'

/** One edition by its own address, the one in force or a former one. */
export default function EditionPage() {
  const id = useParam('id')
  const asked = useAsk(editionsGet, { id })
  return (
    <RecordOf of={asked} title="Edition" crumbs={[{ title: 'Plans', href: '/strategy' }]} loading={<Loading block={520} />}>
      {(page) => <WithEditions id={id} slug={page.plan.slug} />}
    </RecordOf>
  )
}

function WithEditions({ id, slug }: { id: string; slug: string }) {
  const asked = useAsk(plansGet, { slug })
  return (
    <Answer of={asked} loading={<Loading block={520} />}>
      {({ editions }) => <EditionScreen id={id} base={`/strategy/editions/${id}`} editions={editions} />}
    </Answer>
  )
}
