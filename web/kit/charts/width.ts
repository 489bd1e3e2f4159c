import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** The width of a place, kept as it changes: a chart is drawn again at it, so that its text never scales. */
export function useWidth<T extends HTMLElement>(start = 640): [RefObject<T | null>, number] {
  const ref = useRef<T>(null)
  const [width, setWidth] = useState(start)
  useLayoutEffect(() => {
    const place = ref.current
    if (!place) return
    const take = () => setWidth((before) => Math.floor(place.clientWidth) || before)
    take()
    const watch = new ResizeObserver(take)
    watch.observe(place)
    return () => watch.disconnect()
  }, [])
  return [ref, width]
}
