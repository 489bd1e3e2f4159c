import type { DrawerProps, ModalProps } from '@mantine/core'
import type { ComponentType } from 'react'
import { useForms } from '../form/bring.ts'
import { partLater, useUsed } from '../later.tsx'

/**
 * A dialog that comes when it first opens; afterwards it stays, that it can go as it came. Most hold a form, whose first field takes the
 * focus as the dialog opens: forms come with it.
 */
function shown<P extends { opened: boolean }>(load: () => Promise<{ default: ComponentType<P> }>) {
  const { Part, ahead } = partLater(load)
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, where the module is read
  const Shown = (props: P) => {
    const [used] = useUsed(props.opened)
    const ready = useForms(used)
    return used && ready ? <Part given={props} /> : null
  }
  return Object.assign(Shown, { ahead })
}

/** A dialog over the page. Its title is the question. */
export const Modal = shown<ModalProps>(() => import('./WholeModal.tsx'))

/** A sheet from the side, or from below on a phone. */
export const Drawer = shown<DrawerProps>(() => import('./WholeDrawer.tsx'))
