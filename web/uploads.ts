/** Files that forms hold, by the hash of their bytes: an operation names the hash, and the request carries the file. */
const chosen = new Map<string, File>()

/** The hash of a file that goes as a part of the request; nothing where the browser cannot hash (no https). */
export async function holdFile(file: File): Promise<string | undefined> {
  if (!globalThis.crypto.subtle) return undefined
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  const text = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  chosen.set(text, file)
  return text
}

/** The body as a form, when one of its fields is a file that was chosen. */
export function formWith(body: Record<string, unknown>, upload: string | undefined): FormData | undefined {
  const given = upload ? body[upload] : undefined
  const hash: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, 'sha256') : undefined
  const file = typeof hash === 'string' ? chosen.get(hash) : undefined
  if (!upload || !file) return undefined
  const form = new FormData()
  for (const [name, value] of Object.entries(body)) {
    if (name === upload || value === undefined || value === null) continue
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  }
  form.set(upload, file, file.name)
  return form
}
