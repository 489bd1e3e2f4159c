/** The prices of a version as a table: one row for each product and currency, a cell for each rhythm. */
export type PriceRow = { key: string; product: string; product_name: string; currency: string; year: string; month: string }
export type Price = {
  product: string
  product_name: string
  currency: string
  per: 'month' | 'year'
  min_quantity: number
  unit_price: string
  floor: string | null
}
type DraftPrice = Omit<Price, 'product_name' | 'floor'> & { floor?: string }

/** Every product in every currency, filled from the version before. */
export function priceRows(
  products: readonly { code: string; name: string }[],
  currencies: readonly string[],
  before: readonly Price[],
): PriceRow[] {
  const known = [...new Set([...currencies, ...before.map((price) => price.currency)])]
  return products.flatMap(({ code, name }) =>
    known.map((currency) => {
      const held = (per: Price['per']) =>
        before.find((one) => one.product === code && one.currency === currency && one.per === per && one.min_quantity === 1)?.unit_price ??
        ''
      return { key: `${code}|${currency}`, product: code, product_name: name, currency, year: held('year'), month: held('month') }
    }),
  )
}

/** An empty cell is not sold. Prices for larger quantities and floors are taken over from the version before. */
export function pricesOf(rows: readonly PriceRow[], before: readonly Price[]): DraftPrice[] {
  const base = rows.flatMap((row) =>
    (['year', 'month'] as const).flatMap((per): DraftPrice[] => {
      const text = row[per].trim()
      if (text === '') return []
      const { product, currency } = row
      const floor = before.find(
        (one) => one.product === product && one.currency === currency && one.per === per && one.min_quantity === 1,
      )?.floor
      return [{ product, currency, per, min_quantity: 1, unit_price: text, ...(floor && { floor }) }]
    }),
  )
  const offered = new Set(rows.map((row) => row.product))
  const larger = before
    .filter((one) => one.min_quantity > 1 && offered.has(one.product))
    .map(({ product_name: _, floor, ...one }) => ({ ...one, ...(floor && { floor }) }))
  return [...base, ...larger]
}

/** Whether a cell can be a price: empty, or digits with at most six decimals. */
export function isPrice(text: string): boolean {
  return text.trim() === '' || /^\d{1,12}(\.\d{1,6})?$/.test(text.trim())
}
