import type { ReactNode } from 'react'
import { Button } from '../controls.tsx'
import { Empty } from '../feedback.tsx'

/** No rows: either nothing fits what was asked, or there is nothing yet, and then what it would be for. */
export function Nothing({ title, searching, own, clear }: { title: string; searching: boolean; own: ReactNode; clear: () => void }) {
  const words = title.toLowerCase()
  return (
    <div className="list-nothing">
      {searching ? (
        <Empty
          title="Nothing fits"
          action={
            <Button variant="default" onClick={clear}>
              Show all {words}
            </Button>
          }
        >
          No {words} are as these filters ask.
        </Empty>
      ) : (
        (own ?? <Empty title={`No ${words} yet`} />)
      )}
    </div>
  )
}
