import { Group, Modal } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { Button } from '../controls.tsx'

/** Asks before leaving a page with changes that were not saved. */
export function UnsavedGuard({ dirty }: { dirty: RefObject<boolean> }) {
  const guard = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty.current && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty.current,
    withResolver: true,
  })
  return (
    <Modal opened={guard.status === 'blocked'} onClose={() => guard.reset?.()} title="Leave without saving?" size="sm">
      <p className="quiet">What you changed here is not saved and will be lost.</p>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={() => guard.reset?.()} data-autofocus>
          Stay
        </Button>
        <Button danger onClick={() => guard.proceed?.()}>
          Leave
        </Button>
      </Group>
    </Modal>
  )
}
