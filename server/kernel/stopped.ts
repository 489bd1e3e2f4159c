/** A sentence that ends with a name or a title: one full stop, also after "Tidewater Inc." and "Why now?". */
export function stopped(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}
