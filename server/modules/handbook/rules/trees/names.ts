/** A name of a file or a folder takes so many bytes, on every disk; folders in folders. */
const [longestStep, deepest] = [255, 30]

/** Names alike, but for the size of their letters or how their marks are written: not everywhere can both lie in one folder. */
export function foldedName(file: string): string {
  return file.normalize('NFC').toLowerCase()
}

/**
 * Whether git or a disk takes a step of a path for the folder in which git keeps its own: whatever the size of its letters, with spaces or
 * dots behind it, with letters that nobody sees, as a stream of it, and by its short name.
 */
function isGits(step: string): boolean {
  const [name = ''] = step
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .toLowerCase()
    .split(':', 1)
  return ['.git', 'git~1'].includes(name.replace(/[ .]+$/, ''))
}

function isNoStep(step: string): boolean {
  return step === '' || step === '.' || step === '..'
}

/** Whether a file of this name can lie in a repository and on a disk. */
export function isSafeName(file: string): boolean {
  const steps = file.split('/')
  return steps.length <= deepest && steps.every((step) => !isNoStep(step) && !isGits(step) && Buffer.byteLength(step) <= longestStep)
}

/** The same name as one that can lie anywhere. */
function safeName(file: string): string {
  const steps = file.split('/').map((step) => {
    if (isNoStep(step)) return '_'
    const said = isGits(step) ? `_${step}` : step
    return Buffer.byteLength(said) <= longestStep ? said : shortened(said)
  })
  return steps.join('/')
}

/** Its ending stays. */
function shortened(step: string): string {
  const ending = /\.[a-z.]{1,20}$/i.exec(step)?.[0] ?? ''
  let out = ''
  for (const letter of step) {
    if (Buffer.byteLength(out + letter) > longestStep - 40 - ending.length) break
    out += letter
  }
  return out + ending
}

function foldersOf(file: string): string[] {
  return [...file.matchAll(/\//g)].map(({ index }) => file.slice(0, index))
}

/** Files whose name is that of a folder with others in it: nowhere can both lie. */
export function filesAsFolders(files: readonly string[]): Set<string> {
  const folders = new Set(files.flatMap((file) => foldersOf(foldedName(file))))
  return new Set(files.filter((file) => folders.has(foldedName(file))))
}

/** Gives each file a name that no other has, in whatever letters, and that is no folder; a second one of a name has a number. */
export class Names {
  private readonly files = new Set<string>()
  private readonly folders = new Set<string>()

  constructor(taken: readonly string[]) {
    for (const file of taken) this.take(file)
  }

  free(wanted: string): string {
    const steps = safeName(wanted).split('/')
    const last = steps.pop() ?? ''
    let folder = ''
    for (const step of steps) folder = this.numbered(below(folder, step), (name) => !this.files.has(name))
    const name = this.numbered(below(folder, last), (one) => !this.files.has(one) && !this.folders.has(one))
    this.take(name)
    return name
  }

  private take(file: string): void {
    this.files.add(foldedName(file))
    for (const folder of foldersOf(foldedName(file))) this.folders.add(folder)
  }

  private numbered(name: string, isFree: (folded: string) => boolean): string {
    const dot = name.lastIndexOf('.') > name.lastIndexOf('/') + 1 ? name.lastIndexOf('.') : name.length
    let said = name
    for (let n = 2; !isFree(foldedName(said)); n += 1) said = `${name.slice(0, dot)}-${n}${name.slice(dot)}`
    return said
  }
}

function below(folder: string, step: string): string {
  return folder === '' ? step : `${folder}/${step}`
}
