import { useBlocker } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { Button, Modal } from '../controls.tsx'

/** Asks before leaving a page with changes that were not saved. */
export function UnsavedGuard({ dirty }: { dirty: RefObject<boolean> }) {
  const guard = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty.current && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty.current,
    withResolver: true,
  })
  return (
    <Modal opened={guard.status === 'blocked'} onClose={() => guard.reset?.()} title="Leave without saving?" size="sm">
      <p className="quiet">It is not sent. What you typed waits here until you come back or close this tab.</p>
      <div className="confirm-acts">
        <Button onClick={() => guard.reset?.()} data-autofocus>
          Stay
        </Button>
        <Button variant="default" onClick={() => guard.proceed?.()}>
          Leave
        </Button>
      </div>
    </Modal>
  )
}
