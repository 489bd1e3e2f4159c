import { type ComponentType, type ReactNode, useState } from 'react'
import { later } from '../later.tsx'
import { formsAreFetchedBy } from './bring.ts'

type Parts = typeof import('./parts.ts')

let here: Parts | undefined

/** All that forms are made of. Most pages show none at first: what they open brings it. */
async function bring(): Promise<Parts> {
  here ??= await import('./parts.ts')
  return here
}
formsAreFetchedBy(bring)

/**
 * A part of forms, as it is used: drawn at once where they are here, which in a dialog they are; else when they have come, and until then its
 * shape stands there.
 */
function soon<K extends keyof Parts>(name: K, shape: ReactNode = null): Parts[K] {
  const Later = later<object>(async () => ({ default: (await bring())[name] as unknown as ComponentType<object> }), shape)
  // what was begun one way goes on so: another component would lose what was typed
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, where the module is read
  const Soon = (props: object) => {
    const [whole] = useState(() => here && { Part: here[name] as unknown as ComponentType<object> })
    return whole ? <whole.Part {...props} /> : <Later {...props} />
  }
  return Soon as unknown as Parts[K]
}

const field = <div className="field-wait" aria-hidden />
const form = <div className="form-wait" role="status" aria-label="Loading" />

export const Form = soon('Form', form)
export const AreaField = soon('AreaField', field)
export const CheckField = soon('CheckField', field)
export const DayField = soon('DayField', field)
export const FileField = soon('FileField', field)
export const ManyField = soon('ManyField', field)
export const MoneyField = soon('MoneyField', field)
export const NumberField = soon('NumberField', field)
export const PasswordField = soon('PasswordField', field)
export const PickField = soon('PickField', field)
export const SelectField = soon('SelectField', field)
export const TextField = soon('TextField', field)
export const Checkbox = soon('Checkbox', field)
export const NumberInput = soon('NumberInput', field)
export const Radio = Object.assign(soon('Radio', field), { Group: soon('RadioGroup', field) })
export const Select = soon('Select', field)
export const Slider = soon('Slider', field)
export const Textarea = soon('Textarea', field)
export const TextInput = soon('TextInput', field)
