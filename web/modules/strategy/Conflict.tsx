import { Button, Note, Row } from '../../kit/index.ts'
import { Difference } from './Difference.tsx'

/** Two people saved: both texts, and a choice. Nothing is lost before one is made. */
export function Conflict(props: {
  mine: string
  clash: { rev: number; theirs: string; by: string }
  onMine: () => void
  onTheirs: () => void
  onBoth: () => void
}) {
  const { mine, clash, onMine, onTheirs, onBoth } = props
  return (
    <Note tone="warn" title={`${clash.by} saved revision ${clash.rev} while you were writing`}>
      <p>Lines with − are theirs alone, lines with + are yours alone.</p>
      <Difference before={clash.theirs} after={mine} />
      <details>
        <summary>Both texts whole</summary>
        <div className="plan-both">
          <section aria-label={`The text of ${clash.by}`}>
            <p className="quiet">{clash.by}</p>
            <pre>{clash.theirs}</pre>
          </section>
          <section aria-label="Your text">
            <p className="quiet">You</p>
            <pre>{mine}</pre>
          </section>
        </div>
      </details>
      <div className="plan-conflict">
        <Row>
          <Button size="xs" autoFocus onClick={onBoth}>
            Write on with mine
          </Button>
          <Button size="xs" variant="default" onClick={onTheirs}>
            Take theirs
          </Button>
          <Button size="xs" danger onClick={onMine}>
            Save mine over it
          </Button>
        </Row>
      </div>
    </Note>
  )
}
