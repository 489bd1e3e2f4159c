/**
 * What a letter is for. Transactional ones belong to something that their reader does with us: a way in, a sale, a bill, the running of
 * what was bought. All others wait until the reader has agreed, and say how to stop them.
 */
export const purposes = {
  access: { says: 'Way in', transactional: true },
  sale: { says: 'Sale', transactional: true },
  billing: { says: 'Billing', transactional: true },
  service: { says: 'Service', transactional: true },
  news: { says: 'News', transactional: false },
  marketing: { says: 'Marketing', transactional: false },
  survey: { says: 'Survey', transactional: false },
} as const
export type Purpose = keyof typeof purposes

export function isTransactional(purpose: Purpose): boolean {
  return purposes[purpose].transactional
}
