import { afterAll, beforeAll } from 'vitest'

/**
 * What a file of tests opens once: there before its first test, closed after its last. It stands in for what `open` will answer, so that it
 * can be named at the top of the file; before the first test it has nothing.
 */
export function held<T extends object>(open: () => Promise<T>, close: (opened: T) => unknown): T {
  let opened: T | undefined
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened && close(opened))
  return new Proxy({} as T, {
    get(_none, name) {
      if (!opened) throw new Error(`${String(name)} is asked for before the first test`)
      return Reflect.get(opened, name)
    },
  })
}
