import { setTimeout as wait } from 'node:timers/promises'

type Rounds = {
  round: () => Promise<void>
  /** milliseconds to the next round when nothing wakes it earlier */
  pause: () => number
  failed: (error: unknown) => void
}

/** The loop of the engine, and other work that must not meet one of its rounds. */
export function openTurns({ round, pause, failed }: Rounds) {
  let stopped = false
  let wake: (() => void) | undefined
  let turn: Promise<void> = Promise.resolve()

  function alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.then(
      () => undefined,
      () => undefined,
    )
    return mine
  }

  const loop = (async () => {
    let troubled = 0
    while (!stopped) {
      try {
        await alone(round)
        troubled = 0
      } catch (error) {
        troubled += 1
        if (!stopped) failed(error)
      }
      const rest = troubled > 0 ? Math.min(10_000, 1000 * 2 ** Math.min(troubled, 4)) : pause()
      await Promise.race([wait(rest, undefined, { ref: false }), new Promise<void>((resolve) => (wake = resolve))])
      // a breath, so that a burst of requests is loaded together
      if (!stopped) await wait(50)
    }
  })()

  return {
    alone,
    wake: () => wake?.(),
    close: async () => {
      stopped = true
      wake?.()
      await loop
      await turn
    },
  }
}
