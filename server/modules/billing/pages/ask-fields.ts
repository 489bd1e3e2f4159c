import type { Unmet } from '../../../kernel/refusal.ts'

/** What a person is told beside a field of the form. The operations check everything again; these words come before anything is mailed. */
const needed: Readonly<Record<string, string>> = {
  name: 'Tell us your name.',
  company: 'Tell us which company this is for.',
  line1: 'Tell us the street and number.',
  city: 'Tell us the city.',
}

/** What is missing or no answer to its question, field by field. */
export function lackingIn(fields: Readonly<Record<string, string>>): Unmet[] {
  const lacks = (path: string, text: string): Unmet => ({ code: 'field', path, text })
  const { seats = '', email = '', country = '' } = fields
  return [
    ...(/^[1-9]\d{0,6}$/.test(seats) && Number(seats) <= 1_000_000 ? [] : [lacks('seats', 'A whole number from 1 to 1,000,000.')]),
    ...Object.entries(needed).flatMap(([path, text]) => (fields[path] ? [] : [lacks(path, text)])),
    ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
      ? []
      : [lacks('email', email === '' ? 'Tell us where to mail the code.' : 'An address looks like ada@example.com.')]),
    ...(country === '' ? [lacks('country', 'Choose a country.')] : []),
  ]
}
