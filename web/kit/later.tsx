import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { Button } from './controls.tsx'
import { fetched, NotCome } from './fetched.ts'

type Edge = { children: ReactNode; again: () => void }

/** Keeps a part that does not come from taking the page with it, and what was typed on it. */
class PartEdge extends Component<Edge, { error: unknown }> {
  override state = { error: undefined }
  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }
  override render(): ReactNode {
    const error: unknown = this.state.error
    if (error === undefined) return this.props.children
    if (!(error instanceof NotCome)) throw error
    return (
      <p className="part-lost" role="alert">
        This part did not come. What you typed is kept.{' '}
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            this.props.again()
            this.setState({ error: undefined })
          }}
        >
          Try again
        </Button>
      </p>
    )
  }
}

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
