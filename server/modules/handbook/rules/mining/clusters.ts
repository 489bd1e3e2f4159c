/** A question as clusters take it: by its words, when it was asked and by whom. */
export type Item = { id: string; at: Date; topic: ReadonlyMap<string, number> }

type Vector = ReadonlyMap<string, number>
/** Questions that ask for the same. `centroid`: the mean of their vectors. */
export type Cluster<T extends Item> = { items: T[]; centroid: Vector }

/** A question joins what is as near as this, else it begins a cluster of its own. */
export const nearEnough = 0.4

/** Sums of floating point numbers come out another way round in another order. */
const slack = 1e-9

/**
 * In the order of time each question joins the cluster whose centroid is nearest by cosine, if it is near enough; of two that are as near, the
 * one that began first. `weigh`: how rare a term is in all questions and pages. Of the clusters only those are compared that hold one of the
 * rarer terms of the question: the others share so little with it that no cosine reaches the threshold. `count` is told of each comparison.
 */
export function clustersOf<T extends Item>(items: readonly T[], weigh: (term: string) => number, count?: () => void): Cluster<T>[] {
  const open: Growing<T>[] = []
  const holding = new Map<string, number[]>()
  for (const item of inTime(items)) {
    const vector = vectorOf(item.topic, weigh)
    let best: { at: number; cosine: number } | undefined
    for (const at of candidatesFor(vector, holding)) {
      count?.()
      const cosine = cosineTo(vector, open[at])
      if (
        cosine >= nearEnough - slack &&
        (!best || cosine > best.cosine + slack || (Math.abs(cosine - best.cosine) <= slack && at < best.at))
      )
        best = { at, cosine }
    }
    const at = best?.at ?? open.push({ items: [], sum: new Map(), squared: 0 }) - 1
    join(open[at], at, item, vector, holding)
  }
  return open.map(({ items: own, sum }) => ({
    items: own,
    centroid: new Map([...sum].map(([term, weight]) => [term, weight / own.length])),
  }))
}

type Growing<T extends Item> = { items: T[]; sum: Map<string, number>; squared: number }

export function inTime<T extends Item>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
}

/** Terms by how often and how rare they are (tf·idf), of length one; nothing of a question without words. */
export function vectorOf(topic: ReadonlyMap<string, number>, weigh: (term: string) => number): Map<string, number> {
  const weights = [...topic].map(([term, times]) => [term, times * weigh(term)] as const)
  const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0))
  return new Map(length === 0 ? [] : weights.map(([term, weight]) => [term, weight / length]))
}

/** Clusters that may be near enough: what shares only common terms, whose squares sum up to less than the threshold’s, is not. */
function candidatesFor(vector: Vector, holding: ReadonlyMap<string, readonly number[]>): Set<number> {
  const byWeight = [...vector].sort(([, a], [, b]) => a - b)
  let left = 0
  const found = new Set<number>()
  for (const [term, weight] of byWeight) {
    left += weight * weight
    if (left < nearEnough * nearEnough - slack) continue
    for (const at of holding.get(term) ?? []) found.add(at)
  }
  return found
}

function cosineTo<T extends Item>(vector: Vector, cluster: Growing<T> | undefined): number {
  if (!cluster || cluster.squared === 0) return 0
  let dot = 0
  for (const [term, weight] of vector) dot += weight * (cluster.sum.get(term) ?? 0)
  return dot / Math.sqrt(cluster.squared)
}

function join<T extends Item>(cluster: Growing<T> | undefined, at: number, item: T, vector: Vector, holding: Map<string, number[]>): void {
  if (!cluster) return
  cluster.items.push(item)
  for (const [term, weight] of vector) {
    const before = cluster.sum.get(term)
    if (before === undefined) holding.set(term, [...(holding.get(term) ?? []), at])
    const after = (before ?? 0) + weight
    cluster.squared += after * after - (before ?? 0) * (before ?? 0)
    cluster.sum.set(term, after)
  }
}

/** So many terms say what a cluster is about. */
const heaviestTerms = 8

/** The heaviest terms of a cluster; of two as heavy the first by its letters. */
export function heaviest({ centroid }: { centroid: Vector }): string[] {
  return [...centroid]
    .sort(([a, x], [b, y]) => (Math.abs(x - y) > slack ? y - x : a < b ? -1 : 1))
    .slice(0, heaviestTerms)
    .map(([term]) => term)
}

/** The question that says best what all of them ask: the nearest to the middle, of two as near the older. */
export function nearestToAll<T extends Item>({ items, centroid }: Cluster<T>, weigh: (term: string) => number): T | undefined {
  const near = items.map((item) => {
    const vector = vectorOf(item.topic, weigh)
    return { item, dot: [...vector].reduce((sum, [term, weight]) => sum + weight * (centroid.get(term) ?? 0), 0) }
  })
  return near.reduce<(typeof near)[number] | undefined>((best, one) => (!best || one.dot > best.dot + slack ? one : best), undefined)?.item
}
