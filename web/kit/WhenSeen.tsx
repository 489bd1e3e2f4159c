import { type ReactNode, useEffect, useRef, useState } from 'react'

/** Milliseconds after which it comes unseen, too: for whoever reads without looking. */
const anyway = 3000

/** What lies below the fold comes when somebody gets there, or once the page stands. */
export function WhenSeen({ children }: { children: ReactNode }): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const watch = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true))
    watch.observe(element)
    const later = setTimeout(() => setSeen(true), anyway)
    return () => {
      watch.disconnect()
      clearTimeout(later)
    }
  }, [])
  return seen ? children : <div ref={place} style={{ minBlockSize: 120 }} />
}
