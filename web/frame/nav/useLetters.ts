import { useEffect, useRef, useState } from 'react'
import { isTaken } from '../../kit/keys.ts'
import { useGo } from '../../kit/Link.tsx'
import { type Area, doorOf } from './areas.ts'

/** How long a letter is waited for. */
const patience = 2500

/** `G`, then a letter, goes to an area. Answers whether a letter is waited for, so that the letters are shown. */
export function useLetters(areas: readonly Area[]): boolean {
  const go = useGo()
  const [waits, setWaits] = useState(false)
  const now = useRef({ areas, go })
  now.current = { areas, go }
  useEffect(() => {
    let until = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = () => {
      until = 0
      clearTimeout(timer)
      setWaits(false)
    }
    const listen = (event: KeyboardEvent) => {
      const letter = event.key.toLowerCase()
      if (Date.now() < until) {
        if (letter === 'shift') return
        stop()
        const href = letter === 'i' ? '/inbox' : letter === 'a' ? '/inbox?tab=actions' : doorBy(now.current.areas, letter)
        if (href === undefined || isTaken(event)) return
        event.preventDefault()
        event.stopPropagation()
        now.current.go(href)
        return
      }
      if (letter !== 'g' || isTaken(event)) return
      event.preventDefault()
      until = Date.now() + patience
      setWaits(true)
      timer = setTimeout(stop, patience)
    }
    // before the keys of a page: the letter after G is nobody else's
    document.addEventListener('keydown', listen, true)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('keydown', listen, true)
    }
  }, [])
  return waits
}

function doorBy(areas: readonly Area[], letter: string): string | undefined {
  const area = areas.find((one) => one.letter === letter)
  return area && doorOf(area)
}
