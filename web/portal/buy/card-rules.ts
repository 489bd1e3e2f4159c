export type CardFields = { number: string; expiry: string; cvc: string }
export const noCard: CardFields = { number: '', expiry: '', cvc: '' }

/** What keeps a card from being sent, by field. */
export function problemsOf(card: CardFields, now: Date): Partial<Record<keyof CardFields, string>> {
  const digits = card.number.replaceAll(' ', '')
  const [month = '', year = ''] = card.expiry.split('/').map((part) => part.trim())
  const ends = new Date(2000 + Number(year), Number(month), 1)
  return {
    ...(digits.length < 12 || !luhn(digits) ? { number: 'This is not a card number. Check the digits.' } : {}),
    ...(!/^(0[1-9]|1[0-2])$/.test(month) || year.length !== 2
      ? { expiry: 'Month and year, as 12 / 30.' }
      : ends <= now
        ? { expiry: 'This card has expired.' }
        : {}),
    ...(card.cvc.length < 3 ? { cvc: 'Three or four digits.' } : {}),
  }
}

/** The check digit of a card number (ISO/IEC 7812-1, annex B). */
function luhn(digits: string): boolean {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = index % 2 === 1 ? Number(digit) * 2 : Number(digit)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

export function grouped(text: string): string {
  return text
    .replaceAll(/\D/g, '')
    .slice(0, 19)
    .replaceAll(/(\d{4})(?=\d)/g, '$1 ')
}

export function expiryText(text: string, before: string): string {
  const digits = text.replaceAll(/\D/g, '').slice(0, 4)
  // deleting across the slash must not put it back at once
  if (digits.length === 2 && before.length > text.length) return digits
  return digits.length >= 2 ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits
}
