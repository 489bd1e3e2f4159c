import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

const fields = 'input:not([type="hidden"]), textarea, select'

/**
 * A form in a dialog: its first field takes the focus where nothing else asks for it, and Mod+Enter sends it from everywhere in the dialog,
 * as its button says.
 */
export function useInDialog(form: RefObject<HTMLFormElement | null>, send: () => void): void {
  const now = useRef(send)
  now.current = send
  // before the dialog looks for what is to have the focus
  useLayoutEffect(() => {
    const dialog = form.current?.closest('[role="dialog"]')
    if (dialog && !dialog.querySelector('[data-autofocus]')) form.current?.querySelector(fields)?.setAttribute('data-autofocus', 'true')
  }, [form])
  useEffect(() => {
    const dialog = form.current?.closest<HTMLElement>('[role="dialog"]')
    if (!dialog) return
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
      if (event.target instanceof Node && form.current?.contains(event.target)) return
      event.preventDefault()
      now.current()
    }
    dialog.addEventListener('keydown', listen)
    return () => dialog.removeEventListener('keydown', listen)
  }, [form])
}
