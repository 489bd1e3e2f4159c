import { cloneElement, type ComponentType, type ReactElement, useEffect, useState } from 'react'
import { partLater, useUsed } from '../later.tsx'

/** The button that something opens from, as the part that opens draws it: it takes the focus that the bare one had. */
export type Opens = { target: ReactElement; opened?: boolean; onOpen?: (open: boolean) => void }

/**
 * A menu or a card that comes when its button is first used: until then only the button stands there, and hover and focus fetch the rest.
 * The whole part is given the same properties, and opens itself with `useOpens`.
 */
export function opens<P extends Opens>(load: () => Promise<{ default: ComponentType<P> }>, popup: 'menu' | 'dialog') {
  const { Part, ahead } = partLater(load)
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, where the module is read
  return function Opening(props: P) {
    const { target, opened = false, onOpen } = props
    const [used, use] = useUsed(opened)
    const bare = cloneElement(target as ReactElement<Record<string, unknown>>, {
      'aria-haspopup': popup,
      'aria-expanded': opened,
      onPointerEnter: ahead,
      onFocus: ahead,
      onClick: () => {
        use()
        onOpen?.(true)
      },
    })
    if (!used) return bare
    const whole = cloneElement(target as ReactElement<Record<string, unknown>>, { autoFocus: true })
    return <Part given={{ ...props, target: whole }} shape={bare} />
  }
}

/** Whether the part is open: at once when it was first used, then as its button says or as it is told. */
export function useOpens({ opened, onOpen }: Omit<Opens, 'target'>): [open: boolean, setOpen: (open: boolean) => void] {
  const [own, setOwn] = useState(false)
  const [there, setThere] = useState(false)
  // opened one step after its button stands there, so that the focus knows where to return
  useEffect(() => {
    setThere(true)
    setOwn(true)
  }, [])
  return [there && (opened ?? own), onOpen ?? setOwn]
}
