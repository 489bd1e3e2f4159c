import { Button, Note } from '../../kit/index.ts'
import type { Clash } from './useDraftText.ts'

/** Two texts of the same lines: one's own, and what was published meanwhile. */
export function Clashing(props: { mine: string; clash: Clash; onMine: () => void; onTheirs: () => void }) {
  const { mine, clash, onMine, onTheirs } = props
  return (
    <Note title={`${clash.by} has changed the same lines meanwhile`}>
      <div className="desk-both">
        <div>
          <b>Yours</b>
          <pre>{mine}</pre>
          <Button variant="default" onClick={onMine}>
            Go on with mine
          </Button>
        </div>
        <div>
          <b>Theirs</b>
          <pre>{clash.theirs}</pre>
          <Button variant="default" onClick={onTheirs}>
            Take theirs
          </Button>
        </div>
      </div>
    </Note>
  )
}
