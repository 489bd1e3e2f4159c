import { createContext, useContext } from 'react'
import type { z } from 'zod'
import type { Values } from './values.ts'

export type FormState = {
  schema: z.ZodType
  values: Values
  error: (name: string) => string | undefined
  set: (name: string, value: unknown) => void
  touch: (name: string) => void
  /** it was left, or the form was sent: what is wrong with it may be said */
  isLeft: (name: string) => boolean
  /** what a field is called here, for messages about it; `secret` is never kept in the browser */
  know: (name: string, label: string, secret?: boolean) => void
  /** how an id that was picked reads */
  names: Record<string, string>
  nameIt: (value: string, name: string) => void
  busy: boolean
}

export const Held = createContext<FormState | undefined>(undefined)

/** The form that a field stands in. */
export function useForm(): FormState {
  const held = useContext(Held)
  if (!held) throw new Error('A field stands outside a form.')
  return held
}
