/** Does a file's name end as the accept attribute asks (".pdf,.png")? Kinds such as image/* are left to whoever reads the file. */
export function isAccepted(name: string, accept = ''): boolean {
  const ends = accept.split(',').map((one) => one.trim().toLowerCase())
  return ends.some((end) => !end.startsWith('.') || name.toLowerCase().endsWith(end))
}
