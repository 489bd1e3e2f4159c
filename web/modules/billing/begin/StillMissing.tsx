import { sellingRead } from '../../../../server/modules/billing/contract.ts'
import { useAsk } from '../../../ask.ts'
import { Link, Note } from '../../../kit/index.ts'
import './begin.css'

/** As long as nothing can be sold, the way back to what is left to do. */
export function StillMissing() {
  const { data } = useAsk(sellingRead, {})
  if (!data || data.ready) return null
  const done = data.steps.filter((step) => step.done).length
  return (
    <div className="begin-missing">
      <Note tone="warn" title="Nothing can be sold yet">
        {done === 0 ? 'Begin with' : 'Go on with'} <Link href="/billing/begin">setting up selling</Link>.
      </Note>
    </div>
  )
}
