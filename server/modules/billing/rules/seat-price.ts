import { decimal } from '../../../kernel/money.ts'
import type { Dec } from './engine/shapes.ts'

/** Decimals that an amount may have at the house's doors. */
const most = 12

/** What one seat costs once a discount in percent is off its price: exact, with the price's decimals at least and twelve at most. */
export function seatPrice(unitPrice: Dec, discountPercent: Dec): Dec {
  const [price, percent] = [decimal(unitPrice), decimal(discountPercent)]
  const left = 100n * 10n ** BigInt(percent.scale) - percent.digits
  const scale = price.scale + percent.scale + 2
  const digits = price.digits * left
  if (scale <= most) return shown(digits, scale, price.scale)
  const cut = 10n ** BigInt(scale - most)
  return shown((digits + cut / 2n) / cut, most, price.scale)
}

function shown(digits: bigint, scale: number, least: number): Dec {
  const text = digits.toString().padStart(scale + 1, '0')
  const fraction = text.slice(-scale)
  const kept = Math.max(least, fraction.replace(/0+$/, '').length)
  return kept === 0 ? text.slice(0, -scale) : `${text.slice(0, -scale)}.${fraction.slice(0, kept)}`
}
