import { useState } from 'react'
import { FileDrop } from '../FileDrop.tsx'
import { holdFile } from '../../uploads.ts'
import { bytesText, titleOf } from '../format.ts'
import type { FieldProps } from './fields.tsx'
import { useForm } from './held.ts'

/**
 * A file as a field of a form: it goes as a part of the request, and the field holds its name, type and hash. Where the browser cannot hash,
 * small files go in base64.
 */
export function FileField(props: FieldProps & { accept?: string; most?: number }) {
  const form = useForm()
  const [chosen, setChosen] = useState<File>()
  const [reading, setReading] = useState(false)
  // a file cannot be kept for later: it is chosen again
  form.know(props.name, props.label ?? titleOf(props.name), true)
  const error = ['', '.content', '.sha256', '.type', '.name'].map((part) => form.error(`${props.name}${part}`)).find(Boolean)
  const take = async ([file]: File[]) => {
    if (!file) return
    // until its bytes are read the field says so, and has no value that could go without them
    setReading(true)
    form.set(props.name, undefined)
    const sha256 = await holdFile(file)
    const bytes = sha256 ? { sha256 } : { content: base64(new Uint8Array(await file.arrayBuffer())) }
    form.set(props.name, { name: file.name, type: file.type, ...bytes })
    setChosen(file)
    setReading(false)
  }
  return (
    <div>
      <FileDrop
        label={reading ? 'Reading the file …' : chosen ? `${chosen.name}, ${bytesText(chosen.size)}` : (props.label ?? titleOf(props.name))}
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
