import { Hint, Instant, Status } from '../../kit/index.ts'
import { agoText, instantText } from '../../kit/index.ts'

const tones = { fresh: 'good', late: 'warn', broken: 'bad' } as const
const words = { fresh: 'Fresh', late: 'Late', broken: 'Not known' }

/** How old a figure's data is; the exact instant on hover. */
export function Freshness({ state, through }: { state: 'fresh' | 'late' | 'broken'; through: string | null }) {
  return (
    <Hint text={through ? `Everything before ${instantText(through)} is in.` : 'The warehouse has not said yet how far it is.'}>
      <span>
        <Status value={state} tone={tones[state]} label={through ? `${words[state]}, ${agoText(through)}` : words[state]} />
      </span>
    </Hint>
  )
}

export function Through({ at }: { at: string | null }) {
  return at ? <Instant at={at} ago /> : <span className="faint">not yet</span>
}
