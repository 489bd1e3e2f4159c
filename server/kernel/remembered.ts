import type { Tx } from './database.ts'

const kept = new WeakMap<Tx, Map<string, Promise<unknown>>>()

/**
 * Reads once what a transaction asks again and again: companies, products, rules and rates, which change about never. Whoever writes
 * such rows calls `forget` in the same transaction. Rows are shared: nobody changes them in place. Nothing outlives the transaction.
 */
export function remembered<T>(tx: Tx, what: string, key: string, read: () => Promise<T>): Promise<T> {
  const own = kept.get(tx) ?? new Map<string, Promise<unknown>>()
  kept.set(tx, own)
  const name = `${what} ${key}`
  const known = own.get(name)
  if (known) return known as Promise<T>
  const reading = read()
  own.set(name, reading)
  reading.catch(() => own.delete(name))
  return reading
}

/** Everything of that kind is read anew; without a kind, everything. */
export function forget(tx: Tx, what?: string): void {
  const own = kept.get(tx)
  for (const name of [...(own?.keys() ?? [])]) if (what === undefined || name.startsWith(`${what} `)) own?.delete(name)
}
