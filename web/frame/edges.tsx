import { Skeleton } from '@mantine/core'
import { IconAnchorOff, IconCompass } from '@tabler/icons-react'
import { Button } from '../kit/controls.tsx'
import { Empty, Loading } from '../kit/feedback.tsx'
import { NotCome } from '../kit/fetched.ts'

/** The shape of a page that is on its way. */
export function Opening() {
  return (
    <div className="page" aria-busy="true">
      <div className="page-head">
        <Skeleton height={26} width={220} radius="sm" />
      </div>
      <Loading rows={8} />
    </div>
  )
}

export function NotFound() {
  return (
    <div className="page">
      <Empty whole title="There is nothing at this address" icon={<IconCompass size={20} />} action={<Button href="/">Go to home</Button>}>
        The link may be old, or part of it was lost. Press Ctrl K (⌘ K) to search for what you meant.
      </Empty>
    </div>
  )
}

/** The same for a customer, who has no search and no home of ours. */
export function PortalNotFound() {
  return (
    <Empty
      whole
      title="There is nothing at this address"
      icon={<IconCompass size={20} />}
      action={<Button href="/portal">Go to the overview</Button>}
    >
      The link may be old, or part of it was lost.
    </Empty>
  )
}

/** A screen that broke: says so, keeps the frame, offers the way on. */
export function Broken({ error, reset }: { error: unknown; reset?: () => void }) {
  const stale = error instanceof NotCome
  return (
    <div className="page">
      <Empty
        whole
        title={stale ? 'This page did not come' : 'This page broke'}
        icon={<IconAnchorOff size={20} />}
        action={
          <Button onClick={() => (stale || !reset ? window.location.reload() : reset())}>{stale ? 'Load it anew' : 'Try again'}</Button>
        }
      >
        {stale
          ? 'The connection is away, or Quarterdeck was renewed meanwhile. Nothing you saved is lost.'
          : 'Nothing you saved is lost. If it breaks again, tell your administrator what you did and when.'}
        {!stale && error instanceof Error && <p className="faint broken-words">{error.message}</p>}
      </Empty>
    </div>
  )
}
