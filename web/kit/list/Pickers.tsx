import { later } from '../later.tsx'
import type { PersonPickProps } from './PersonPicker.tsx'

/** Picks a colleague by typing a part of the name; it comes when somebody picks. */
export const PersonPick = later<PersonPickProps>(() => import('./PersonPicker.tsx'))
