import { Refusal } from '../../../../kernel/refusal.ts'
import { priceOf, quantityOf, signedQuantityOf, smaller } from './exact.ts'
import type { SeatsChange, SwapChange } from './shapes.ts'
import { type Layer, requirePrice } from './terms.ts'

/** Seats of an item by price, oldest layer first; there is always at least one layer, perhaps of 0 seats. */
export type Layers = readonly Layer[]

export function seatsIn(layers: Layers): bigint {
  return layers.reduce((sum, layer) => sum + layer.quantity, 0n)
}

/** Added seats join the oldest layer unless they bring another price; removed seats leave the youngest. Refuses `seats.below_zero`. */
export function withSeats(layers: Layers, change: SeatsChange, item: string): Layers {
  const now = seatsIn(layers)
  const delta = change.to === undefined ? signedQuantityOf(change.add ?? '0', item) : quantityOf(change.to, item) - now
  if (delta < 0n) return withoutSeats(layers, -delta, item)
  const oldest = layers[0] as Layer
  const price = change.unit_price === undefined ? oldest.price : requirePrice(priceOf(change.unit_price, item), oldest.per, item)
  const joins = change.unit_price === undefined ? 0 : layers.findIndex((layer) => layer.price === price && layer.product === oldest.product)
  if (joins < 0) return [...layers, { product: oldest.product, price, per: oldest.per, quantity: delta }]
  return layers.map((layer, at) => (at === joins ? { ...layer, quantity: layer.quantity + delta } : layer))
}

/** A swap merges all layers into one with the new product, price, interval or count; what it does not name stays the oldest layer's. */
export function swapped(layers: Layers, change: SwapChange, item: string): Layers {
  const oldest = layers[0] as Layer
  const per = change.per ?? oldest.per
  return [
    {
      product: change.product ?? oldest.product,
      price: change.unit_price === undefined ? oldest.price : requirePrice(priceOf(change.unit_price, item), per, item),
      per,
      quantity: change.quantity === undefined ? seatsIn(layers) : quantityOf(change.quantity, item),
    },
  ]
}

/** A renewal merges all layers into one. */
export function renewed(layers: Layers, entry: { quantity?: string; unit_price?: string }, item: string): Layers {
  return swapped(layers, { kind: 'swap', effective: '', ...entry }, item)
}

function withoutSeats(layers: Layers, count: bigint, item: string): Layers {
  let left = count
  const kept = layers.toReversed().map((layer) => {
    const taken = smaller(left, layer.quantity)
    left -= taken
    return { ...layer, quantity: layer.quantity - taken }
  })
  if (left > 0n) throw new Refusal('refused', 'seats.below_zero', `Item ${item} has fewer seats than are to be removed.`)
  return kept.toReversed().filter((layer, at) => at === 0 || layer.quantity > 0n)
}
