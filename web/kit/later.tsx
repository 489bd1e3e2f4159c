import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { PartEdge } from './edge.tsx'
import { fetched } from './fetched.ts'

type Load<P> = () => Promise<{ default: ComponentType<P> }>

/**
 * A part of the program that is fetched when it is first shown. While it comes, `shape` stands there; when it does not come, a line offers
 * to try again in its place and the page around it stays. `ahead` fetches it before it is needed.
 */
export function partLater<P extends object>(load: Load<P>) {
  const make = () => lazy(() => fetched(load) as Promise<{ default: ComponentType<object> }>)
  let Whole = make()
  const again = () => {
    Whole = make()
  }
  // made once for each part, where the module is read
  // biome-ignore lint/correctness/noComponentHookFactories: like `lazy` itself
  const Part = ({ shape = null, given }: { shape?: ReactNode; given: P }) => (
    <PartEdge again={again}>
      <Suspense fallback={shape}>
        <Whole {...given} />
      </Suspense>
    </PartEdge>
  )
  return { Part, ahead: () => void load().catch(() => undefined) }
}

/** A component that is fetched when it is first shown, as it is used. */
export function later<P extends object>(load: Load<P>, shape: ReactNode = null) {
  const { Part, ahead } = partLater(load)
  // biome-ignore lint/correctness/noComponentHookFactories: like `lazy` itself
  const Later = (props: P) => <Part given={props} shape={shape} />
  return Object.assign(Later, { ahead })
}

/** Whether what opens was ever used: once drawn whole it stays so, that it can close by itself. */
export function useUsed(opened: boolean): [used: boolean, use: () => void] {
  const [used, setUsed] = useState(opened)
  useEffect(() => {
    if (opened) setUsed(true)
  }, [opened])
  return [used || opened, () => setUsed(true)]
}
