import type { NotificationData } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { fetched } from './fetched.ts'

let asked: Promise<typeof import('./shelf.ts')> | undefined
const hearers = new Set<() => void>()

/** The part that shows toasts, fetched once. */
export function shelf(): Promise<typeof import('./shelf.ts')> {
  if (!asked) {
    asked = fetched(() => import('./shelf.ts'))
    asked.catch(() => {
      asked = undefined
    })
    for (const hear of hearers) hear()
  }
  return asked
}
export const shelfAsked = () => asked !== undefined
export function whenShelfAsked(hear: () => void): () => void {
  hearers.add(hear)
  return () => hearers.delete(hear)
}
for (const touch of ['pointerdown', 'keydown'] as const)
  globalThis.addEventListener?.(touch, () => void shelf().catch(() => undefined), { once: true, passive: true })

function show(toast: NotificationData): void {
  void shelf().then(
    ({ notifications }) => notifications.show(toast),
    () => undefined,
  )
}

/** Says that something is done. `undo` offers the way back where the domain has one. */
export function toast(title: string, more: { detail?: string; undo?: () => void } = {}): void {
  const id = crypto.randomUUID()
  const { undo } = more
  show({
    id,
    title,
    message: undo ? (
      <button
        type="button"
        className="linkish"
        onClick={() => {
          void shelf().then(({ notifications }) => notifications.hide(id))
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
  show({
    title: 'That did not work',
    message: detail,
    icon: <IconAlertTriangle size={16} aria-hidden />,
    className: 'toast toast-bad',
    autoClose: 9000,
    withBorder: true,
  })
}
