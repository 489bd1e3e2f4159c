/** `<customer-slug>-<number>.mattermost-license`, in letters that every file system takes. */
export function fileName(customer: string, number: string): string {
  return `${slug(customer)}-${number}.mattermost-license`
}

/** `mm-prod-2026a`, then b … z, aa …: the first that no key of that environment and year has. */
export function nextKid(environment: 'prod' | 'test', year: number, taken: ReadonlySet<string>): string {
  for (let index = 0; ; index += 1) {
    const kid = `mm-${environment}-${year}${letters(index)}`
    if (!taken.has(kid)) return kid
  }
}

function slug(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[ßæœøđðłþı]/g, (letter) => foldings[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  return plain || 'customer'
}

const foldings: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' }

function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}
