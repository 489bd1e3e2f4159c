import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'

/** Says that something is done. `undo` offers the way back where the domain has one. */
export function toast(title: string, more: { detail?: string; undo?: () => void } = {}): void {
  const id = crypto.randomUUID()
  const { undo } = more
  notifications.show({
    id,
    title,
    message: undo ? (
      <button
        type="button"
        className="linkish"
        onClick={() => {
          notifications.hide(id)
          undo()
        }}
      >
        Undo
      </button>
    ) : (
      more.detail
    ),
    icon: <IconCheck size={16} aria-hidden />,
    className: 'toast toast-good',
    autoClose: undo ? 8000 : 4000,
    withBorder: true,
  })
}

/** Says what went wrong in the server's own words. */
export function toastProblem(error: unknown): void {
  const detail = error instanceof Error ? error.message : 'Something went wrong.'
  notifications.show({
    title: 'That did not work',
    message: detail,
    icon: <IconAlertTriangle size={16} aria-hidden />,
    className: 'toast toast-bad',
    autoClose: 9000,
    withBorder: true,
  })
}
