import type { DrawerProps, ModalProps } from '@mantine/core'
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'
import { PartEdge } from '../edge.tsx'
import { fetched } from '../fetched.ts'

/** A dialog that comes when it first opens; afterwards it stays, that it can go as it came. */
function shown<P extends { opened: boolean }>(load: () => Promise<{ default: ComponentType<P> }>) {
  const make = () => lazy(() => fetched(load) as unknown as Promise<{ default: ComponentType<{ opened: boolean }> }>)
  let Whole = make()
  const again = () => {
    Whole = make()
  }
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, where the module is read
  const Shown = (props: P) => {
    const [used, setUsed] = useState(props.opened)
    useEffect(() => {
      if (props.opened) setUsed(true)
    }, [props.opened])
    if (!used && !props.opened) return null
    return (
      <PartEdge again={again}>
        <Suspense fallback={null}>
          <Whole {...props} />
        </Suspense>
      </PartEdge>
    )
  }
  return Object.assign(Shown, { ahead: () => void load().catch(() => undefined) })
}

/** A dialog over the page. Its title is the question. */
export const Modal = shown<ModalProps>(() => import('./WholeModal.tsx'))

/** A sheet from the side, or from below on a phone. */
export const Drawer = shown<DrawerProps>(() => import('./WholeDrawer.tsx'))
