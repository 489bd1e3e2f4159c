/** A part of the program that did not come, however often it was asked for. */
export class NotCome extends Error {
  constructor(cause: unknown) {
    super('A part of the program did not come.', { cause })
    this.name = 'NotCome'
  }
}

const pauses = [300, 1000, 3000]

/** Fetches a part of the program, and again after a pause while it does not come. Throws `NotCome`. */
export async function fetched<T>(load: () => Promise<T>, wait: readonly number[] = pauses): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await load()
    } catch (error) {
      const pause = wait[tries]
      if (pause === undefined) throw new NotCome(error)
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}
