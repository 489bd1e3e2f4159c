import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { PartEdge } from './edge.tsx'
import { fetched } from './fetched.ts'

/**
 * A component that is fetched when it is first shown. While it comes, `shape` stands there; when it does not come, a line offers to try
 * again in its place and the page around it stays. `ahead` fetches it before it is needed.
 */
export function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>, shape: ReactNode = null) {
  const make = () => lazy(() => fetched(load) as Promise<{ default: ComponentType<object> }>)
  let Part = make()
  const again = () => {
    Part = make()
  }
  // made once for each part, where the module is read
  // biome-ignore lint/correctness/noComponentHookFactories: like `lazy` itself
  const Later = (props: P) => (
    <PartEdge again={again}>
      <Suspense fallback={shape}>
        <Part {...props} />
      </Suspense>
    </PartEdge>
  )
  return Object.assign(Later, { ahead: () => void load().catch(() => undefined) })
}
