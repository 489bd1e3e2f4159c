import { type ClipboardEvent, type DragEvent, type RefObject, useState } from 'react'
import { attachmentsAdd } from '../../../server/modules/handbook/contract.ts'
import { ask } from '../../ask.ts'
import { holdFile } from '../../uploads.ts'
import { picture } from './marking.ts'
import { markedIn, write } from './writing.ts'

export const pictureKinds = 'image/png,image/jpeg,image/gif,image/webp,image/svg+xml'
const mostAtOnce = 10

type Pictures = {
  busy: boolean
  problem: unknown
  take: (files: readonly File[]) => void
  /** whether what was pasted or dropped was a picture, and is taken */
  pasted: (event: ClipboardEvent<HTMLTextAreaElement>) => boolean
  dropped: (event: DragEvent<HTMLTextAreaElement>) => void
}

/** Lays pictures beside a page and writes into the field what shows them; nothing on a page that is not there yet. */
export function usePictures(page: string | undefined, field: RefObject<HTMLTextAreaElement | null>): Pictures | undefined {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  if (page === undefined) return undefined
  const take = async (files: readonly File[]) => {
    setBusy(true)
    setProblem(undefined)
    for (const file of files.slice(0, mostAtOnce)) {
      try {
        const { called } = await ask(attachmentsAdd, { id: page, file: await sent(file) })
        if (field.current) write(field.current, picture(markedIn(field.current), called))
      } catch (refused) {
        setProblem(refused)
        break
      }
    }
    setBusy(false)
  }
  const picturesOf = (list: FileList) => [...list].filter(({ type }) => isKind(type))
  const some = (list: FileList) => {
    const files = picturesOf(list)
    if (files.length > 0) void take(files)
    return files.length > 0
  }
  return {
    busy,
    problem,
    take: (files) => void take(files),
    pasted: (event) => {
      const taken = some(event.clipboardData.files)
      if (taken) event.preventDefault()
      return taken
    },
    dropped: (event) => {
      if (event.dataTransfer.files.length === 0) return
      event.preventDefault()
      some(event.dataTransfer.files)
    },
  }
}

type Kind = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml'

function isKind(type: string): type is Kind {
  return pictureKinds.split(',').includes(type)
}

async function sent(file: File) {
  const type = isKind(file.type) ? file.type : 'image/png'
  const named = { name: file.name || 'picture.png', type }
  const sha256 = await holdFile(file)
  if (sha256) return { ...named, sha256 }
  const bytes = new Uint8Array(await file.arrayBuffer())
  return { ...named, content: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) }
}
