import { type ReactNode, useState } from 'react'
import { Button, Modal } from './controls.tsx'
import { Problem } from './feedback.tsx'

type ConfirmProps = {
  open: boolean
  title: string
  /** what will happen, in full */
  children: ReactNode
  /** the button's words: a verb and its object */
  act: string
  /** the words of the way back: "Keep it" */
  keep?: string
  danger?: boolean
  onConfirm: () => unknown
  onClose: () => void
}

/** Says what will happen and asks once. A refusal stays in the dialog. */
export function Confirm({ open, title, children, act, keep = 'Cancel', danger = false, onConfirm, onClose }: ConfirmProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const carryOut = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await onConfirm()
      onClose()
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened={open} onClose={onClose} title={title} size="md">
      <div className="stack" style={{ gap: 'var(--s-4)' }}>
        <div className="quiet">{children}</div>
        {error !== undefined && <Problem error={error} />}
        <div className="confirm-acts">
          <Button variant="default" onClick={onClose}>
            {keep}
          </Button>
          <Button danger={danger} loading={busy} onClick={() => void carryOut()} data-autofocus>
            {act}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
