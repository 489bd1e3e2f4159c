import { Button, Note, Row } from '../../kit/index.ts'
import { Difference } from './Difference.tsx'

/** Two people saved: both texts, and a choice. Nothing is lost before one is made. */
export function Conflict(props: {
  mine: string
  clash: { rev: number; theirs: string; by: string }
  onMine: () => void
  onTheirs: () => void
}) {
  const { mine, clash, onMine, onTheirs } = props
  return (
    <Note tone="warn" title={`${clash.by} saved revision ${clash.rev} while you were writing`}>
      <p>Lines with − are theirs alone, lines with + are yours alone.</p>
      <Difference before={clash.theirs} after={mine} />
      <Row>
        <Button size="xs" variant="default" onClick={onTheirs}>
          Take theirs
        </Button>
        <Button size="xs" danger onClick={onMine}>
          Save mine over it
        </Button>
      </Row>
    </Note>
  )
}
