import { Hint, Instant, Status } from '../../kit/index.ts'
import { agoText, instantText } from '../../kit/index.ts'

const tones = { fresh: 'calm', late: 'warn', stale: 'bad', broken: 'bad' } as const
const words = { fresh: 'Fresh', late: 'Late', stale: 'Stale', broken: 'Not known' }

type Age = keyof typeof tones

/** How old a figure's data is; the exact instant on hover. */
export function Freshness({ state, through }: { state: Age; through: string | null }) {
  return (
    <Hint text={meaning(state, through)}>
      <span>
        <Status value={state} tone={tones[state]} label={labelOf(state, through)} />
      </span>
    </Hint>
  )
}

function labelOf(state: Age, through: string | null): string {
  if (!through) return words[state]
  return state === 'stale' ? `Stale, as of ${instantText(through)}` : `${words[state]}, ${agoText(through)}`
}

function meaning(state: Age, through: string | null): string {
  if (!through) return 'The warehouse has not said yet how far it is.'
  const known = `Everything before ${instantText(through)} is in.`
  return state === 'stale' ? `${known} What came since is not taken up at the moment.` : known
}

export function Through({ at }: { at: string | null }) {
  return at ? <Instant at={at} ago /> : <span className="faint">not yet</span>
}
