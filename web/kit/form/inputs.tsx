import './library.css'
import {
  Checkbox as CoreCheckbox,
  PasswordInput as CorePasswordInput,
  Radio as CoreRadio,
  Select as CoreSelect,
  type SelectProps as CoreSelectProps,
  Slider as CoreSlider,
  Textarea as CoreTextarea,
  TextInput as CoreTextInput,
} from '@mantine/core'
import type { KeyboardEvent } from 'react'

// bound here and not only passed on, so that their styles come with them
export const Checkbox = CoreCheckbox
export const PasswordInput = CorePasswordInput
export const Radio = CoreRadio
export const RadioGroup = CoreRadio.Group
export const Slider = CoreSlider
export const Textarea = CoreTextarea
export const TextInput = CoreTextInput

type SelectProps = CoreSelectProps<string> & {
  /** what fits the letters is still on its way: nothing that is listed is an answer to them yet */
  settling?: boolean
}

/** A choice. Enter takes what fits the letters before it sends a form: the one that is marked, or the only one there is. */
export function Select({ settling = false, onKeyDown, ...props }: SelectProps) {
  return (
    <CoreSelect
      {...props}
      // letters that are looked up elsewhere mark nothing: what is listed may still be the answer to others
      selectFirstOptionOnChange={props.searchable === true && !props.filter}
      onKeyDown={(event) => {
        onKeyDown?.(event)
        if (props.searchable && event.key === 'Enter') takeOnly(event, settling)
      }}
    />
  )
}

function takeOnly(event: KeyboardEvent<HTMLInputElement>, settling: boolean): void {
  const { currentTarget: field } = event
  const list = document.getElementById(field.getAttribute('aria-controls') ?? '')
  if (!list || event.nativeEvent.isComposing) return
  const options = [...list.querySelectorAll<HTMLElement>('[role="option"]')]
  const isChosen = options.some((one) => one.getAttribute('aria-selected') === 'true' && nameOf(one) === field.value)
  if (field.value === '' || isChosen || options.some((one) => one.hasAttribute('data-combobox-selected'))) return
  event.preventDefault()
  if (options.length === 1 && !settling) options[0]?.click()
}

/** What an option is called, without the note beside it. */
function nameOf(option: Element): string | null {
  return (option.querySelector('.option-name') ?? option).textContent
}
