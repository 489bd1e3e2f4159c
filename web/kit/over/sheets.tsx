import type { DrawerProps, ModalProps } from '@mantine/core'
import { type ComponentType, useLayoutEffect } from 'react'
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
    useFocusBack(props.opened)
    return used && ready ? <Part given={props} /> : null
  }
  return Object.assign(Shown, { ahead })
}

/** A dialog over the page. Its title is the question. */
export const Modal = shown<ModalProps>(() => import('./WholeModal.tsx'))

/** A sheet from the side, or from below on a phone. */
export const Drawer = shown<DrawerProps>(() => import('./WholeDrawer.tsx'))

/**
 * Closed, a dialog hands the focus back to where it came from, or where that is gone to the page: the library remembers it only for a dialog
 * that was drawn before it opened. What took the focus meanwhile keeps it.
 */
function useFocusBack(opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) return undefined
    const from = document.activeElement
    const back = () => {
      if (document.activeElement && document.activeElement !== document.body) return
      const to = from instanceof HTMLElement && from.isConnected && from !== document.body ? from : document.getElementById('main')
      to?.focus({ preventScroll: true })
    }
    // at once where it was taken away, and after it has gone as it came
    return () => {
      setTimeout(back, 60)
      setTimeout(back, 350)
    }
  }, [opened])
}
