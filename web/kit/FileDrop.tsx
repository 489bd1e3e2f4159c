import { IconFileUpload } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { isAccepted } from './accepted.ts'
import { bytesText } from './format.ts'

type FileDropProps = {
  label: string
  /** as in the accept attribute: ".md,.json" */
  accept?: string
  many?: boolean
  /** most bytes of one file */
  most?: number
  onFiles: (files: File[]) => void
}

/** A place to drop files, which is also a button that opens the file dialog. */
export function FileDrop({ label, accept, many = false, most = 10 * 1024 ** 2, onFiles }: FileDropProps) {
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])]
    // what is dropped never met the file dialog's filter
    const other = files.filter((file) => !isAccepted(file.name, accept))
    const large = files.filter((file) => !other.includes(file) && file.size > most)
    const words = [
      other.length > 0 && `${namesOf(other)}: none of ${accept?.replaceAll(',', ', ')}.`,
      large.length > 0 && `${namesOf(large)}: larger than ${bytesText(most)}.`,
    ]
    setRefused(words.filter(Boolean).join(' '))
    const fit = files.filter((file) => !other.includes(file) && !large.includes(file)).slice(0, many ? 100 : 1)
    if (fit.length > 0) onFiles(fit)
  }
  return (
    <div>
      <label
        htmlFor={id}
        className="drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          take(event.dataTransfer.files)
        }}
      >
        <IconFileUpload size={22} stroke={1.5} aria-hidden />
        <span>{label}</span>
        <span className="faint">Drop here, or press to choose{accept ? ` (${accept.replaceAll(',', ', ')})` : ''}</span>
        <input
          ref={field}
          id={id}
          type="file"
          className="unseen"
          {...(accept ? { accept } : {})}
          multiple={many}
          onChange={(event) => {
            take(event.currentTarget.files)
            event.currentTarget.value = ''
          }}
        />
      </label>
      {refused && (
        <p className="field-error" role="alert">
          {refused}
        </p>
      )}
    </div>
  )
}

const namesOf = (files: File[]) => files.map((file) => file.name).join(', ')
