import { type RefObject, useLayoutEffect, useState } from 'react'
import { inSight } from './in-sight.ts'

/** The rows of a list that are drawn, followed while it is scrolled and resized: `first` up to and without `end`. */
export function useInSight(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  row: number,
  more: number,
): { first: number; end: number } {
  const [drawn, setDrawn] = useState(() => inSight({ top: 0, height: 0 }, count, row, more))
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const look = () =>
      setDrawn((held) => {
        const now = inSight({ top: box.scrollTop, height: box.clientHeight }, count, row, more)
        return held.first === now.first && held.end === now.end ? held : now
      })
    look()
    const sizes = new ResizeObserver(look)
    sizes.observe(box)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      sizes.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [scroller, count, row, more])
  return drawn
}
