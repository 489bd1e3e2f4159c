const foreign = /[٠-٩۰-۹０-９٪％٫٬]/g
const signs: Record<string, string> = { '٪': '%', '％': '%', '٫': '.', '٬': ',' }

/** Digits and signs of Persian, Arabic and wide writing as ours; every place in the text stays what it was. */
export function inOurDigits(text: string): string {
  return text.replace(foreign, (one) => signs[one] ?? String((one.codePointAt(0) as number) % 16))
}
