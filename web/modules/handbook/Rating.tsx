import './rating.css'
import { ratingsGive } from '../../../server/modules/handbook/contract.ts'
import { useTell } from '../../ask.ts'
import { toast } from '../../kit/index.ts'
import type { Run } from './words.ts'

const scores = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** How easy it was, in one tap, by whoever followed it; it can be said better, and nobody else sees it. */
export function Rating({ run }: { run: Run }) {
  const give = useTell(ratingsGive, { onDone: () => toast('Thank you') })
  const { mine, asked } = run.rating
  if (!asked) return null
  return (
    <fieldset className="run-rating" disabled={give.isPending}>
      <legend>How easy was it?</legend>
      <div>
        {scores.map((score) => (
          <button
            key={score}
            className="run-score"
            type="button"
            aria-pressed={mine === score}
            onClick={() => give.mutate({ id: run.id, score })}
          >
            {score}
          </button>
        ))}
      </div>
      <p className="faint">
        <span>0: hardly to be followed</span> <span>10: nothing could be easier</span>
      </p>
      <p className="faint">Counted with what others say, never by person.</p>
    </fieldset>
  )
}
