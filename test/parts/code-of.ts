import { isRefusal } from '../../server/kernel/refusal.ts'

/** The code with which a rule refuses; nothing where it does not. */
export function codeOf(act: () => unknown): string | undefined {
  try {
    act()
  } catch (error) {
    if (isRefusal(error)) return error.code
    throw error
  }
  return undefined
}
