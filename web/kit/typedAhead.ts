/** How long a field is waited for; a page of its own may have to be downloaded first. */
const patience = 5000

let stop: (() => void) | undefined

/**
 * Something that begins with a field was opened by a key: what is typed before that field has the focus is the field's. Nothing is held once a
 * field has the focus, somebody points or leaves, or none has come for some seconds.
 */
export function typeAhead(): void {
  stop?.()
  let keys = ''
  const hold = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey } = event
    if (key === 'Escape' || key === 'Tab' || ctrlKey || metaKey || altKey) return stop?.()
    if (key.length !== 1 && key !== 'Backspace') return
    event.preventDefault()
    event.stopPropagation()
    keys = key === 'Backspace' ? keys.slice(0, -1) : keys + key
  }
  const give = ({ target }: FocusEvent) => {
    if (!isField(target)) return
    stop?.()
    // as if it were typed now, so that whoever hears of the field's words hears of these
    if (keys !== '') queueMicrotask(() => document.execCommand('insertText', false, keys))
  }
  const end = () => stop?.()
  const timer = setTimeout(end, patience)
  stop = () => {
    stop = undefined
    clearTimeout(timer)
    document.removeEventListener('keydown', hold, true)
    document.removeEventListener('focusin', give)
    document.removeEventListener('pointerdown', end)
  }
  document.addEventListener('keydown', hold, true)
  document.addEventListener('focusin', give)
  document.addEventListener('pointerdown', end)
}

/** Whether a place in the app is one form whose first field takes the focus. */
export function beginsWithField(href: string): boolean {
  return /\/new$/.test(href.split('?')[0] ?? '')
}

const plain = new Set(['text', 'search', 'email', 'url', 'tel', 'number'])
function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return !target.readOnly
  return target instanceof HTMLInputElement && plain.has(target.type) && !target.readOnly
}
