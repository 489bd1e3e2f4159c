import './library.css'
import { NumberInput as CoreNumberInput } from '@mantine/core'

/** A field for a number; apart from the others, for it weighs as much as they do. */
export const NumberInput = CoreNumberInput
