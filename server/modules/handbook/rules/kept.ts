/** What was worked out, by key: the ones longest unused are forgotten once all of them are more than so many letters. */
export class Kept<T> {
  private readonly by = new Map<string, { value: T; size: number }>()
  private readonly most: number
  private readonly sizeOf: (value: T) => number
  private size = 0

  constructor(most: number, sizeOf: (value: T) => number) {
    this.most = most
    this.sizeOf = sizeOf
  }

  of(key: string, make: () => T): T {
    const known = this.by.get(key)
    const one = known ?? this.made(make())
    this.by.delete(key)
    this.by.set(key, one)
    for (const [oldest, { size }] of this.by) {
      if (this.size <= this.most || oldest === key) break
      this.by.delete(oldest)
      this.size -= size
    }
    return one.value
  }

  private made(value: T) {
    const size = this.sizeOf(value)
    this.size += size
    return { value, size }
  }
}
