import { useEffect, useState } from 'react'

/** A value that follows another after a pause, so that each key pressed is not a question. */
export function useDebounced<T>(value: T, pause = 220): T {
  const [debounced, setDebounced] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), pause)
    return () => clearTimeout(timer)
  }, [value, pause])
  return debounced
}
