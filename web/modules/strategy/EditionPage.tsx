import { editionsGet, plansGet } from '../../../server/modules/strategy/contract.ts'
import { useAsk } from '../../ask.ts'
import { Answer, Loading, useParam } from '../../kit/index.ts'
import { EditionScreen } from './EditionScreen.tsx'

/** One edition by its own address, the one in force or a former one. */
export default function EditionPage() {
  const id = useParam('id')
  const asked = useAsk(editionsGet, { id })
  return (
    <Answer of={asked} loading={<Loading block={520} />}>
      {(page) => <WithEditions id={id} slug={page.plan.slug} />}
    </Answer>
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
