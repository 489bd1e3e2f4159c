import type { ReactNode } from 'react'
import type { Operation } from '../../../server/kernel/operation.ts'
import { type AskInput, useAskPaged } from '../../ask.ts'
import { Button } from '../controls.tsx'
import { Empty } from '../feedback.tsx'

type NothingProps<T extends Operation> = {
  title: string
  searching: boolean
  own: ReactNode
  clear: () => void
  operation: T
  /** fields that are always sent */
  input: Record<string, unknown>
}

/** No rows: either nothing fits what was asked, or there is nothing yet, and then what it would be for. */
export function Nothing<T extends Operation>({ title, searching, own, clear, operation, input }: NothingProps<T>) {
  // conditions of a view leave nothing out where there is nothing
  const any = useAskPaged(operation, { ...input, limit: 1 } as AskInput<T>, { enabled: searching })
  if (searching && any.isPending) return null
  const words = title.toLowerCase()
  return (
    <div className="list-nothing">
      {searching && any.rows.length > 0 ? (
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
