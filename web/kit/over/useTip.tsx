import './tip.css'
import { type FocusEvent, type PointerEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'

const pause = 350

/**
 * Words that come on hover, on focus and on a tap, in the browser's top layer; Esc and scrolling put them away. `on` goes to the element
 * that they belong to, `tip` beside it. `named` says that a screen reader hears the same words as its name already.
 */
export function useTip(text: ReactNode, { named = false, tap = false }: { named?: boolean; tap?: boolean } = {}) {
  const id = useId()
  const [at, setAt] = useState<Element>()
  const waits = useRef<ReturnType<typeof setTimeout>>(undefined)
  const away = () => {
    clearTimeout(waits.current)
    setAt(undefined)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it leaves
  useEffect(() => away, [])
  const on = {
    onPointerEnter: ({ currentTarget, pointerType }: PointerEvent) => {
      if (pointerType !== 'touch') waits.current = setTimeout(() => setAt(currentTarget), pause)
    },
    onPointerLeave: away,
    onPointerDown: ({ currentTarget }: PointerEvent) => (tap ? setAt(currentTarget) : away()),
    onFocus: ({ currentTarget }: FocusEvent) => {
      if (currentTarget.matches(':focus-visible')) setAt(currentTarget)
    },
    onBlur: away,
    ...(at && !named ? { 'aria-describedby': id } : {}),
  }
  const tip = at && (
    <Tip id={id} at={at} onAway={away}>
      {text}
    </Tip>
  )
  return { on, tip }
}

function Tip({ id, at, onAway, children }: { id: string; at: Element; onAway: () => void; children: ReactNode }) {
  const ref = useRef<HTMLSpanElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is shown once, where it belongs
  useEffect(() => {
    const tip = ref.current
    if (!tip) return
    tip.showPopover?.()
    const [a, t] = [at.getBoundingClientRect(), tip.getBoundingClientRect()]
    const above = a.top - t.height - 6
    tip.style.top = `${above < 4 ? a.bottom + 6 : above}px`
    tip.style.left = `${Math.max(8, Math.min(a.left + (a.width - t.width) / 2, window.innerWidth - t.width - 8))}px`
    const keyed = (event: KeyboardEvent) => event.key === 'Escape' && onAway()
    document.addEventListener('keydown', keyed)
    document.addEventListener('scroll', onAway, true)
    return () => {
      document.removeEventListener('keydown', keyed)
      document.removeEventListener('scroll', onAway, true)
    }
  }, [])
  return (
    <span ref={ref} id={id} role="tooltip" className="tip" popover="manual">
      {children}
    </span>
  )
}
