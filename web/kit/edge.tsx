import { Component, type ReactNode } from 'react'
import { NotCome } from './fetched.ts'

type Edge = { children: ReactNode; again: () => void }

/** Keeps a part that does not come from taking the page with it, and what was typed on it. */
export class PartEdge extends Component<Edge, { error: unknown }> {
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
        <button
          type="button"
          className="linkish"
          onClick={() => {
            this.props.again()
            this.setState({ error: undefined })
          }}
        >
          Try again
        </button>
      </p>
    )
  }
}
