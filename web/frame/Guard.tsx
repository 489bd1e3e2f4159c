import type { ReactNode } from 'react'
import { later } from '../kit/later.tsx'
import { Opening } from './edges.tsx'
import { useMay, useSession } from './session.ts'

const Closed = later<{ right: string }>(() => import('./Closed.tsx'))

/** Shows a screen to those who may see it, and tells the others whom to ask. */
export function Guard({ right, children }: { right: string | undefined; children: ReactNode }) {
  const { data } = useSession()
  const may = useMay()
  if (!data) return <Opening />
  if (right === undefined || may(right)) return children
  return (
    <div className="page">
      <Closed right={right} />
    </div>
  )
}
