import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { meetingsFollow, meetingsGet, presenceEnd, presenceKeep, scorecardsRead } from '../../../server/modules/cadence/contract.ts'
import { ask, type AskOutput, requestOf } from '../../ask.ts'

type Changes = AskOutput<typeof meetingsFollow>
/** live: changes come by themselves; waiting: the connection is lost and tried again; over: no longer ours to see */
export type Line = 'live' | 'waiting' | 'over'

/** Seconds between two words that one is here, and before a lost line is tried again. */
const [beat, retry] = [20, 2]

/** Follows a meeting: `heard` gets what is new in the notes; the meeting itself is asked again when it has changed. */
export function useLive(id: string, heard: (changes: Changes) => void): { line: Line; here: Changes['here'] } {
  const cache = useQueryClient()
  const [line, setLine] = useState<Line>('waiting')
  const [here, setHere] = useState<Changes['here']>([])
  const hear = useRef(heard)
  hear.current = heard
  useEffect(() => {
    let [after, version] = [0, 0]
    let source: EventSource | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    function open(): void {
      source = new EventSource(requestOf(meetingsFollow, { id, after }).url)
      source.onmessage = ({ data }) => {
        const changes = JSON.parse(String(data)) as Changes
        setLine('live')
        setHere(changes.here)
        after = changes.number
        hear.current(changes)
        if (version !== 0 && changes.version !== version) {
          for (const { name } of [meetingsGet, scorecardsRead]) void cache.invalidateQueries({ queryKey: [name] })
        }
        version = changes.version
      }
      source.addEventListener('end', () => {
        setLine('over')
        source?.close()
        void cache.invalidateQueries()
      })
      source.onerror = () => {
        source?.close()
        setLine((now) => (now === 'over' ? now : 'waiting'))
        again = setTimeout(open, retry * 1000)
      }
    }
    open()
    return () => {
      clearTimeout(again)
      source?.close()
    }
  }, [id, cache])
  return { line, here }
}

/** Says that one is here while the page is open, and that one has gone as it closes. */
export function usePresence(id: string, takesPart: boolean): void {
  useEffect(() => {
    if (!takesPart) return
    const say = () => void ask(presenceKeep, { id }, { key: null }).catch(() => undefined)
    const go = () =>
      void fetch(requestOf(presenceEnd, { id }).url, { method: 'DELETE', keepalive: true, credentials: 'same-origin' }).catch(
        () => undefined,
      )
    say()
    const timer = setInterval(say, beat * 1000)
    window.addEventListener('pagehide', go)
    return () => {
      clearInterval(timer)
      window.removeEventListener('pagehide', go)
      go()
    }
  }, [id, takesPart])
}

/** The seconds that have gone by since something was read, each second anew; none while its clock stands. */
export function useSince(readAt: string, running: boolean): number {
  const [seconds, setSeconds] = useState(0)
  // the reader's own clock may be minutes off: only what goes by on it is counted
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new reading starts the count again
  useEffect(() => {
    const began = performance.now()
    setSeconds(0)
    if (!running) return
    const timer = setInterval(() => setSeconds((performance.now() - began) / 1000), 500)
    return () => clearInterval(timer)
  }, [readAt, running])
  return seconds
}
