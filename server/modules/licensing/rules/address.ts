/** What is kept of an address: the /24 of IPv4, the /48 of IPv6; nothing of anything else. */
export function addressPrefix(address: string | undefined): string | null {
  if (!address) return null
  const four = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/i.exec(address)
  if (four) return `${four[1]}.${four[2]}.${four[3]}.0/24`
  if (!address.includes(':') || !/^[0-9a-f:]+$/i.test(address)) return null
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail ? tail.split(':') : []
  if (tail !== undefined) groups.push(...Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0'), ...rest)
  return `${groups
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/48`
}
