/** All that forms are made of, which comes in one go: see `soon.tsx`. */
export {
  AreaField,
  CheckField,
  DayField,
  ManyField,
  MoneyField,
  NumberField,
  PasswordField,
  SelectField,
  TextField,
} from './fields.tsx'
export { FileField } from './FileField.tsx'
export { Form } from './Form.tsx'
export { Checkbox, Radio, RadioGroup, Select, Slider, Textarea, TextInput } from './inputs.tsx'
export { NumberInput } from './NumberInput.tsx'
export { PickField } from './PickField.tsx'
