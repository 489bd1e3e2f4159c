import './library.css'
import {
  Checkbox as CoreCheckbox,
  PasswordInput as CorePasswordInput,
  Progress as CoreProgress,
  Radio as CoreRadio,
  Select as CoreSelect,
  Slider as CoreSlider,
  Textarea as CoreTextarea,
  TextInput as CoreTextInput,
} from '@mantine/core'

// bound here and not only passed on, so that their styles come with them
export const Checkbox = CoreCheckbox
export const PasswordInput = CorePasswordInput
export const Progress = CoreProgress
export const Radio = CoreRadio
export const Select = CoreSelect
export const Slider = CoreSlider
export const Textarea = CoreTextarea
export const TextInput = CoreTextInput
