import { useState } from 'react'
import { FileDrop } from '../FileDrop.tsx'
import { bytesText, titleOf } from '../format.ts'
import type { FieldProps } from './fields.tsx'
import { useForm } from './Form.tsx'

/** A file as a field of a form: `{ name, type, content }` with the bytes in base64, as operations take small files. */
export function FileField(props: FieldProps & { accept?: string; most?: number }) {
  const form = useForm()
  const [chosen, setChosen] = useState<File>()
  const error = ['', '.content', '.type', '.name'].map((part) => form.error(`${props.name}${part}`)).find(Boolean)
  const take = async ([file]: File[]) => {
    if (!file) return
    setChosen(file)
    form.set(props.name, { name: file.name, type: file.type, content: base64(new Uint8Array(await file.arrayBuffer())) })
  }
  return (
    <div>
      <FileDrop
        label={chosen ? `${chosen.name}, ${bytesText(chosen.size)}` : (props.label ?? titleOf(props.name))}
        {...(props.accept ? { accept: props.accept } : {})}
        {...(props.most ? { most: props.most } : {})}
        onFiles={(files) => void take(files)}
      />
      {props.hint && <p className="faint">{props.hint}</p>}
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return btoa(text)
}
