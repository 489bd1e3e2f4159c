import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Button } from '../kit/controls.tsx'
import { Empty } from '../kit/feedback.tsx'
import { Opening } from './edges.tsx'
import { useMay, useSession } from './session.ts'

/** Shows a screen to those who may see it, and tells the others whom to ask. */
export function Guard({ right, children }: { right: string | undefined; children: ReactNode }) {
  const { data } = useSession()
  const may = useMay()
  if (!data) return <Opening />
  if (may(right)) return children
  return (
    <div className="page">
      <Empty whole title="Your role does not open this page" icon={<IconLock size={20} />} action={<Button href="/">Back to home</Button>}>
        It needs the right “{right}”. An administrator can give you a role that holds it, under People.
      </Empty>
    </div>
  )
}
